"""Silence is counted in working days from the first check-in without a sign, and dated to its true moment."""

import asyncio
from datetime import date

import pytest
from sqlalchemy import select, update

from bot.flow.cases.watch import watch
from bot.flow.house import Counts, House
from bot.storage.database import Database
from bot.storage.tables import alert_cases, closures, collaboratives, stalls, teams
from tests.flow.rooms import rooms, team, teams_text
from tests.support.world import content

pytestmark = pytest.mark.asyncio(loop_scope="session")


SILENT = [("ridge", "silent", "2026-09-15 10:00", "")]


def one(more: str = "", schedule: str = "fortnightly") -> str:
    return teams_text(team("ridge", "kari, ola"), more=more, schedule=schedule)


# Silent


@pytest.mark.parametrize("schedule", ["weekly", "fortnightly"])
async def test_a_team_is_silent_ten_working_days_after_the_first_check_in_without_a_sign(
    database_url: str, schedule: str
) -> None:
    async with rooms(database_url, one(schedule=schedule)) as r:
        await r.join("kari", "anne")
        await r.to("2026-09-15 09:59")
        assert await r.cases() == []
        await r.to("2026-09-15 10:00")

        assert await r.cases() == SILENT
        ((reasons,),) = await r.rows(select(stalls.c.reasons))
    assert reasons == [{"rule": "silent", "working_days": 10, "since": "2026-09-01T08:00:00+00:00"}]
    assert r.heard("alert") == [("anne", "2026-09-15 10:00")]


@pytest.mark.parametrize("press", ["4", "!skip", "!nothing-new"])
async def test_any_button_of_a_check_in_is_a_sign_of_life_and_the_count_begins_anew(
    database_url: str, press: str
) -> None:
    async with rooms(database_url, one()) as r:
        await r.join("kari", "anne")
        await r.to("2026-09-14 12:00")
        await r.presses("kari", press)
        await r.to("2026-09-29 12:00")

        assert await r.cases() == [("ridge", "silent", "2026-09-29 10:00", "")]


async def test_a_late_press_is_a_sign_of_life_too_and_ends_the_case(database_url: str) -> None:
    async with rooms(database_url, one(schedule="weekly")) as r:
        await r.join("kari", "ola", "anne")
        await r.to("2026-09-15 12:00")
        await r.presses("ola", "!skip")
        await r.to("2026-09-28 12:00")

        assert await r.cases() == [("ridge", "silent", "2026-09-15 10:00", "sign_of_life")]
    assert len(r.heard("alert")) == 1


async def test_after_a_sign_of_life_the_same_team_can_fall_silent_again(database_url: str) -> None:
    async with rooms(database_url, one()) as r:
        await r.join("kari", "anne")
        await r.to("2026-09-16 12:00")
        await r.presses("kari", "3")
        await r.to("2026-10-13 12:00")

        assert await r.cases() == [
            ("ridge", "silent", "2026-09-15 10:00", "sign_of_life"),
            ("ridge", "silent", "2026-10-13 10:00", ""),
        ]


async def test_one_case_is_open_however_long_it_lasts(database_url: str) -> None:
    async with rooms(database_url, one()) as r:
        await r.join("kari", "anne")
        await r.to("2026-10-30 12:00")

        assert await r.cases() == SILENT
    assert r.heard("alert") == [("anne", "2026-09-15 10:00")]


async def test_closures_and_lost_days_do_not_count_even_if_they_come_later(database_url: str) -> None:
    async with rooms(database_url, one()) as r:
        await r.join("kari", "anne")
        await r.to("2026-09-02 12:00")
        await r.add(closures, collaborative_id=1, first=date(2026, 9, 3), last=date(2026, 9, 6), title="")
        await r.outage("2026-09-08 07:00", "2026-09-08 11:00")
        await r.outage("2026-09-09 07:00", "2026-09-09 11:01")
        await r.to("2026-09-18 09:59")
        assert await r.cases() == []
        await r.to("2026-09-18 10:00")

        assert await r.cases() == [("ridge", "silent", "2026-09-18 10:00", "")]


async def test_public_holidays_do_not_count(database_url: str) -> None:
    async with rooms(database_url, one(), at="2027-03-15 08:00") as r:
        await r.join("kari", "anne")
        await r.to("2027-04-05 12:00")

        assert await r.cases() == [("ridge", "silent", "2027-04-02 10:00", "")]


async def test_a_silence_that_fell_into_an_outage_is_dated_to_the_true_moment_and_told_at_once(
    database_url: str,
) -> None:
    async with rooms(database_url, one()) as r:
        await r.join("kari", "anne")
        await r.to("2026-09-15 09:30")
        await r.leap("2026-09-15 11:30")

        assert await r.cases() == SILENT
    assert r.heard("alert") == [("anne", "2026-09-15 11:30")]


# Never started


@pytest.mark.parametrize(
    ("applied", "expected"),
    [
        ("2026-08-20 13:00", "2026-09-07 00:00"),
        ("2026-08-31 08:00", "2026-09-07 08:00"),
        ("2026-09-09 13:00", "2026-09-16 13:00"),
    ],
    ids=["counted from the start", "applied on the day", "counted from the first apply"],
)
async def test_a_team_that_nobody_joins_is_told_after_five_working_days(
    database_url: str, applied: str, expected: str
) -> None:
    async with rooms(database_url, one(), at=applied) as r:
        await r.join("anne")
        await r.to("2026-09-21 12:00")

        assert await r.cases() == [("ridge", "never_started", expected, "")]


async def test_the_first_to_join_ends_it_and_one_who_joins_in_time_prevents_it(database_url: str) -> None:
    async with rooms(database_url, teams_text(team("early"), team("late", "ola"))) as r:
        await r.to("2026-09-04 12:00")
        await r.join("kari")
        await r.to("2026-09-08 12:00")
        await r.join("ola")

        assert await r.cases() == [("late", "never_started", "2026-09-07 08:00", "joined")]


# Twice, and bad rows


async def test_two_workers_open_each_case_once_and_tell_it_once(database_url: str) -> None:
    many = teams_text(*(team(f"t{n}", f"m{n}") for n in range(8)), people_of=" ".join(f"m{n}" for n in range(8)))
    async with rooms(database_url, many) as r:
        await r.join(*(f"m{n}" for n in range(8)), "anne")
        await r.to("2026-09-14 12:00")
        r.now = r.moment("2026-09-15 10:00")
        second = House(Database(database_url), content())

        done = await asyncio.gather(watch(r.house, r.now), watch(second, r.now), watch(second, r.now))
        await second.db.close()

        assert len(await r.cases()) == 8
        told = await r.rows(select(alert_cases.c.stall_id))
    assert sum(done, Counts())["silent"] == 8
    assert sorted(stall_id for (stall_id,) in told) == list(range(1, 9))


async def test_a_broken_team_keeps_no_other_from_being_watched_and_told(database_url: str) -> None:
    async with rooms(database_url, one().replace(": safer", ": broken")) as r:
        await r.apply(teams_text(team("b", "nina"), team("never", "per")))
        await r.join("kari", "ola", "nina", "anne")
        await r.to("2026-09-04 12:00")
        broken = update(collaboratives).where(collaboratives.c.slug == "broken")
        await r.change(broken.values(schedule="gone"))
        await r.to("2026-09-15 12:00")

        assert await r.cases() == [
            ("never", "never_started", "2026-09-07 08:00", ""),
            ("b", "silent", "2026-09-15 10:00", ""),
        ]
        await r.change(broken.values(schedule="fortnightly", model="gone"))
        await r.change(update(teams).where(teams.c.slug == "ridge").values(next_due_at=None))
        await r.to("2026-09-16 12:00")
        assert await r.cases() == [
            ("never", "never_started", "2026-09-07 08:00", ""),
            ("b", "silent", "2026-09-15 10:00", ""),
            ("ridge", "silent", "2026-09-15 10:00", ""),
        ]
    assert r.heard("alert") == [("anne", "2026-09-07 08:00"), ("anne", "2026-09-15 10:00")]
