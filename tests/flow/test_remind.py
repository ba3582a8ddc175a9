"""The one reminder: two working days later at ten, to who pressed nothing, while nobody has answered."""

import asyncio

import pytest
from sqlalchemy import update

from bot.flow.house import Counts, House
from bot.flow.remind import remind
from bot.storage.database import Database
from bot.storage.tables import check_ins, closures, collaboratives
from tests.flow.rooms import rooms, team, teams_text
from tests.support.programmes import NEW_MEMBER, REMOVED_PERSON, programme
from tests.support.ridge import RIDGE
from tests.support.world import content

pytestmark = pytest.mark.asyncio(loop_scope="session")

QUORUM_2 = RIDGE.replace("    members: [kari, ola]", "    quorum: 2\n    members: [kari, ola]")


async def test_only_who_pressed_nothing_is_reminded_two_working_days_later_at_ten_and_once(database_url: str) -> None:
    async with rooms(database_url, QUORUM_2) as r:
        await r.join("kari", "ola")
        await r.to("2026-09-01 11:00")
        await r.presses("kari", "4")
        await r.to("2026-09-14 12:00")

    assert r.heard("reminder") == [("ola", "2026-09-03 10:00")]


@pytest.mark.parametrize(
    ("press", "expected"),
    [
        ("4", []),
        ("!nothing-new", []),
        ("!skip", [("ola", "2026-09-03 10:00")]),
    ],
)
async def test_an_answer_or_nothing_new_spares_the_team_the_reminder_and_a_skip_only_the_person(
    database_url: str, press: str, expected: list[tuple[str, str]]
) -> None:
    async with rooms(database_url) as r:
        await r.join("kari", "ola")
        await r.to("2026-09-02 12:00")
        await r.presses("kari", press)
        await r.to("2026-09-04 12:00")

    assert r.heard("reminder") == expected


async def test_closed_days_do_not_count_towards_the_reminder(database_url: str) -> None:
    easter = teams_text(team("ridge", more=", starts: 2027-03-23"))
    async with rooms(database_url, easter, at="2027-03-22 08:00") as r:
        await r.join("kari")
        await r.to("2027-03-31 08:00")

    assert r.heard("reminder") == [("kari", "2027-03-30 10:00")]


async def test_a_closure_that_comes_later_moves_the_reminder(database_url: str) -> None:
    async with rooms(database_url) as r:
        await r.join("kari")
        await r.to("2026-09-02 12:00")
        thursday = r.moment("2026-09-03 00:00").astimezone(r.zone).date()
        await r.add(closures, collaborative_id=1, first=thursday, last=thursday, title="")
        await r.to("2026-09-08 12:00")

    assert r.heard("reminder") == [("kari", "2026-09-04 10:00")]


@pytest.mark.parametrize(
    ("began", "back", "expected"),
    [
        ("2026-09-03 09:00", "2026-09-03 15:00", [("kari", "2026-09-03 15:00")]),
        ("2026-09-03 09:00", "2026-09-03 21:00", []),
        ("2026-09-03 09:00", "2026-09-04 09:00", []),
        ("2026-09-02 06:00", "2026-09-02 21:00", [("kari", "2026-09-04 10:00")]),
    ],
    ids=["back on its day", "back in the evening", "back the day after", "a lost day in between"],
)
async def test_a_reminder_that_came_due_in_an_outage_goes_on_its_own_day_only(
    database_url: str, began: str, back: str, expected: list[tuple[str, str]]
) -> None:
    async with rooms(database_url) as r:
        await r.join("kari")
        await r.to(began)
        await r.leap(back)
        await r.to("2026-09-08 12:00")

    assert r.heard("reminder") == expected


async def test_one_reminder_a_week_reaches_a_person_whatever_the_teams(database_url: str) -> None:
    async with rooms(database_url, teams_text(team("a"), team("b"))) as r:
        await r.join("kari")
        await r.to("2026-09-04 12:00")

        assert await r.audited("budget_held_back") == [("2026-09-03 10:00", "kari")]
    assert r.heard("reminder") == [("kari", "2026-09-03 10:00")]


async def test_a_reminder_held_for_somebodys_morning_is_taken_back_when_the_team_answers(database_url: str) -> None:
    there = RIDGE.replace("name: Ola Nes}", "name: Ola Nes, zone: America/New_York}")
    async with rooms(database_url, there) as r:
        await r.join("kari", "ola")
        await r.to("2026-09-03 11:00")
        await r.presses("kari", "4")
        await r.to("2026-09-03 20:00")

    assert r.heard("reminder") == [("kari", "2026-09-03 10:00")]


async def test_a_reminder_in_another_zone_waits_for_that_morning(database_url: str) -> None:
    there = RIDGE.replace("name: Ola Nes}", "name: Ola Nes, zone: America/New_York}")
    async with rooms(database_url, there) as r:
        await r.join("ola")
        await r.to("2026-09-04 10:00")

    assert r.heard("reminder") == [("ola", "2026-09-03 13:00")]


async def test_who_was_taken_out_of_the_file_is_not_reminded(database_url: str) -> None:
    async with rooms(database_url, programme(*NEW_MEMBER)) as r:
        await r.join("kari", "ola")
        await r.to("2026-09-02 12:00")
        await r.apply(programme(*REMOVED_PERSON))
        await r.to("2026-09-04 12:00")

    assert r.heard("reminder") == [("kari", "2026-09-03 10:00")]


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_two_workers_remind_each_person_once(database_url: str) -> None:
    many = teams_text(*(team(f"t{n}", f"m{n}") for n in range(8)), people_of=" ".join(f"m{n}" for n in range(8)))
    async with rooms(database_url, many) as r:
        await r.join(*(f"m{n}" for n in range(8)))
        await r.to("2026-09-03 09:00")
        r.now = r.moment("2026-09-03 10:00")
        second = House(Database(database_url), content())

        done = await asyncio.gather(remind(r.house, r.now), remind(second, r.now))
        await second.db.close()
        await r.tick()

    assert sum(done, Counts()) == Counts(reminded=8)
    assert sorted(r.heard("reminder")) == [(f"m{n}", "2026-09-03 10:00") for n in range(8)]


async def test_a_team_whose_model_is_gone_costs_only_its_own_reminder(database_url: str) -> None:
    bad = teams_text(team("a")).replace("collaborative: safer", "collaborative: broken")
    async with rooms(database_url, bad) as r:
        await r.apply(teams_text(team("b", "ola")))
        await r.join("kari", "ola")
        await r.to("2026-09-02 12:00")
        await r.change(update(collaboratives).where(collaboratives.c.slug == "broken").values(model="gone"))
        await r.to("2026-09-03 12:00")

        left = await r.rows(check_ins.select().where(check_ins.c.remind_at.is_not(None)))
    assert r.heard("reminder") == [("ola", "2026-09-03 10:00")]
    assert left == []
