"""Teams are asked on the days of their grid, at their own time of day, each person within what a week allows."""

import asyncio

import pytest
from sqlalchemy import func, select, update

from bot.flow.asking.ask import ask
from bot.flow.house import Counts, House
from bot.storage.database import Database
from bot.storage.tables import check_ins, collaboratives, conversations, people, teams
from tests.flow.rooms import Rooms, rooms, team, teams_text
from tests.support.ridge import RIDGE
from tests.support.world import content

pytestmark = pytest.mark.asyncio(loop_scope="session")

THREE_TEAMS = teams_text(team("a"), team("b"), team("c"))


def weekly(more: str = "") -> str:
    return teams_text(team("ridge"), schedule="weekly", more=more)


def closed(first: str, last: str) -> str:
    return f"closures:\n  - {{from: {first}, to: {last}}}\n"


# When a team is asked


@pytest.mark.parametrize(
    ("begun", "until", "expected"),
    [
        ("2026-10-12 08:00", "2026-10-30 12:00", ["2026-10-13 08:00", "2026-10-27 09:00"]),
        ("2027-03-15 08:00", "2027-04-02 12:00", ["2027-03-16 09:00", "2027-03-30 08:00"]),
    ],
    ids=["autumn", "spring, with Easter between"],
)
async def test_ten_o_clock_stays_ten_o_clock_across_a_clock_change(
    database_url: str, begun: str, until: str, expected: list[str]
) -> None:
    async with rooms(database_url, at=begun) as r:
        await r.join("kari")
        await r.to(until)

        asked = await r.rows(select(check_ins.c.asked_at).order_by(check_ins.c.asked_at))

    assert [f"{moment:%Y-%m-%d %H:%M}" for (moment,) in asked] == expected


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        (
            closed("2026-09-08", "2026-09-08"),
            [("2026-09-08", "asked", "2026-09-09 10:00")],
        ),
        (
            closed("2026-09-08", "2026-09-10"),
            [("2026-09-08", "withdrawn", "")],
        ),
        (
            "sessions:\n  - {id: first, title: First, date: 2026-09-08}\n",
            [("2026-09-08", "asked", "2026-09-09 10:00")],
        ),
    ],
    ids=["a closed Tuesday shifts", "a closed half week merges", "a session shifts"],
)
async def test_a_day_that_is_not_free_shifts_or_merges_and_the_grid_stays(
    database_url: str, more: str, expected: list[tuple[str, str, str]]
) -> None:
    async with rooms(database_url, weekly(more), at="2026-09-07 08:00") as r:
        await r.join("kari")
        await r.to("2026-09-15 12:00")

        found = await r.check_ins()

    closed_by_next = [(day, "missed" if state == "asked" else state, at) for day, state, at in expected]
    assert found == [*closed_by_next, ("2026-09-15", "asked", "2026-09-15 10:00")]


async def test_each_team_is_asked_by_its_own_clock(database_url: str) -> None:
    text = teams_text(
        team("east", "kari", more=", zone: Asia/Tokyo"), team("high", "ola", more=", zone: Asia/Kathmandu")
    )
    async with rooms(database_url, text) as r:
        await r.join("kari", "ola")
        await r.to("2026-09-01 12:00")

        asked = {it.slug: it.asked_at for it in await r.rows(
            select(teams.c.slug, check_ins.c.asked_at).join_from(check_ins, teams))}  # fmt: skip

    assert {slug: f"{moment:%Y-%m-%d %H:%M}" for slug, moment in asked.items()} == {
        "east": "2026-09-01 01:00",
        "high": "2026-09-01 04:15",
    }


async def test_nobody_to_ask_withdraws_the_check_in_and_the_next_comes_in_its_time(database_url: str) -> None:
    async with rooms(database_url) as r:
        await r.to("2026-09-01 12:00")
        await r.join("kari")
        await r.to("2026-09-15 12:00")

        assert await r.check_ins() == [
            ("2026-09-01", "withdrawn", ""),
            ("2026-09-15", "asked", "2026-09-15 10:00"),
        ]


async def test_who_left_or_blocked_the_bot_is_not_asked(database_url: str) -> None:
    async with rooms(database_url) as r:
        await r.join("kari", "ola")
        await r.change(update(people).where(people.c.slug == "ola").values(gone_at=r.now))
        await r.to("2026-09-01 12:00")

    assert r.heard("screen") == [("kari", "2026-09-01 10:00")]


async def test_a_person_in_another_zone_gets_it_in_their_own_hours(database_url: str) -> None:
    there = RIDGE.replace("name: Ola Nes}", "name: Ola Nes, zone: America/New_York}")
    async with rooms(database_url, there) as r:
        await r.join("kari", "ola")
        await r.to("2026-09-01 20:00")

    assert r.heard("screen") == [("kari", "2026-09-01 10:00"), ("ola", "2026-09-01 13:00")]


async def test_the_questions_are_fixed_when_it_is_asked(database_url: str) -> None:
    async with rooms(database_url) as r:
        await r.join("kari")
        await r.to("2026-09-01 10:00")
        await r.change(update(teams).values(phase="do"))
        await r.presses("kari", "4")

        (row,) = await r.rows(select(check_ins))

    assert row.phase == "prepare"
    assert [it["id"] for it in row.questions] == ["progress", "problem-agreed", "colleagues-agree", "team-met"]


# The budget


async def test_two_check_ins_a_week_reach_a_person_and_the_third_team_waits_for_monday(database_url: str) -> None:
    async with rooms(database_url, THREE_TEAMS) as r:
        await r.join("kari")
        await r.to("2026-09-07 12:00")

        assert await r.check_ins("a") == [("2026-09-01", "asked", "2026-09-01 10:00")]
        assert await r.check_ins("b") == [("2026-09-01", "asked", "2026-09-01 10:00")]
        assert await r.check_ins("c") == [("2026-09-01", "asked", "2026-09-07 10:00")]
        assert await r.audited("budget_held_back") == [("2026-09-01 10:00", "kari"), ("2026-09-03 10:00", "kari")]


async def test_who_is_over_the_budget_is_left_out_while_a_colleague_is_asked(database_url: str) -> None:
    async with rooms(database_url, teams_text(team("a"), team("b"), team("c", "kari, ola"))) as r:
        await r.join("kari", "ola")
        await r.to("2026-09-01 12:00")

        assert await r.check_ins("c") == [("2026-09-01", "asked", "2026-09-01 10:00")]
    assert r.heard("screen", "ola") == [("ola", "2026-09-01 10:00")]
    assert len(r.heard("screen", "kari")) == 2


async def test_what_was_held_back_waits_for_the_first_day_that_is_free(database_url: str) -> None:
    more = closed("2026-09-07", "2026-09-07") + "sessions:\n  - {id: first, title: First, date: 2026-09-08}\n"
    async with rooms(database_url, teams_text(team("a"), team("b"), team("c"), more=more)) as r:
        await r.join("kari")
        await r.to("2026-09-09 12:00")

        assert await r.check_ins("c") == [("2026-09-01", "asked", "2026-09-09 10:00")]


async def test_with_a_weekly_schedule_every_team_has_its_turn(database_url: str) -> None:
    text = teams_text(team("a"), team("b"), team("c"), schedule="weekly")
    async with rooms(database_url, text) as r:
        await r.join("kari", "anne")
        await r.to("2026-09-15 12:00")

        asked = {slug: [at for _, _, at in await r.check_ins(slug) if at] for slug in "abc"}

    assert asked == {
        "a": ["2026-09-01 10:00", "2026-09-08 10:00"],
        "b": ["2026-09-01 10:00", "2026-09-14 10:00"],
        "c": ["2026-09-07 10:00", "2026-09-14 10:00"],
    }


# Outages


@pytest.mark.parametrize(
    ("back", "expected"),
    [
        ("2026-09-01 15:00", ("2026-09-01", "asked", "2026-09-01 15:00")),
        ("2026-09-01 22:00", ("2026-09-01", "asked", "2026-09-02 07:00")),
        ("2026-09-05 12:00", ("2026-09-01", "asked", "2026-09-07 07:00")),
        ("2026-09-08 06:00", ("2026-09-01", "asked", "2026-09-09 07:00")),
        ("2026-09-10 09:00", ("2026-09-01", "asked", "2026-09-10 09:00")),
        ("2026-09-11 09:00", ("2026-09-01", "withdrawn", "")),
    ],
    ids=["at once", "in the morning", "on Monday", "not on the session's day", "late", "too near to the next"],
)
async def test_after_an_outage_a_check_in_goes_at_the_next_permitted_hour_unless_merged(
    database_url: str, back: str, expected: tuple[str, str, str]
) -> None:
    async with rooms(database_url) as r:
        await r.join("kari")
        await r.leap(back)
        await r.to("2026-09-11 12:00")

        assert await r.check_ins() == [expected]


async def test_a_check_in_keeps_the_moment_at_which_it_was_due(database_url: str) -> None:
    async with rooms(database_url) as r:
        await r.join("kari")
        await r.leap("2026-09-01 22:00")
        await r.to("2026-09-02 12:00")

        ((due_at,),) = await r.rows(select(check_ins.c.due_at))

    assert r.local(due_at) == "2026-09-01 10:00"


async def test_after_a_long_outage_only_the_newest_check_in_is_asked(database_url: str) -> None:
    async with rooms(database_url, weekly()) as r:
        await r.join("kari")
        await r.leap("2026-09-16 12:00")

        assert await r.check_ins() == [
            ("2026-09-01", "withdrawn", ""),
            ("2026-09-08", "withdrawn", ""),
            ("2026-09-15", "asked", "2026-09-16 12:00"),
        ]


async def test_nothing_is_asked_after_the_programme_has_ended(database_url: str) -> None:
    async with rooms(database_url, weekly().replace("ends: 2027-06-18", "ends: 2026-09-02")) as r:
        await r.join("kari")
        await r.leap("2026-09-03 12:00")

        assert await r.check_ins() == [("2026-09-01", "withdrawn", "")]


# Twice, and bad rows


async def test_a_second_tick_asks_nobody_again(database_url: str) -> None:
    async with rooms(database_url) as r:
        await r.join("kari", "ola")
        await r.to("2026-09-01 10:00")
        await r.tick()

    assert sorted(r.heard("screen")) == [("kari", "2026-09-01 10:00"), ("ola", "2026-09-01 10:00")]


async def test_two_workers_ask_each_team_once(database_url: str) -> None:
    many = teams_text(*(team(f"t{n}", f"m{n}") for n in range(12)), people_of=" ".join(f"m{n}" for n in range(12)))
    async with rooms(database_url, many) as r:
        await r.join(*(f"m{n}" for n in range(12)))
        r.now = r.moment("2026-09-01 10:00")
        second = House(Database(database_url), content())

        done = await asyncio.gather(ask(r.house, r.now), ask(second, r.now), ask(second, r.now))
        await second.db.close()

        asked = await r.rows(select(func.count()).select_from(check_ins))
        handed = await r.rows(select(func.count()).select_from(conversations))
    assert sum(counts["asked"] for counts in done) == 12
    assert sum(counts["failed"] for counts in done) == 0
    assert (asked[0][0], handed[0][0]) == (12, 12)


async def break_model(r: Rooms, slug: str) -> None:
    await r.change(update(collaboratives).where(collaboratives.c.slug == slug).values(model="gone"))


async def test_a_team_whose_model_is_gone_stops_no_other(database_url: str, caplog: pytest.LogCaptureFixture) -> None:
    bad = teams_text(team("a")).replace("collaborative: safer", "collaborative: broken")
    good = teams_text(*(team(f"t{n}", "kari" if n < 2 else "ola") for n in range(4)))
    async with rooms(database_url, bad) as r:
        await r.apply(good)
        await r.join("kari", "ola")
        await break_model(r, "broken")
        r.now = r.moment("2026-09-01 10:00")

        counts = await r.tick()
        (broken,) = await r.rows(select(teams.c.next_due_at).where(teams.c.slug == "a"))

    assert counts == Counts(asked=4, failed=1)
    assert r.local(broken.next_due_at) == "2026-09-01 11:00"
    assert [record.message for record in caplog.records] == ["a bad row was pushed on"]


async def test_a_mended_team_is_asked_an_hour_later_as_if_it_had_been_due_then(database_url: str) -> None:
    async with rooms(database_url) as r:
        await r.join("kari")
        await break_model(r, "safer-medication")
        await r.to("2026-09-01 10:30")
        await r.change(update(collaboratives).values(model="quality-improvement-model"))
        await r.to("2026-09-01 12:00")

        (row,) = await r.rows(select(check_ins.c.due_at, check_ins.c.asked_at))
    assert (r.local(row.due_at), r.local(row.asked_at)) == ("2026-09-01 10:00", "2026-09-01 11:00")
