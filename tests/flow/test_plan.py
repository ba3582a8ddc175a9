"""Moments are computed ahead: the next check-in, and when a start that nobody makes becomes a case."""

from datetime import date

import pytest
from sqlalchemy import select

from bot.flow.pausing import pause
from bot.flow.plan import asked_next, plan_from
from bot.storage import teams as team_rows
from bot.storage.tables import check_ins, teams
from tests.flow.rooms import Rooms, rooms, team, teams_text

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def planned(r: Rooms) -> tuple[str, str, bool, str]:
    (row,) = await r.rows(select(teams))
    return f"{row.next_grid_on}", r.local(row.next_due_at), row.next_merged, r.local(row.never_started_at)


@pytest.mark.parametrize(
    ("applied", "more", "expected"),
    [
        ("2026-08-20 12:00", "", ("2026-09-01", "2026-09-01 10:00", False, "2026-09-07 00:00")),
        ("2026-09-01 10:00", "", ("2026-09-01", "2026-09-01 10:00", False, "2026-09-08 10:00")),
        ("2026-09-01 10:01", "", ("2026-09-15", "2026-09-15 10:00", False, "2026-09-08 10:01")),
        ("2026-08-20 12:00", ", starts: 2026-10-07", ("2026-10-13", "2026-10-13 10:00", False, "2026-10-14 00:00")),
        ("2026-08-20 12:00", ", schedule: weekly, starts: 2026-12-16",
         ("2026-12-22", "2027-01-04 10:00", True, "2027-01-06 00:00")),
        ("2027-06-16 12:00", "", ("None", "", False, "2027-06-23 12:00")),
    ],
    ids=["before the start", "on the minute", "past is not made up for", "a start of its own", "merged", "over"],
)  # fmt: skip
async def test_a_new_team_is_planned_from_now_on(
    database_url: str, applied: str, more: str, expected: tuple[str, str, bool, str]
) -> None:
    closed = "closures:\n  - {from: 2026-12-21, to: 2027-01-03}\n"
    async with rooms(database_url, teams_text(team("ridge", more=more), more=closed), at=applied) as r:
        assert await planned(r) == expected


async def test_planning_again_after_a_check_in_never_names_its_day_again(database_url: str) -> None:
    async with rooms(database_url, teams_text(team("ridge"))) as r:
        due = {"due_at": r.now, "asked_at": r.now, "questions": [], "phase": "prepare", "state": "asked"}
        await r.add(check_ins, team_id=1, grid_on=r.moment("2026-09-15 12:00").date(), **due)
        async with r.house.db.write() as tx:
            await plan_from(tx, r.house, await team_rows.team_by_id(tx, 1), r.now)

        assert (await planned(r))[:2] == ("2026-09-29", "2026-09-29 10:00")


async def test_the_next_questions_are_promised_for_the_day_on_which_they_come(database_url: str) -> None:
    closed = "closures:\n  - {from: 2026-12-21, to: 2027-01-03}\n"
    more = ", schedule: weekly, starts: 2026-12-16"
    async with rooms(database_url, teams_text(team("ridge", more=more), more=closed), at="2026-12-17 12:00") as r:
        async with r.house.db.read() as tx:
            moment = await asked_next(tx, r.house, await team_rows.team_by_id(tx, 1))

        assert (await planned(r))[1:3] == ("2027-01-04 10:00", True)
        assert r.local(moment) == "2027-01-05 10:00"


async def test_a_team_that_rests_is_promised_its_questions_for_the_first_day_after(database_url: str) -> None:
    text = teams_text(team("ridge", more=", schedule: weekly"))
    async with rooms(database_url, text) as r, r.house.db.write() as tx:
        await pause(tx, r.house, await team_rows.team_by_id(tx, 1), date(2026, 9, 9), "anne", r.now)
        moment = await asked_next(tx, r.house, await team_rows.team_by_id(tx, 1))

    assert r.local(moment) == "2026-09-15 10:00"
