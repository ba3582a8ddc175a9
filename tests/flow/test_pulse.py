"""What a manager is asked below the digest, how seldom, and what is told of it to whom."""

import pytest
from sqlalchemy import select, update

from bot.domain.language import Language
from bot.domain.pulse import MANAGER_ASKED
from bot.flow.facilitating.pulse.both import MATTER, compare, pulse_part
from bot.storage import people, pulses, teams
from bot.storage.answers import add_answer
from bot.storage.tables import check_ins, matters, memberships
from bot.storage.tables import pulses as pulses_table
from bot.storage.tables import teams as teams_table
from tests.flow.rooms import Rooms, rooms, team, teams_text

pytestmark = pytest.mark.asyncio(loop_scope="session")

TWO = teams_text(team("ridge"), team("field", "ola"))


async def asked(r: Rooms) -> list[tuple[str, str]]:
    """Which team the manager was asked about, and when."""
    query = select(teams_table.c.slug, pulses_table.c.asked_at).join_from(pulses_table, teams_table)
    return [(row.slug, r.local(row.asked_at)) for row in await r.rows(query.order_by(pulses_table.c.id))]


async def both(r: Rooms, manager: str | None, of_team: str | None) -> list[tuple[bool, bool]]:
    """Each side says this now; for each matter that came of it whether it is about this answer, and whether done."""
    async with r.house.db.write() as tx:
        (team_id,) = (await tx.execute(select(teams_table.c.id).where(teams_table.c.slug == "ridge"))).scalars()
        row, per = await teams.team_by_id(tx, team_id), await people.person_by_slug(tx, "per")
        kari = await people.person_by_slug(tx, "kari")
        assert per is not None
        assert kari is not None
        if manager is not None:
            await pulses.answer_pulse(tx, await pulses.add_pulse(tx, team_id, per.id, r.now), manager, r.now)
        if of_team is not None:
            await add_answer(
                tx, check_in_id=(await tx.execute(select(check_ins.c.id))).scalars().first(), team_id=team_id,
                person_id=kari.id, question=MANAGER_ASKED, question_version=1, phase=row.phase, step=None,
                about="team", wording="Has your manager asked?", value=of_team, asked_at=r.now, answered_at=r.now,
                late=False, source="chat",
            )  # fmt: skip
        await compare(tx, row, r.now)
        newest = await pulses.newest_answer(tx, team_id)
    found = await r.rows(select(matters.c.about_id, matters.c.done_at).where(matters.c.kind == MATTER))
    return [(newest is not None and it.about_id == newest.id, it.done_at is not None) for it in found]


async def page(r: Rooms) -> list[str]:
    async with r.house.db.read() as tx:
        (team_id,) = (await tx.execute(select(teams_table.c.id).where(teams_table.c.slug == "ridge"))).scalars()
        return await pulse_part(tx, r.house, await teams.team_by_id(tx, team_id), Language("en"), r.now)


async def test_one_team_a_time_and_each_once_in_four_weeks_never_below_the_first(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await r.join("per", "kari", "ola")

        await r.to("2026-10-20 12:00")

        assert await asked(r) == [
            ("field", "2026-09-14 08:00"), ("ridge", "2026-09-21 08:00"),
            ("field", "2026-10-12 08:00"), ("ridge", "2026-10-19 08:00"),
        ]  # fmt: skip


async def test_nobody_is_asked_about_a_team_that_was_asked_nothing_yet(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await r.join("per")

        await r.to("2026-10-20 12:00")

        assert await asked(r) == []


async def test_a_team_without_a_manager_is_not_asked_about_one(database_url: str) -> None:
    async with rooms(database_url, teams_text(team("ridge"), schedule="weekly")) as r:
        await r.join("kari")
        await r.change(update(memberships).where(memberships.c.role == "manager").values(removed_at=r.now))

        await r.to("2027-03-01 12:00")

        rows = await r.rows(select(check_ins.c.questions))
        ids = {it["id"] for row in rows for it in row.questions}
        assert MANAGER_ASKED not in ids
        assert "progress-score" in ids


@pytest.mark.parametrize(
    ("manager", "of_team", "line"),
    [
        ("yes", "no", "The manager: yes (7 September). The team: has not noticed (7 September)."),
        ("not-yet", "yes", "The manager: not yet (7 September). The team: yes (7 September)."),
        ("yes", "yes", ""),
        ("not-yet", "no", ""),
        ("yes", None, ""),
        (None, "no", ""),
    ],
)  # fmt: skip
async def test_facilitators_are_told_where_both_sides_differ(
    database_url: str, manager: str | None, of_team: str | None, line: str
) -> None:
    async with rooms(database_url, teams_text(team("ridge"))) as r:
        await r.join("anne", "per", "kari")
        await r.to("2026-09-07 12:00")

        raised = await both(r, manager, of_team)

        assert raised == ([(True, False)] if line else [])
        assert [it.partition("? ")[2] for it in await page(r)] == ([line] if line else [])


async def test_what_was_said_long_ago_is_compared_no_more_and_agreement_ends_it(database_url: str) -> None:
    async with rooms(database_url, teams_text(team("ridge"))) as r:
        await r.join("anne", "per", "kari")
        await r.to("2026-09-07 12:00")
        assert await both(r, "yes", "no") == [(True, False)]
        await r.to("2026-09-28 12:00")
        assert await both(r, None, "yes") == [(True, True)]

        await r.to("2026-11-16 12:00")
        assert await both(r, None, "no") == [(True, True)]
        assert await page(r) == []


async def test_neither_the_manager_nor_anybody_by_a_digest_reads_what_the_team_said(database_url: str) -> None:
    async with rooms(database_url, teams_text(team("ridge", "kari, ola, nina"))) as r:
        await r.join("anne", "per", "kari", "ola", "nina")
        await r.to("2026-09-07 12:00")
        await both(r, "yes", "no")

        await r.to("2026-10-06 12:00")

        read = [it.text for it in r.sent if it.to == "per"]
        assert read != []
        assert not any("noticed" in it or "differently" in it or "The manager:" in it for it in read)
        assert any("see it differently" in it.text for it in r.sent if it.to == "anne")
