"""The brief comes by itself before a gathering: to whom, when, once; and what a move, a holiday or an outage does."""

import asyncio
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select, update

from bot.flow.facilitating.moving.session import move_session
from bot.flow.reporting.send import hand_out_briefs
from bot.storage.tables import outbox, sessions
from bot.storage.tables import people as people_table
from bot.storage.tables import teams as teams_table
from tests.flow.reported import PROGRAMME
from tests.flow.rooms import Rooms, rooms

pytestmark = pytest.mark.asyncio(loop_scope="session")

STAFF = ("anne", "bo", "liv")
# The first gathering is on Tuesday 8 September, the second on Tuesday 17 November.
FIRST, SECOND = "2026-09-04 08:00", "2026-11-13 08:00"


async def move(r: Rooms, slug: str, to: str) -> None:
    async with r.house.db.write() as tx:
        await move_session(tx, r.house, 1, slug, date.fromisoformat(to), None, r.now)


async def decided(r: Rooms, local: str) -> dict[str, Any]:
    """The documents that are decided at this moment, by their readers; nothing leaves."""
    r.now = r.moment(local)
    await hand_out_briefs(r.house, r.now)
    query = select(people_table.c.slug, outbox.c.document, outbox.c.text, outbox.c.file_name)
    query = query.join_from(outbox, people_table, people_table.c.id == outbox.c.person_id)
    return {it.slug: it for it in await r.rows(query.where(outbox.c.kind == "brief", outbox.c.state == "waiting"))}


def headings(document: dict[str, Any]) -> list[str]:
    return [page[0]["words"] for page in document["pages"]]


async def brief_at(r: Rooms, slug: str) -> str:
    ((moment,),) = await r.rows(select(sessions.c.brief_at).where(sessions.c.slug == slug))
    return r.local(moment)


async def test_whoever_leads_teams_gets_it_two_working_days_before_each_gathering(database_url: str) -> None:
    async with rooms(database_url, PROGRAMME) as r:
        await r.join(*STAFF, "kari", "per")

        await r.to("2026-11-30 12:00")

        assert sorted(r.heard("brief")) == sorted((who, at) for who in STAFF for at in (FIRST, SECOND))
        assert [await brief_at(r, slug) for slug in ("first", "second")] == ["", ""]


async def test_each_gets_their_own_teams_in_their_own_language_and_an_owner_all(database_url: str) -> None:
    async with rooms(database_url, PROGRAMME) as r:
        await r.join(*STAFF, "kari")
        found = await decided(r, FIRST)

    assert headings(found["anne"].document) == ["All teams at a glance", "Fjord ward", "Ridge home care"]
    assert headings(found["bo"].document) == ["Coast"]
    assert headings(found["liv"].document) == [
        "Alle teamene på én side", "Coast", "Fjord ward", "Ridge home care",
    ]  # fmt: skip
    assert [found[who].document["language"] for who in STAFF] == ["en-GB", "nn-NO", "nb-NO"]
    assert found["anne"].text.startswith("Your brief for First gathering on 8 September: ")
    assert {it.file_name for it in found.values()} == {"safer-first.docx"}


async def test_who_facilitates_and_owns_gets_one(database_url: str) -> None:
    async with rooms(database_url, PROGRAMME.replace("owners: [liv]", "owners: [liv, anne]")) as r:
        await r.join("anne", "liv")
        found = await decided(r, FIRST)

    assert headings(found["anne"].document)[1:] == ["Coast", "Fjord ward", "Ridge home care"]
    assert len(found) == 2


DAYS = [
    ("2027-03-30", "2027-03-23 08:00", "after Easter"),
    ("2027-05-18", "2027-05-13 08:00", "after a holiday on a Monday"),
    ("2026-11-23", "2026-11-19 08:00", "on a Monday"),
    ("2027-01-05", "2026-12-18 08:00", "after a closure"),
]


@pytest.mark.parametrize(("on", "comes"), [it[:2] for it in DAYS], ids=[it[2] for it in DAYS])
async def test_only_working_days_count(database_url: str, on: str, comes: str) -> None:
    closed = "closures:\n  - {from: 2026-12-21, to: 2027-01-03, title: Christmas}\npeople:"
    programme = PROGRAMME.replace("2026-11-17", on).replace("people:", closed)
    async with rooms(database_url, programme) as r:
        await r.join("anne")
        assert await brief_at(r, "second") == comes


async def test_it_comes_in_the_morning_of_its_reader_and_on_their_own_days(database_url: str) -> None:
    async with rooms(database_url, PROGRAMME) as r:
        await r.join(*STAFF)
        # Anne does not work on Fridays, and Bo follows his teams from New York.
        await r.change(update(people_table).where(people_table.c.slug == "anne").values(working_days=[0, 1, 2, 3]))
        await r.apply(PROGRAMME.replace("name: Bo Dahl,", "name: Bo Dahl, zone: America/New_York,"))
        await r.to("2026-09-08 12:00")

    assert sorted(r.heard("brief")) == [
        ("anne", "2026-09-03 08:00"), ("bo", "2026-09-04 14:00"), ("liv", "2026-09-04 08:00"),
    ]  # fmt: skip


MOVES = [
    ("2026-09-03 12:00", "2026-09-15", ["2026-09-11 08:00"], "later"),
    ("2026-09-01 12:00", "2026-09-04", ["2026-09-02 08:00"], "earlier"),
    ("2026-09-02 12:00", "2026-09-03", ["2026-09-02 12:00"], "to tomorrow"),
    ("2026-09-04 12:00", "2026-09-22", ["2026-09-04 08:00"], "after it came"),
    ("2026-09-08 07:00", "2026-09-22", ["2026-09-04 08:00"], "on its day"),
]


@pytest.mark.parametrize(("when", "to", "came"), [it[:3] for it in MOVES], ids=[it[3] for it in MOVES])
async def test_it_moves_with_its_gathering_and_comes_once(
    database_url: str, when: str, to: str, came: list[str]
) -> None:
    async with rooms(database_url, PROGRAMME) as r:
        await r.join("anne")
        await r.to(when)
        await move(r, "first", to)
        await r.to("2026-10-01 12:00")

    assert [at for _, at in r.heard("brief")] == came


async def test_what_has_not_left_as_the_gathering_moves_is_taken_back_and_comes_anew(database_url: str) -> None:
    async with rooms(database_url, PROGRAMME) as r:
        await r.join("anne")
        assert set(await decided(r, FIRST)) == {"anne"}
        await move(r, "first", "2026-09-15")
        await r.to("2026-10-01 12:00")

    (brief,) = [it for it in r.sent if it.kind == "brief"]
    assert (brief.at, "15 September" in brief.text) == ("2026-09-11 08:00", True)


async def test_a_programme_file_moves_it_too_and_takes_it_away_with_its_gathering(database_url: str) -> None:
    async with rooms(database_url, PROGRAMME) as r:
        await r.join("anne")
        await r.apply(PROGRAMME.replace("2026-09-08", "2026-09-15"))
        assert await brief_at(r, "first") == "2026-09-11 08:00"

        assert set(await decided(r, "2026-09-11 08:00")) == {"anne"}
        await r.apply(PROGRAMME.replace("  - {id: first, title: First gathering, date: 2026-09-08}\n", ""))
        await r.to("2026-10-01 12:00")

    assert r.heard("brief") == []


async def test_a_gathering_that_is_added_late_still_has_its_brief(database_url: str) -> None:
    extra = PROGRAMME.replace("people:\n", "  - {id: extra, title: Extra, date: 2026-09-17}\npeople:\n", 1)
    async with rooms(database_url, PROGRAMME) as r:
        await r.join("anne")
        await r.to("2026-09-16 18:00")
        await r.apply(extra)
        await r.to("2026-10-01 12:00")

    assert [at for _, at in r.heard("brief")] == [FIRST, "2026-09-17 08:00"]


async def test_who_cannot_be_reached_holds_up_nobody_and_gets_it_once_they_are_back(database_url: str) -> None:
    async with rooms(database_url, PROGRAMME) as r:
        await r.join("anne", "bo")
        r.gone.add("bo")
        await r.to("2026-09-04 12:00")
        assert [it for it in r.heard("brief") if it[1] == FIRST] == [("anne", FIRST)]

        r.gone.clear()
        # Liv opens her link the day before, and Bo lets the bot in again.
        r.now = r.moment("2026-09-07 07:30")
        await r.join("bo", "liv")
        await r.to("2026-10-01 12:00")

    assert sorted(r.heard("brief")) == [("anne", FIRST), ("bo", "2026-09-07 08:00"), ("liv", "2026-09-07 08:00")]


OUTAGES = [
    ("2026-09-06 20:00", ["2026-09-07 08:00"]),
    ("2026-09-07 22:00", ["2026-09-08 08:00"]),
    ("2026-09-08 08:30", ["2026-09-08 08:30"]),
    ("2026-09-08 09:00", []),
    ("2026-09-10 12:00", []),
]


@pytest.mark.parametrize(("until", "came"), OUTAGES)
async def test_after_an_outage_it_comes_as_long_as_it_is_of_use(database_url: str, until: str, came: list[str]) -> None:
    async with rooms(database_url, PROGRAMME) as r:
        await r.join("anne")
        await r.to("2026-09-03 12:00")
        await r.leap(until)
        await r.to("2026-10-01 12:00")

    assert [at for _, at in r.heard("brief")] == came


async def test_what_waits_too_long_is_let_go_on_the_day_of_the_gathering(database_url: str) -> None:
    async with rooms(database_url, PROGRAMME) as r:
        await r.join("anne")
        await decided(r, FIRST)
        r.now = r.moment("2026-09-08 09:00")
        await r.send()

        assert r.heard("brief") == []
        assert await r.rows(select(outbox.c.state).where(outbox.c.kind == "brief")) == [("expired",)]


async def test_two_that_hand_out_at_once_hand_out_one(database_url: str) -> None:
    async with rooms(database_url, PROGRAMME) as r:
        await r.join(*STAFF)
        r.now = r.moment(FIRST)
        await asyncio.gather(*(hand_out_briefs(r.house, r.now) for _ in range(3)))

        assert len(await r.rows(select(outbox.c.id).where(outbox.c.kind == "brief"))) == 3


async def test_a_team_that_cannot_be_read_keeps_no_other_from_its_brief(database_url: str) -> None:
    async with rooms(database_url, PROGRAMME) as r:
        await r.join("anne", "bo")
        await r.change(update(teams_table).where(teams_table.c.slug == "coast").values(zone="Nowhere/Land"))
        r.now = r.moment(FIRST)
        await hand_out_briefs(r.house, r.now)
        await r.send()

    assert r.heard("brief") == [("anne", FIRST)]
