"""A gathering moves, and with it what was not sent: told beforehand, and then as told; nothing is asked twice."""

import asyncio
from datetime import date
from itertools import pairwise

import pytest
from sqlalchemy import select

from bot.domain.working_time import ONE_DAY
from bot.flow.asking.ask import ask
from bot.flow.facilitating.moving.session import CannotMove, Obstacle, SessionMove, move_session, preview
from bot.flow.house import calendar_of
from bot.storage import teams as team_rows
from bot.storage.tables import audit, check_ins, sessions, teams
from tests.flow.rooms import Rooms, rooms, team, teams_text
from tests.flow.test_together import somebody_waits
from tests.support.until import until

pytestmark = pytest.mark.asyncio(loop_scope="session")

GATHERINGS = (
    "sessions:\n"
    "  - {id: first, title: First gathering, date: 2026-09-08}\n"
    "  - {id: second, title: Second gathering, date: 2026-11-17}\n"
    "closures:\n  - {from: 2026-12-21, to: 2027-01-03, title: Christmas}\n"
)


def programme(*made: str, schedule: str = "session-anchored", more: str = GATHERINGS) -> str:
    return teams_text(*(made or (team("ridge"),)), schedule=schedule, more=more)


async def move(r: Rooms, slug: str, to: str, by: str | None = "anne") -> SessionMove:
    async with r.house.db.write() as tx:
        return await move_session(tx, r.house, 1, slug, date.fromisoformat(to), by, r.now)


async def looked(r: Rooms, slug: str, to: str) -> SessionMove:
    async with r.house.db.read() as tx:
        return await preview(tx, r.house, 1, slug, date.fromisoformat(to), r.now)


async def planned(r: Rooms, slug: str = "ridge") -> tuple[object, ...]:
    query = select(teams.c.next_grid_on, teams.c.next_on, teams.c.next_due_at, teams.c.next_merged)
    (row,) = await r.rows(query.where(teams.c.slug == slug))
    return tuple(row)


async def asked(r: Rooms, slug: str = "ridge") -> list[str]:
    return [at[:10] for _, _, at in await r.check_ins(slug) if at]


# The plan


async def test_a_team_is_asked_around_the_gatherings(database_url: str) -> None:
    async with rooms(database_url, programme()) as r:
        await r.join("kari")
        await r.to("2027-06-19 12:00")

    assert await asked(r) == [
        "2026-09-03",
        "2026-09-10",
        "2026-09-24",
        "2026-10-08",
        "2026-10-22",
        "2026-11-05",
        "2026-11-12",
        "2026-12-01",
        "2026-12-15",
        "2027-01-26",
    ]


# What moves


MOVES = [
    # The one before it moves along, and those after it; those after the first fill the room or make it.
    (
        "2026-10-09 12:00",
        "2026-11-24",
        ("team ridge: 4 unsent check-ins move: 2026-11-12 -> 2026-11-19, 2026-12-01 -> 2026-12-08, "
        "2026-12-15 -> 2027-01-05, 2027-01-26 -> 2027-02-02"),
        ["2026-10-22", "2026-11-05", "2026-11-19", "2026-12-08", "2027-01-05", "2027-02-02"],
    ),
    (
        "2026-10-09 12:00",
        "2026-12-01",
        ("team ridge: 4 unsent check-ins move: 2026-11-12 -> 2026-11-26, 2026-12-01 -> 2026-12-15, "
        "2026-12-15 -> 2027-01-12, 2027-01-26 -> 2027-02-09; 1 is added: 2026-11-19"),
        ["2026-10-22", "2026-11-05", "2026-11-19", "2026-11-26", "2026-12-15", "2027-01-12", "2027-02-09"],
    ),
    (
        "2026-10-09 12:00",
        "2026-11-10",
        ("team ridge: 3 unsent check-ins move: 2026-12-01 -> 2026-11-24, 2026-12-15 -> 2026-12-08, "
        "2027-01-26 -> 2027-01-19; 1 is cancelled: 2026-11-12"),
        ["2026-10-22", "2026-11-05", "2026-11-24", "2026-12-08", "2027-01-19"],
    ),
    # After the one before it was sent: what was sent stays, and the move brings another.
    (
        "2026-11-12 12:00",
        "2026-11-24",
        ("team ridge: 3 unsent check-ins move: 2026-12-01 -> 2026-12-08, 2026-12-15 -> 2027-01-05, "
        "2027-01-26 -> 2027-02-02; 1 is added: 2026-11-19"),
        ["2026-11-19", "2026-12-08", "2027-01-05", "2027-02-02"],
    ),
    # A day later there is one more of three days before, but it would come the day after the one that was sent.
    (
        "2026-11-12 12:00",
        "2026-11-18",
        ("team ridge: 3 unsent check-ins move: 2026-12-01 -> 2026-12-02, 2026-12-15 -> 2026-12-16, "
        "2027-01-26 -> 2027-01-27"),
        ["2026-12-02", "2026-12-16", "2027-01-27"],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("at", "to", "line", "coming"), MOVES)
async def test_what_is_told_of_a_move_comes_true(
    database_url: str, at: str, to: str, line: str, coming: list[str]
) -> None:
    async with rooms(database_url, programme()) as r:
        await r.join("kari")
        await r.to(at)
        sent = await asked(r)
        before = await planned(r)
        told = await looked(r, "second", to)
        assert await planned(r) == before
        done = await move(r, "second", to)
        await r.to("2027-02-12 12:00")

        rows = await r.rows(select(check_ins.c.grid_on).where(check_ins.c.asked_at.is_not(None)))
    assert told == done
    assert told.lines() == [line]
    assert [f"{day}" for day in told.teams[0].coming] == coming
    assert await asked(r) == [*sent, *coming]
    assert len(rows) == len({row.grid_on for row in rows}) == len(sent) + len(coming)


async def test_a_gathering_that_is_moved_and_back_leaves_the_plan_as_it_was(database_url: str) -> None:
    async with rooms(database_url, programme()) as r:
        await r.join("kari")
        for at in ("2026-09-04 12:00", "2026-11-05 12:00", "2026-11-12 12:00"):
            await r.to(at)
            before = await planned(r)
            there = await move(r, "second", "2026-11-20")
            back = await move(r, "second", "2026-11-17")

            assert await planned(r) == before
            assert [len(it.teams[0].moves.moved) for it in (there, back)] == [len(there.teams[0].moves.moved)] * 2
        await r.to("2027-02-12 12:00")

    assert len(await asked(r)) == 10


async def test_the_open_check_in_keeps_its_reminder_and_its_end(database_url: str) -> None:
    async with rooms(database_url, programme()) as r:
        await r.join("kari")
        await r.to("2026-11-12 12:00")
        query = select(check_ins.c.remind_at, check_ins.c.close_at).where(check_ins.c.closed_at.is_(None))
        before = await r.rows(query)
        await move(r, "second", "2026-12-08")

        assert await r.rows(query) == before
        assert len(before) == 1


async def test_every_team_moves_by_the_schedule_that_it_has(database_url: str) -> None:
    three = programme(
        team("ridge"), team("fjord", "ola", more=", schedule: weekly"), team("dale", "nina", more=", ends: 2026-10-01")
    )
    async with rooms(database_url, three) as r:
        await r.join("kari", "ola", "nina")
        await r.to("2026-10-09 12:00")
        done = await move(r, "second", "2026-11-24")
        await r.to("2026-11-26 12:00")

    assert [it.team for it in done.teams] == ["ridge", "fjord", "dale"]
    assert done.lines()[1:] == [
        "team fjord: 2 unsent check-ins move: 2026-11-18 -> 2026-11-17, 2026-11-24 -> 2026-11-25"
    ]
    assert (await asked(r, "fjord"))[-2:] == ["2026-11-17", "2026-11-25"]
    assert (await asked(r, "dale"))[-1] < "2026-10-01"


async def test_a_move_is_written_down_once_and_the_day_is_kept(database_url: str) -> None:
    async with rooms(database_url, programme()) as r:
        await r.to("2026-10-09 12:00")
        for by in ("anne", None):
            await move(r, "second", "2026-11-24", by)

        rows = await r.rows(
            select(audit.c.actor, audit.c.subject, audit.c.detail).where(audit.c.action == "move_session")
        )
        (kept,) = await r.rows(select(sessions.c.on_date).where(sessions.c.slug == "second"))
    assert [tuple(row) for row in rows] == [
        ("anne", "second", {"collaborative": "safer", "from": "2026-11-17", "to": "2026-11-24"})
    ]
    assert kept.on_date == date(2026, 11, 24)


async def test_a_day_that_was_set_in_the_bot_stays_when_the_file_comes_again(database_url: str) -> None:
    async with rooms(database_url, programme()) as r:
        await move(r, "second", "2026-11-24")
        before = await planned(r)
        done = await r.apply(programme())

        assert done.lines() == ["session second: date 2026-11-24 stays (the file says 2026-11-17)"]
        assert await planned(r) == before


async def test_a_file_with_another_day_says_the_same_and_does_the_same(database_url: str) -> None:
    async with rooms(database_url, programme()) as r:
        await r.join("kari")
        await r.to("2026-10-09 12:00")
        told = await looked(r, "second", "2026-11-24")
        changed = programme(more=GATHERINGS.replace("2026-11-17", "2026-11-24"))
        dry = await r.apply(changed, dry_run=True)
        done = await r.apply(changed)

        assert dry.lines() == done.lines() == ["session second: on 2026-11-17 -> 2026-11-24", *told.lines()]
        await r.to("2026-11-20 12:00")
    assert (await asked(r))[-2:] == ["2026-11-05", "2026-11-19"]


async def test_a_schedule_that_is_exchanged_never_asks_soon_after_what_was_sent(database_url: str) -> None:
    async with rooms(database_url, programme(schedule="weekly")) as r:
        await r.join("kari")
        await r.to("2026-09-22 12:00")
        done = await r.apply(programme())
        await r.to("2026-10-09 12:00")

    assert (await asked(r))[-2:] == ["2026-09-22", "2026-10-08"]
    assert "2026-09-24" not in f"{done.moved}"


async def test_what_is_due_at_this_moment_is_asked_and_the_rest_goes_by_the_new_days(database_url: str) -> None:
    async with rooms(database_url, programme()) as r:
        await r.join("kari")
        await r.to("2026-11-12 09:59")
        r.now = r.moment("2026-11-12 10:00")
        told = await move(r, "second", "2026-11-18")
        await r.tick()
        await r.to("2026-12-03 12:00")

    assert (await asked(r))[-2:] == ["2026-11-12", "2026-12-02"]
    assert [f"{day}" for day in told.teams[0].coming][:2] == ["2026-11-12", "2026-12-02"]


async def test_moved_onto_the_day_of_a_check_in_it_makes_room(database_url: str) -> None:
    async with rooms(database_url, programme(schedule="weekly")) as r:
        await r.join("kari")
        await r.to("2026-11-10 09:00")
        await move(r, "second", "2026-11-10")
        await r.to("2026-11-11 12:00")

    assert (await asked(r))[-1] == "2026-11-11"


# At the same moment


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_whoever_asks_waits_for_a_move_and_goes_by_the_new_days(database_url: str) -> None:
    async with rooms(database_url, programme()) as r:
        await r.join("kari")
        await r.to("2026-11-12 09:59")
        async with r.house.db.write() as moving:
            await move_session(moving, r.house, 1, "second", date(2026, 11, 24), "anne", r.now)
            asking = asyncio.create_task(ask(r.house, r.moment("2026-11-12 10:00")))
            await until(lambda: somebody_waits(r), "asking that waits", within=5)
        counts = await asking

        assert counts["asked"] == 0
        assert (await planned(r))[1] == date(2026, 11, 19)
    assert (await asked(r))[-1] == "2026-11-05"


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_two_moves_at_once_are_done_one_after_the_other(database_url: str) -> None:
    async with rooms(database_url, programme(team("ridge"), team("fjord", "ola"))) as r:
        await r.to("2026-10-09 12:00")
        await asyncio.gather(move(r, "second", "2026-11-24"), move(r, "first", "2026-09-09"), return_exceptions=True)
        await asyncio.gather(move(r, "second", "2026-12-01"), move(r, "second", "2026-12-08"))

        rows = await r.rows(select(audit.c.detail).where(audit.c.action == "move_session").order_by(audit.c.id))
        (kept,) = await r.rows(select(sessions.c.on_date).where(sessions.c.slug == "second"))
    assert [detail["from"] for (detail,) in rows] == ["2026-11-17", "2026-11-24", rows[1].detail["to"]]
    assert f"{kept.on_date}" == rows[2].detail["to"]


# What cannot be


@pytest.mark.parametrize(
    ("at", "slug", "to", "why", "sentence"),
    [
        ("2026-08-31 08:00", "secnd", "2026-11-24", "unknown", 'there is no gathering "secnd"; did you mean "second"?'),
        (
            "2026-09-09 08:00",
            "first",
            "2026-11-24",
            "was_held",
            'the gathering "first" was on 2026-09-08, and is past',
        ),
        (
            "2026-08-31 08:00",
            "second",
            "2027-06-19",
            "outside",
            "2027-06-19 lies outside the programme, which goes from 2026-08-31 to 2027-06-18; choose a day in it",
        ),
        ("2026-10-09 08:00", "second", "2026-10-08", "past", "2026-10-08 is past; choose a day to come"),
        (
            "2026-08-31 08:00",
            "second",
            "2026-12-21",
            "closed",
            "2026-12-21 lies in the closure from 2026-12-21 to 2027-01-03; choose a day before or after it",
        ),
        (
            "2026-08-31 08:00",
            "second",
            "2026-09-08",
            "taken",
            '2026-09-08 is the day of the gathering "first"; choose another day',
        ),
    ],
)
async def test_a_move_that_cannot_be_is_refused_and_changes_nothing(
    database_url: str, at: str, slug: str, to: str, why: str, sentence: str
) -> None:
    async with rooms(database_url, programme()) as r:
        await r.to(at)
        before = await planned(r)
        for act in (looked, move):
            with pytest.raises(CannotMove) as refused:
                await act(r, slug, to)
            assert (f"{refused.value}", refused.value.why) == (sentence, Obstacle(why))

        assert await planned(r) == before
        assert await r.rows(select(audit).where(audit.c.action == "move_session")) == []


async def test_a_gathering_can_be_moved_on_its_own_day_and_to_today(database_url: str) -> None:
    async with rooms(database_url, programme()) as r:
        await r.to("2026-09-08 08:00")
        await move(r, "first", "2026-09-15")
        done = await move(r, "first", "2026-09-08")

    assert done.to == date(2026, 9, 8)


# Whatever moves when


STEPS = [("2026-09-09", 70), ("2026-10-12", -21), ("2026-11-02", 35), ("2026-11-30", -3), ("2026-12-08", 20)]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("seed", range(3))
async def test_however_often_a_gathering_moves_nobody_is_asked_twice_or_too_soon(database_url: str, seed: int) -> None:
    async with rooms(database_url, programme()) as r:
        await r.join("kari")
        for n, (day, by) in enumerate(STEPS):
            await r.to(f"{day} {9 + seed % 3:02}:30")
            (row,) = await r.rows(select(sessions.c.on_date).where(sessions.c.slug == "second"))
            to = row.on_date + (by + seed - n) * ONE_DAY
            if row.on_date >= date.fromisoformat(day):
                await move(r, "second", f"{max(to, date.fromisoformat(day))}")
        await r.to("2027-06-19 12:00")
        async with r.house.db.read() as tx:
            calendar = await calendar_of(tx, await team_rows.team_by_id(tx, 1))
        rows = await r.rows(select(check_ins.c.grid_on, check_ins.c.asked_at).order_by(check_ins.c.asked_at))
    days = [calendar.local_date(row.asked_at) for row in rows]
    assert len(days) == len(set(days)) == len({row.grid_on for row in rows})
    assert not any(calendar.is_closed(day) for day in days)
    # Two that the plan itself has near each other are two working days apart.
    assert all(calendar.working_days_between(one, other) >= 2 for one, other in pairwise(days))
