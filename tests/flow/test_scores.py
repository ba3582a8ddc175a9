"""Both sides of a score over the months: when a facilitator is asked, about which teams, and what lies between."""

import pytest
from sqlalchemy import select

from bot.domain.language import Language
from bot.domain.progress_score import QUESTION
from bot.flow.facilitating.scores.both import MATTER, score_part, team_scored
from bot.storage import people, scores, teams
from bot.storage.answers import add_answer
from bot.storage.tables import answers, check_ins, matters
from bot.storage.tables import teams as teams_table
from tests.flow.rooms import Rooms, rooms, team, teams_text

pytestmark = pytest.mark.asyncio(loop_scope="session")

TWO = teams_text(team("ridge"), team("field", "ola"))


async def said(r: Rooms, level: str, slug: str = "ridge", by: str = "kari") -> None:
    """The team answers the question in its newest check-in."""
    async with r.house.db.write() as tx:
        (team_id,) = (await tx.execute(select(teams_table.c.id).where(teams_table.c.slug == slug))).scalars()
        row, person = await teams.team_by_id(tx, team_id), await people.person_by_slug(tx, by)
        newest = select(check_ins.c.id).where(check_ins.c.team_id == team_id).order_by(check_ins.c.id.desc())
        assert person is not None
        await add_answer(
            tx, check_in_id=(await tx.execute(newest)).scalars().first(), team_id=team_id, person_id=person.id,
            question=QUESTION, question_version=1, phase=row.phase, step=None, about="team", wording="How far?",
            value=level, asked_at=r.now, answered_at=r.now, late=False, source="chat",
        )  # fmt: skip
        await team_scored(tx, row, r.now)


async def scored(r: Rooms, score: float, slug: str = "ridge", reason: str | None = None) -> None:
    """Anne gives the team this score."""
    async with r.house.db.write() as tx:
        (team_id,) = (await tx.execute(select(teams_table.c.id).where(teams_table.c.slug == slug))).scalars()
        anne = await people.person_by_slug(tx, "anne")
        assert anne is not None
        await scores.change_score(tx, await scores.add_score(tx, team_id, anne.id, score, r.now), reason=reason)


async def waiting(r: Rooms) -> list[tuple[str, bool]]:
    """What waits for facilitators of this kind, and whether it is done."""
    rows = await r.rows(select(matters.c.about_id, matters.c.done_at).where(matters.c.kind == MATTER))
    return [(str(row.about_id), row.done_at is not None) for row in rows]


async def part(r: Rooms, slug: str = "ridge") -> list[str]:
    async with r.house.db.read() as tx:
        (team_id,) = (await tx.execute(select(teams_table.c.id).where(teams_table.c.slug == slug))).scalars()
        return await score_part(tx, r.house, await teams.team_by_id(tx, team_id), Language("en"), r.now)


async def test_a_facilitator_is_asked_once_a_month_in_one_message(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await r.join("anne", "kari", "ola")

        await r.to("2026-12-31 12:00")

        assert [at for _, at in r.heard("asking")] == [
            "2026-09-30 09:00", "2026-10-28 09:00", "2026-11-25 09:00", "2026-12-23 09:00",
        ]  # fmt: skip
        assert {it.to for it in r.sent if it.kind == "asking"} == {"anne"}


async def test_nobody_is_asked_on_a_holiday_about_teams_that_have_not_begun_or_after_the_end(database_url: str) -> None:
    programme = teams_text(team("ridge"), more="closures:\n  - {from: 2026-09-28, to: 2026-10-02, title: Autumn}\n")
    async with rooms(database_url, programme) as r:
        await r.join("anne")
        await r.to("2026-11-04 12:00")
        assert r.heard("asking") == []

        await r.join("kari")
        await r.to("2027-08-01 12:00")

        days = [at for _, at in r.heard("asking")]
        assert days[0] == "2026-11-25 09:00"
        assert days[-1] == "2027-06-09 09:00"
        assert "2027-03-17 09:00" in days


async def test_after_an_outage_the_facilitator_is_asked_once(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await r.join("anne", "kari")
        await r.to("2026-09-29 12:00")

        await r.leap("2026-11-26 18:00")
        await r.to("2026-11-27 12:00")

        assert r.heard("asking") == [("anne", "2026-11-27 08:00")]


async def test_a_team_that_sees_it_otherwise_raises_a_matter_until_it_does_not(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await r.join("anne", "kari", "ola")
        await r.to("2026-09-01 12:00")
        await said(r, "level-2-5")
        assert await waiting(r) == []

        await scored(r, 4)
        await said(r, "level-2-5")
        ((number, done),) = await waiting(r)
        assert not done

        await said(r, "level-3-5")
        assert await waiting(r) == [(number, True)]


async def test_the_page_about_a_team_tells_both_sides_with_their_days(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await r.join("anne", "kari", "ola")
        await r.to("2026-09-30 12:00")
        assert await part(r) == []
        await said(r, "level-2-5")
        assert await part(r) == ["Score (0.5 to 5): team 2.5 (30 September), none from you lately"]

        await r.to("2026-10-07 12:00")
        await scored(r, 4, reason="It <works>")

        assert await part(r) == [
            "Score (0.5 to 5): team 2.5 (30 September), facilitator 4 (7 October): a good start for a talk",
            "Why, as the facilitator sees it: It &lt;works&gt;",
        ]
        assert await part(r, "field") == []

        await r.to("2026-11-12 12:00")
        assert (await part(r))[0] == "Score (0.5 to 5): facilitator 4 (7 October), none from the team lately"


async def test_no_digest_tells_a_score(database_url: str) -> None:
    async with rooms(database_url, teams_text(team("ridge", "kari, ola, nina"))) as r:
        await r.join("anne", "per", "kari", "ola", "nina")
        await r.to("2026-09-15 12:00")
        await said(r, "level-2-5")
        await scored(r, 4, reason="Something is wrong")

        await r.to("2026-09-21 12:00")

        digests = {it.to: it.text for it in r.sent if it.kind == "digest" and it.at > "2026-09-20"}
        assert set(digests) == {"anne", "per"}
        assert not any(words in it for it in digests.values() for words in ("2.5", "Testing", "score", "Something"))
        assert (await r.rows(select(answers.c.id).where(answers.c.question == QUESTION))) != []
