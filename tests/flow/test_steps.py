"""Steps side by side: opened beside the current one, skipped with a reason, and taken up again."""

import pytest
from sqlalchemy import select

from bot.domain.room_buttons import Desk, DeskPressed
from bot.flow.asking.ask import questions_for
from bot.flow.facilitating.moving.phase import move_phase
from bot.storage import teams as team_rows
from bot.storage.tables import audit, step_moves
from tests.flow.at_desk import Page, opens, presses, writes
from tests.flow.rooms import Rooms, rooms, team, teams_text

pytestmark = pytest.mark.asyncio(loop_scope="session")

ONE = teams_text(team("ridge", "kari"))


async def coming(r: Rooms) -> list[str | None]:
    """The steps of the questions that would come now."""
    async with r.house.db.read() as tx:
        found = await questions_for(tx, r.house, await team_rows.team_by_id(tx, 1), r.now)
    return [it.step for it in found if it.step is not None]


async def moves(r: Rooms) -> list[tuple[str, str, str]]:
    query = select(step_moves.c.step, step_moves.c.state, step_moves.c.reason).order_by(step_moves.c.id)
    return [tuple(row) for row in await r.rows(query)]


async def at_steps(r: Rooms) -> Page:
    await r.join("kari", "anne")
    await r.to("2026-09-01 08:00")
    return await opens(r, "anne", Desk.STEPS)


async def test_a_step_is_worked_on_beside_the_current_one(database_url: str) -> None:
    async with rooms(database_url, ONE) as r:
        page = await at_steps(r)
        before = await coming(r)
        beside = await presses(r, "anne", page.data("Work on 3 too"))
        during = await coming(r)
        twice = await presses(r, "anne", page.data("Work on 3 too"))
        after = await presses(r, "anne", beside.data("Let 3 wait"))

        assert before == ["recognise-need", "recognise-need"]
        assert during == ["recognise-need", "anchor-and-organise"]
        assert "worked on beside it" in beside.text
        assert twice.toast == "That was changed meanwhile. Here is how it stands now."
        assert await coming(r) == before
        assert after.labels == page.labels
        assert await moves(r) == [("anchor-and-organise", "open", ""), ("anchor-and-organise", "usual", "")]


async def test_a_step_is_skipped_with_a_reason_and_taken_up_again(database_url: str) -> None:
    async with rooms(database_url, ONE) as r:
        page = await at_steps(r)
        asked = await presses(r, "anne", page.data("Skip 1"))
        nothing_yet = await coming(r)
        done = await writes(r, "anne", "The service has known it for years")
        skipped = await opens(r, "anne", Desk.STEPS)
        steps = await coming(r)
        noted = await r.rows(select(audit.c.detail).where(audit.c.action == "step"))
        team_page = await opens(r, "anne", Desk.TEAM)
        await presses(r, "anne", skipped.data("Take up 1 again"))

        assert asked.labels == ("Cancel",)
        assert nothing_yet == ["recognise-need", "recognise-need"]
        assert 'Ridge skips "Recognise' in done.text.replace("&#34;", '"')
        assert "The service has known it for years (Anne)" in skipped.text
        assert steps == ["clarify-knowledge", "clarify-knowledge"]
        assert "Skipped: Recognise" in team_page.text
        assert "Prepare: 0 of 8 in place" in team_page.text
        assert "known" not in str(noted)
        assert await coming(r) == nothing_yet


async def test_one_step_always_stays(database_url: str) -> None:
    async with rooms(database_url, ONE) as r:
        page = await at_steps(r)
        for label in ("Skip 1", "Skip 2"):
            await presses(r, "anne", page.data(label))
            await writes(r, "anne", "Not for us")
        left = await presses(r, "anne", page.data("Skip 3"))

        assert left.toast == "One step has to stay. Take another one up again first."
        assert not any(label.startswith("Skip") for label in left.labels)


async def test_a_page_of_an_earlier_phase_changes_nothing(database_url: str) -> None:
    async with rooms(database_url, ONE) as r:
        page = await at_steps(r)
        async with r.house.db.write() as tx:
            await move_phase(tx, r.house, await team_rows.team_by_id(tx, 1), "plan", "anne", "", r.now)
        old = await presses(r, "anne", page.data("Work on 3 too"))

        assert old.toast.startswith("The team has moved since")
        assert "The steps of Plan" in old.text
        assert await moves(r) == []


@pytest.mark.parametrize("odd", ["beside", "beside:1", "beside:1.99", "skip:1.x", "else:1.0"])
async def test_a_button_that_never_was_changes_nothing(database_url: str, odd: str) -> None:
    act, _, what = odd.partition(":")
    async with rooms(database_url, ONE) as r:
        await at_steps(r)
        seen = await presses(r, "anne", DeskPressed(Desk.STEPS, 1, act, what))

        assert seen.toast
        assert await moves(r) == []
