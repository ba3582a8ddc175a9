"""The manager's week: on Monday morning by the reader's clock, once, about teams and never about persons."""

import asyncio
import re
from itertools import pairwise

import pytest
from sqlalchemy import func, select, update

from bot.flow.digests.digest import digest
from bot.flow.house import House
from bot.storage.database import Database
from bot.storage.tables import answers, collaboratives, digests, outbox, people, readers, teams
from tests.flow.rooms import Rooms, rooms, team, teams_text
from tests.support.world import content

pytestmark = pytest.mark.asyncio(loop_scope="session")

PLAIN = teams_text(team("ridge", "kari, ola, nina"))
TWO_TEAMS = teams_text(team("fjord", "ola"), team("ridge", "kari"))
AWAY = PLAIN.replace("{id: per, name: Per}", "{id: per, name: Per, zone: Asia/Tokyo}")
EASTER = PLAIN.replace("starts: 2026-08-31", "starts: 2027-03-22")
CHRISTMAS = PLAIN.replace("people:", "closures:\n  - {from: 2026-12-19, to: 2027-01-03}\npeople:")


def pages(r: Rooms) -> list[str]:
    return [it.text for it in r.sent if it.kind == "digest" and it.to == "per"]


# When


@pytest.mark.parametrize(
    ("text", "begun", "until", "expected"),
    [
        (PLAIN, "2026-09-02 12:00", "2026-09-14 12:00", ["2026-09-07 08:00", "2026-09-14 08:00"]),
        (AWAY, "2026-09-02 12:00", "2026-09-08 12:00", ["2026-09-07 01:00"]),
        (EASTER, "2027-03-24 12:00", "2027-04-05 12:00", ["2027-03-30 08:00", "2027-04-05 08:00"]),
        (CHRISTMAS, "2026-12-15 12:00", "2027-01-05 12:00", ["2027-01-04 08:00"]),
        (PLAIN, "2026-10-20 12:00", "2026-11-02 12:00", ["2026-10-26 08:00", "2026-11-02 08:00"]),
    ],
    ids=["every Monday", "the reader's zone", "after Easter Monday", "none in a closed week", "over a clock change"],
)
async def test_it_comes_on_monday_at_eight_by_the_readers_clock(
    database_url: str, text: str, begun: str, until: str, expected: list[str]
) -> None:
    async with rooms(database_url, text, at=begun) as r:
        await r.join("per", "anne")
        await r.to(until)

    assert r.heard("digest", "per") == [("per", at) for at in expected]


@pytest.mark.parametrize(
    ("back", "expected"),
    [
        ("2026-09-07 09:30", ["2026-09-07 09:30"]),
        ("2026-09-07 11:00", ["2026-09-08 08:00"]),
        ("2026-09-09 09:00", ["2026-09-09 09:00"]),
        ("2026-09-09 11:00", []),
        ("2026-09-10 08:30", []),
    ],
    ids=["in its hours", "the next morning", "on Wednesday", "too late on Wednesday", "on Thursday"],
)
async def test_after_an_outage_it_is_sent_until_wednesday(database_url: str, back: str, expected: list[str]) -> None:
    async with rooms(database_url, PLAIN) as r:
        await r.join("per", "anne", "kari")
        await r.to("2026-09-06 12:00")
        await r.leap(back)
        await r.to("2026-09-14 12:00")

    assert r.heard("digest", "per") == [("per", at) for at in [*expected, "2026-09-14 08:00"]]


@pytest.mark.parametrize("gone", [{"schedule": "gone"}, {"phase": "gone"}], ids=["schedule", "phase"])
async def test_a_team_that_nobody_can_read_of_any_more_is_left_out(database_url: str, gone: dict[str, str]) -> None:
    async with rooms(database_url, TWO_TEAMS) as r:
        await r.join("per", "kari", "ola")
        await r.change(update(teams).where(teams.c.slug == "fjord").values(**gone))
        await r.to("2026-09-07 09:00")

        assert r.heard("digest", "per") == [("per", "2026-09-07 08:00")]
        (page,) = pages(r)
        assert "Ridge" in page
        assert "Fjord" not in page


@pytest.mark.parametrize("said", ["a-choice-of-before", ["time", "staffing"]])
async def test_an_obstacle_for_which_there_are_no_words_any_more_is_not_told(database_url: str, said: object) -> None:
    async with rooms(database_url, PLAIN) as r:
        await r.join("per", "kari", "ola", "nina")
        await r.to("2026-09-01 10:00")
        await r.presses("kari", "4")
        ((row,),) = [await r.rows(select(answers))]
        same = {key: value for key, value in row._mapping.items() if key != "id"}
        await r.add(answers, **same | {"question": "obstacle", "value": said})
        await r.to("2026-09-07 09:00")

        assert r.heard("digest", "per") == [("per", "2026-09-07 08:00")]


async def test_one_a_week_even_with_two_workers_and_after_the_zone_has_changed(database_url: str) -> None:
    async with rooms(database_url, AWAY) as r:
        await r.join("per")
        await r.to("2026-09-06 12:00")
        r.now = r.moment("2026-09-07 01:00")
        second = House(Database(database_url), content())
        done = await asyncio.gather(digest(r.house, r.now), digest(second, r.now))
        await second.db.close()
        await r.apply(PLAIN)
        await r.to("2026-09-10 12:00")

        kept = await r.rows(select(digests.c.week, digests.c.channel, digests.c.sent_at))
    assert sum(counts["digests"] for counts in done) == 1
    assert [(it.week, it.channel, r.local(it.sent_at)) for it in kept] == [("2026-W37", "telegram", "2026-09-07 01:00")]
    assert r.heard("digest", "per") == [("per", "2026-09-07 01:00")]


async def test_it_ends_after_the_programme_and_begins_again_when_that_goes_on(database_url: str) -> None:
    short = PLAIN.replace("ends: 2027-06-18", "ends: 2026-09-11")
    async with rooms(database_url, short) as r:
        await r.join("per", "anne")
        await r.to("2026-10-07 12:00")
        assert r.heard("digest", "per") == [("per", "2026-09-07 08:00"), ("per", "2026-09-14 08:00")]
        await r.apply(PLAIN)
        await r.to("2026-10-12 12:00")

    assert r.heard("digest", "per")[2:] == [("per", "2026-10-12 08:00")]


async def test_a_manager_taken_out_and_put_back_reads_on(database_url: str) -> None:
    without = PLAIN.replace("managers: [per]", "managers: []")
    async with rooms(database_url, PLAIN) as r:
        await r.join("per", "anne")
        await r.apply(without)
        await r.to("2026-09-08 12:00")
        await r.apply(PLAIN)
        await r.to("2026-09-14 12:00")

    assert r.heard("digest", "per") == [("per", "2026-09-14 08:00")]


async def test_a_reader_of_a_broken_programme_keeps_no_other_from_theirs(database_url: str) -> None:
    async with rooms(database_url, PLAIN.replace(": safer", ": broken")) as r:
        await r.apply(teams_text(team("fjord", "nina")).replace("managers: [per]", "managers: [ola]"))
        await r.join("per", "ola")
        await r.to("2026-09-07 07:00")
        await r.change(update(collaboratives).where(collaboratives.c.slug == "broken").values(model="gone"))
        r.now = r.moment("2026-09-07 08:00")
        counts = await r.tick()
        await r.change(update(collaboratives).values(model="quality-improvement-model"))
        await r.to("2026-09-07 12:00")

    assert counts["digests"] == 1
    assert r.heard("digest", "per", "ola") == [("ola", "2026-09-07 08:00"), ("per", "2026-09-07 09:00")]


# What


async def answered(r: Rooms, *who: str) -> None:
    await r.to("2026-09-01 12:00")
    for slug in who:
        await r.presses(slug, "2")
    await r.to("2026-09-15 12:00")
    await r.presses(who[0], "time", 3)
    await r.to("2026-09-21 12:00")


@pytest.mark.parametrize(
    ("members", "joined", "shown"),
    [
        ("kari, ola, nina", "kari ola nina", True),
        ("kari, ola, nina", "kari ola", False),
        ("kari, ola, per", "kari ola per", False),
        ("kari, ola, nina, per", "kari ola nina per", True),
    ],
    ids=["three others", "two others", "the reader does not count", "three and the reader"],
)
async def test_answers_are_shown_where_three_others_than_the_reader_have_joined(
    database_url: str, members: str, joined: str, shown: bool
) -> None:
    async with rooms(database_url, teams_text(team("ridge", members))) as r:
        await r.join(*joined.split(), "per", "anne")
        await answered(r, "kari")

    wording = r.house.content.wording
    said = "\n".join(pages(r))
    assert ("1 of 1" in said) is shown
    assert (wording.render("words.obstacles.time", "en") in said) is shown
    assert (wording.render("digest.too-small", "en", team="Ridge") in said) is not shown


async def test_it_names_no_person_and_counts_none(database_url: str) -> None:
    folk = "kari ola nina zara"
    text = teams_text(team("ridge", "kari, ola, nina, zara"), people_of=folk)
    async with rooms(database_url, text) as r:
        await r.join(*folk.split(), "per", "anne")
        await answered(r, "kari", "zara")

    said = " ".join(pages(r))
    assert len(pages(r)) == 3
    assert not re.findall(r"(?i)\b(kari|ola|nina|zara|anne|100\d)\b", said)
    assert not re.findall(r"\b[34] (of|av) 4\b", said)


@pytest.mark.parametrize("joined", ["per anne", "per anne kari", "per anne kari ola nina"])
async def test_the_same_thing_comes_twice_running_only_where_it_is_still_open(database_url: str, joined: str) -> None:
    async with rooms(database_url, PLAIN, at="2026-12-18 12:00") as r:
        await r.join(*joined.split())
        await r.to("2027-01-19 12:00")

    heading = r.house.content.wording.plain("ask.heading", "en")
    asks = [page.split(heading)[1].split("\n")[1:3] for page in pages(r)]
    assert len(asks) == 5
    assert all((one == other) is ("Still open" in why) for (one, _), (other, why) in pairwise(asks))
    assert all(one[0] != third[0] for one, third in zip(asks, asks[2:], strict=False))


async def test_a_reader_who_has_blocked_the_bot_gets_none_and_the_plan_goes_on(database_url: str) -> None:
    async with rooms(database_url, PLAIN) as r:
        await r.join("per", "anne")
        r.gone = {"per"}
        await r.to("2026-09-16 12:00")

        of_per = select(people.c.id).where(people.c.slug == "per").scalar_subquery()
        ((due_at,),) = await r.rows(select(readers.c.next_due_at).where(readers.c.person_id == of_per))
        ((kept,),) = await r.rows(select(func.count()).select_from(digests).where(digests.c.person_id == of_per))
        its = (outbox.c.kind == "digest", outbox.c.person_id == of_per)
        states = await r.rows(select(outbox.c.state).where(*its))
    assert (r.local(due_at), kept, states) == ("2026-09-21 08:00", 1, [("gone",)])
    assert r.heard("digest", "per") == []


async def test_managers_of_two_programmes_read_a_page_for_each(database_url: str) -> None:
    async with rooms(database_url, PLAIN) as r:
        await r.apply(teams_text(team("fjord", "nina")).replace(": safer", ": other").replace("Safer", "Other"))
        await r.join("per")
        await r.to("2026-09-07 08:00")

    assert [page.split("\n")[0] for page in pages(r)] == ["<b>Safer, week 37</b>", "<b>Other, week 37</b>"]
