"""Homework over the check-ins of a team: asked about until it is done, once more after its gathering, then no more."""

import pytest
from sqlalchemy import select

from bot.domain.buttons import AnswerPressed
from bot.domain.language import Language
from bot.flow.explaining.explain import explain
from bot.flow.facilitating.homework.part import homework_part
from bot.storage import homework, people, teams
from bot.storage.tables import answers, check_ins, conversations
from bot.storage.tables import homework as homework_table
from bot.storage.tables import people as people_table
from bot.storage.tables import teams as teams_table
from tests.flow.rooms import Rooms, rooms, team, teams_text
from tests.support.programmes import programme

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def give(r: Rooms, text: str, before: str | None = None, *, slug: str = "ridge") -> int:
    """Anne gives the team this, before the gathering of this id."""
    async with r.house.db.write() as tx:
        (team_id,) = (await tx.execute(select(teams_table.c.id).where(teams_table.c.slug == slug))).scalars()
        anne = await people.person_by_slug(tx, "anne")
        assert anne is not None
        gathering = {"first": 0, "second": 1}.get(before or "")
        collaborative_id = (await teams.team_by_id(tx, team_id)).collaborative_id
        found = await teams.sessions_of(tx, collaborative_id)
        session_id = None if gathering is None else found[gathering].id
        return await homework.add_homework(tx, team_id, anne.id, text, session_id, r.now)


async def asked(r: Rooms) -> list[list[str]]:
    """The questions of each check-in so far."""
    rows = await r.rows(select(check_ins.c.questions).order_by(check_ins.c.asked_at))
    return [[it["id"] for it in row.questions] for row in rows]


async def states(r: Rooms) -> list[str]:
    return [row.state for row in await r.rows(select(homework_table.c.state).order_by(homework_table.c.id))]


async def test_it_is_asked_once_more_after_its_gathering_and_then_rests(database_url: str) -> None:
    async with rooms(database_url) as r:
        await r.join("kari")
        await give(r, "Baseline for 10", "first")

        await r.to("2026-10-14 12:00")

        assert [ids.count("homework") for ids in await asked(r)] == [1, 1, 0, 0]
        assert {len(ids) for ids in await asked(r)} == {4}
        assert all(ids[0] == "progress" for ids in await asked(r))
        assert await states(r) == ["open"]


async def test_an_answer_closes_it_and_its_correction_opens_it(database_url: str) -> None:
    async with rooms(database_url) as r:
        await r.join("kari", "ola")
        await give(r, "Baseline for 10", "second")
        await r.to("2026-09-01 12:00")

        await r.presses("kari", "done", 1)
        assert await states(r) == ["done"]
        await r.presses("ola", "not-yet", 1)
        assert await states(r) == ["open"]
        await r.presses("kari", "no-longer", 1)
        assert await states(r) == ["dropped"]

        await r.to("2026-09-16 12:00")
        assert [ids.count("homework") for ids in await asked(r)] == [1, 0]
        kept = await r.rows(select(answers.c.wording).where(answers.c.question == "homework"))
        assert {row.wording for row in kept} == {"Før Second gathering: Baseline for 10. Er det gjort?"}


async def test_a_late_answer_closes_it_too(database_url: str) -> None:
    async with rooms(database_url) as r:
        await r.join("kari")
        await give(r, "Baseline for 10")
        await r.to("2026-09-01 12:00")
        old = (await r.rows(select(check_ins.c.id)))[0].id
        await r.to("2026-09-16 12:00")
        query = select(conversations.c.id, people_table.c.chat_id).join_from(conversations, people_table)
        (found,) = await r.rows(query.where(conversations.c.check_in_id == old))
        await r.presses_on(found.chat_id, AnswerPressed(found.id, 1, "done"))

        assert await states(r) == ["done"]


async def test_a_gathering_that_is_called_off_takes_nothing_along(database_url: str) -> None:
    async with rooms(database_url) as r:
        await r.join("kari")
        await give(r, "Baseline for 10", "second")
        without = programme(("  - {id: second, title: Second gathering, date: 2026-11-17}\n", ""))

        await r.apply(without)
        await r.to("2026-09-01 12:00")

        assert await states(r) == ["open"]
        await r.presses("kari", "4")
        assert r.sent[-1].text.startswith("<b>Baseline for 10. Er det gjort?</b>")


async def test_what_comes_next_says_it_in_its_own_words(database_url: str) -> None:
    async with rooms(database_url) as r:
        await r.join("kari")
        await give(r, "Baseline <b>for</b> 10", "first")

        coming = (await explain(r.house, "ridge", r.now)).coming

        assert coming is not None
        assert coming.questions[1].words == "Før First gathering: Baseline <b>for</b> 10. Er det gjort?"


async def test_the_page_about_a_team_tells_what_is_open(database_url: str) -> None:
    async with rooms(database_url, teams_text(team("ridge"), team("field", "ola"))) as r:
        await give(r, "Count & draw")
        await give(r, "Something else", slug="field")

        async with r.house.db.read() as tx:
            ridge = await teams.team_by_id(
                tx, (await r.rows(select(teams_table.c.id).order_by(teams_table.c.id)))[0].id
            )
            lines = await homework_part(tx, r.house, ridge, Language("en"), r.now)

        assert lines == ["Homework: Count &amp; draw."]
