"""All that is still to come to a team is told with its reasons, and is what then comes."""

from datetime import date

import pytest

from bot.flow.explaining.data import data
from bot.flow.explaining.explain import explain
from bot.flow.explaining.words import lines
from bot.flow.facilitating.moving.session import move_session
from bot.flow.pausing import pause
from bot.storage import teams as team_rows
from tests.flow.rooms import Rooms, rooms, team, teams_text

pytestmark = pytest.mark.asyncio(loop_scope="session")

GATHERINGS = (
    "sessions:\n"
    "  - {id: first, title: First gathering, date: 2026-09-08}\n"
    "  - {id: second, title: Second gathering, date: 2026-11-17}\n"
)
CLOSED = "closures:\n  - {from: 2026-12-21, to: 2027-01-03, title: Christmas}\n"


async def said(r: Rooms) -> list[str]:
    return list(lines(await explain(r.house, "ridge", r.now)))


async def coming(r: Rooms) -> list[dict[str, object]]:
    found: list[dict[str, object]] = data(await explain(r.house, "ridge", r.now))["coming"]
    return found


async def rest(r: Rooms, until: str) -> None:
    async with r.house.db.write() as tx:
        await pause(tx, r.house, await team_rows.team_by_id(tx, 1), date.fromisoformat(until), "anne", r.now)


@pytest.mark.parametrize("schedule", ["session-anchored", "fortnightly"])
async def test_everything_that_is_told_comes_and_nothing_else(database_url: str, schedule: str) -> None:
    text = teams_text(team("ridge", more=", ends: 2027-02-05"), schedule=schedule, more=GATHERINGS + CLOSED)
    async with rooms(database_url, text) as r:
        await r.join("kari")
        told = await coming(r)
        await r.to("2027-02-06 12:00")

        asked = [day for day, state, _ in await r.check_ins() if state != "withdrawn"]
        merged = [day for day, state, _ in await r.check_ins() if state == "withdrawn"]
    assert [it["planned_on"] for it in told if not it["is_merged"]] == asked
    assert [it["planned_on"] for it in told if it["is_merged"]] == merged
    assert len(asked) == {"session-anchored": 10, "fortnightly": 11}[schedule]


async def test_what_counts_from_the_gatherings_speaks_of_them(database_url: str) -> None:
    text = teams_text(team("ridge"), schedule="session-anchored", more=GATHERINGS + CLOSED)
    async with rooms(database_url, text, at="2026-11-06 12:00") as r:
        await r.join("kari")
        told, listed = await said(r), await coming(r)

    at = told.index("Next check-in: Thursday, 12 November 2026 at 10:00.")
    assert told[at + 1] == (
        '  Why then: 3 working days before "Second gathering" on Tuesday, 17 November 2026, '
        "by the schedule session-anchored."
    )
    after = told.index("  After that, until Friday, 18 June 2027, as things stand:")
    assert told[after + 1 : after + 4] == [
        '    Tuesday, 1 December 2026 at 10:00: 10 working days after "Second gathering"',
        '    Tuesday, 15 December 2026 at 10:00: 20 working days after "Second gathering"',
        '    Tuesday, 26 January 2027 at 10:00: 40 working days after "Second gathering"',
    ]
    assert listed[0] == {
        "at": "2026-11-12T09:00:00+00:00",
        "every_days": None,
        "counted_from": "2026-11-17",
        "session": "second",
        "working_days": -3,
        "planned_on": "2026-11-12",
        "on": "2026-11-12",
        "passed": [],
        "is_merged": False,
        "is_paused": False,
    }
    assert [it["working_days"] for it in listed] == [-3, 10, 20, 40]


async def test_a_list_of_days_tells_what_moves_each_and_what_is_merged(database_url: str) -> None:
    text = teams_text(team("ridge", more=", ends: 2027-01-12"), schedule="weekly", more=GATHERINGS + CLOSED)
    async with rooms(database_url, text, at="2026-11-09 12:00") as r:
        await r.join("kari")
        told = await said(r)

    at = told.index("  After that, until Tuesday, 12 January 2027, as things stand:")
    assert told[at + 1 : at + 10] == [
        ("    Wednesday, 18 November 2026 at 10:00: every 7 days; moved from Tuesday, 17 November 2026: "
        '17 November is the day of the gathering "Second gathering"'),
        "    Tuesday, 24 November 2026 at 10:00: every 7 days",
        "    Tuesday, 1 December 2026 at 10:00: every 7 days",
        "    Tuesday, 8 December 2026 at 10:00: every 7 days",
        "    Tuesday, 15 December 2026 at 10:00: every 7 days",
        '    (Tuesday, 22 December 2026: every 7 days; asked together with the next: closed "Christmas")',
        '    (Tuesday, 29 December 2026: every 7 days; asked together with the next: closed "Christmas")',
        "    Tuesday, 5 January 2027 at 10:00: every 7 days",
        "    Tuesday, 12 January 2027 at 10:00: every 7 days",
    ]  # fmt: skip


async def test_what_falls_in_a_pause_is_told_as_not_asked_and_is_not(database_url: str) -> None:
    async with rooms(database_url, teams_text(team("ridge"), schedule="weekly")) as r:
        await r.join("kari")
        await r.to("2026-09-02 12:00")
        await rest(r, "2026-09-16")
        told, listed = await said(r), await coming(r)
        await r.to("2026-09-23 12:00")

        asked = [at[:10] for _, _, at in await r.check_ins() if at]
    assert "  The one of Tuesday, 8 September 2026 falls in the pause that was agreed, and is not asked." in told
    assert "Next check-in: Tuesday, 22 September 2026 at 10:00." in told
    assert [it["on"] for it in listed][:2] == ["2026-09-22", "2026-09-29"]
    assert asked == ["2026-09-01", "2026-09-22"]


async def test_a_pause_that_is_further_off_is_told_in_the_list(database_url: str) -> None:
    text = teams_text(team("ridge"), schedule="session-anchored", more=GATHERINGS)
    async with rooms(database_url, text, at="2026-11-16 12:00") as r:
        await r.join("kari")
        await rest(r, "2026-12-20")
        told, listed = await said(r), await coming(r)

    assert [it for it in told if "is not asked" in it] == [
        "  The one of Tuesday, 1 December 2026 falls in the pause that was agreed, and is not asked.",
        "  The one of Tuesday, 15 December 2026 falls in the pause that was agreed, and is not asked.",
    ]
    assert [it["working_days"] for it in listed] == [40]


async def test_after_a_move_the_days_that_come_are_told(database_url: str) -> None:
    text = teams_text(team("ridge"), schedule="session-anchored", more=GATHERINGS)
    async with rooms(database_url, text, at="2026-11-10 12:00") as r:
        await r.join("kari")
        async with r.house.db.write() as tx:
            done = await move_session(tx, r.house, 1, "second", date(2026, 11, 24), "anne", r.now)

        told = await coming(r)
    assert [it["on"] for it in told] == [f"{day}" for day in done.teams[0].coming]


async def test_nothing_to_come_is_an_empty_list(database_url: str) -> None:
    async with rooms(database_url, teams_text(team("ridge", more=", ends: 2026-09-05"))) as r:
        await r.join("kari")
        await r.to("2026-09-02 12:00")

        assert await coming(r) == []
