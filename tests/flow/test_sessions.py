"""Gatherings are moved from a calendar, with a preview; everybody hears of it once, in their hours."""

import pytest
from sqlalchemy import select

from bot.domain.room_buttons import Desk, DeskPressed
from bot.storage.tables import sessions
from tests.flow.at_desk import Page, at_once, opens, presses
from tests.flow.rooms import Rooms, rooms, team, teams_text
from tests.flow.test_move_session import GATHERINGS

pytestmark = pytest.mark.asyncio(loop_scope="session")


def programme(*made: str) -> str:
    told = (*(made or (team("ridge", "kari, ola"), team("fjord", "ola, per"))),)
    return teams_text(*told, schedule="session-anchored", more=GATHERINGS, people_of="kari ola nina eva")


async def dates(r: Rooms) -> list[str]:
    return [f"{row[0]}" for row in await r.rows(select(sessions.c.on_date).order_by(sessions.c.id))]


async def previewed(r: Rooms, day: str = "20") -> Page:
    """Anne has chosen the second gathering, and this day of its month."""
    await r.join("kari", "ola", "per", "anne")
    await r.to("2026-09-01 10:30")
    page = await presses(r, "anne", (await opens(r, "anne", Desk.SESSIONS)).data("Second"))
    return await presses(r, "anne", page.data(day))


def news(r: Rooms) -> list[tuple[str, str]]:
    return sorted((it.to, it.text) for it in r.sent if it.kind == "news")


async def test_a_gathering_is_moved_after_a_preview_and_everybody_is_told_once(database_url: str) -> None:
    async with rooms(database_url, programme()) as r:
        preview = await previewed(r)
        before = await dates(r)
        done = await presses(r, "anne", preview.data("Move it"))
        await r.to("2026-09-01 10:31")

        assert preview.text.startswith("Move Second gathering from 17 November to 20 November?")
        assert "Ridge: " in preview.text
        assert before == ["2026-09-08", "2026-11-17"]
        assert await dates(r) == ["2026-09-08", "2026-11-20"]
        assert "Moved. Everybody is told once" in done.text
        said = "Second gathering has moved from 17 November to 20 November. The questions follow along."
        # Ola is in two teams; Anne moved it herself.
        assert news(r) == [("kari", said), ("ola", said), ("per", said)]


async def test_a_preview_is_good_for_the_day_that_it_was_drawn_for(database_url: str) -> None:
    async with rooms(database_url, programme()) as r:
        preview = await previewed(r)
        await presses(r, "anne", preview.data("Move it"))
        again = await presses(r, "anne", preview.data("Move it"))

        assert again.toast == "The gathering was moved since this was shown. Nothing was changed."
        assert "Second gathering: 20 November" in again.text


async def test_two_who_move_it_at_once_move_it_once(database_url: str) -> None:
    async with rooms(database_url, programme()) as r:
        one, other = await previewed(r), await previewed(r, "24")
        await at_once(r, ("anne", one.data("Move it")), ("anne", other.data("Move it")))

        assert (await dates(r))[1] in ("2026-11-20", "2026-11-24")
        assert len(news(r)) == 3


OBSTACLES = {
    "day:1.20260910": "This gathering is past.",
    "day:2.20260801": "That day is past. Please pick another.",
    "day:2.20280801": "That day lies outside the programme. Please pick another.",
    "day:2.20261222": "That day lies in a closure of the programme. Please pick another.",
    "day:2.20260908": "Another gathering is on that day. Please pick another day.",
    "move:2.20260908.20261117": "Another gathering is on that day. Please pick another day.",
}


@pytest.mark.parametrize("pressed", OBSTACLES)
async def test_each_obstacle_is_said_kindly(database_url: str, pressed: str) -> None:
    act, _, what = pressed.partition(":")
    at = "2026-09-10 10:00" if what.startswith("1.") else "2026-09-02 10:00"
    async with rooms(database_url, programme()) as r:
        await r.join("kari", "anne")
        await r.to(at)
        seen = await presses(r, "anne", DeskPressed(Desk.SESSIONS, 1, act, what))

        assert seen in (Page(OBSTACLES[pressed]), Page("That day lies outside the programme. Please pick another."))
        assert await dates(r) == ["2026-09-08", "2026-11-17"]


@pytest.mark.parametrize("odd", ["pick:99", "pick", "month:2", "day:2.2026-11-20", "day:2.20261340", "move:2.20261120"])
async def test_a_button_that_never_was_changes_nothing(database_url: str, odd: str) -> None:
    act, _, what = odd.partition(":")
    async with rooms(database_url, programme()) as r:
        await r.join("anne")
        seen = await presses(r, "anne", DeskPressed(Desk.SESSIONS, 1, act, what))

        assert seen == Page("This button is old. The newest questions are further down.")


@pytest.mark.parametrize("who", ["kari", "per"])
async def test_only_who_leads_a_team_sees_them(database_url: str, who: str) -> None:
    async with rooms(database_url, programme()) as r:
        await r.join("kari", "per")
        seen = await opens(r, who, Desk.SESSIONS)

        assert seen == Page("That is for those who follow teams here. Nothing was changed.")


async def test_thirty_teams_with_long_names_fit(database_url: str) -> None:
    many = [team(f"t{n}", "kari").replace(f"title: T{n}", f"title: {'Å' * 190}{n}") for n in range(30)]
    async with rooms(database_url, programme(*many).replace("language: en", "language: nb")) as r:
        await r.join("kari", "anne")
        await r.to("2026-09-01 10:30")
        page = await presses(r, "anne", (await opens(r, "anne", Desk.SESSIONS)).data("Second"))
        preview = await presses(r, "anne", page.data("20"))

        assert len(preview.text) < 4096
        assert "Og 13 team til." in preview.text
