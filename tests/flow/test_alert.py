"""Alerts go between eight and four on the reader's working days, to the first of the chain who can be reached."""

import pytest
from sqlalchemy import select, update

from bot.storage.tables import outbox, people, stalls
from tests.flow.rooms import Rooms, rooms, team, teams_text
from tests.support.programmes import programme
from tests.support.ridge import RIDGE

pytestmark = pytest.mark.asyncio(loop_scope="session")

TWO = "facilitators: [anne]", "facilitators: [bo, anne]"
BO = ("people:\n", "people:\n  - {id: bo, name: Bo}\n")
SILENT_AT = "2026-09-15 10:00"


def chain_of_two() -> str:
    return programme(TWO, BO)


async def silent(r: Rooms, *joined: str) -> None:
    await r.join("kari", *joined)
    await r.to(SILENT_AT)


@pytest.mark.parametrize(
    ("opened", "expected"),
    [
        ("2026-09-14 07:59", "2026-09-14 08:00"),
        ("2026-09-14 15:59", "2026-09-14 15:59"),
        ("2026-09-14 16:00", "2026-09-15 08:00"),
        ("2026-09-11 16:30", "2026-09-14 08:00"),
        ("2026-12-18 17:00", "2027-01-04 08:00"),
    ],
)
async def test_an_alert_waits_for_the_readers_working_hours(database_url: str, opened: str, expected: str) -> None:
    text = teams_text(team("ridge"), more="closures:\n  - {from: 2026-12-21, to: 2027-01-03}\n")
    async with rooms(database_url, text.replace("starts: 2026-08-31", "starts: 2026-12-18"), at=opened) as r:
        await r.join("kari", "anne")
        reason = {"rule": "silent", "working_days": 10, "since": r.now.isoformat()}
        moments = {"opened_at": r.now, "noticed_at": r.now, "alert_at": r.now}
        await r.add(stalls, team_id=1, kind="silent", reasons=[reason], chain=[1], **moments)
        await r.to("2027-01-04 12:00")

    assert r.heard("alert") == [("anne", expected)]


async def test_the_hours_are_those_of_the_readers_own_zone(database_url: str) -> None:
    there = RIDGE.replace("{id: anne, name: Anne Vik, language: nb}", "{id: anne, name: Anne, zone: Asia/Tokyo}")
    async with rooms(database_url, there) as r:
        await silent(r, "anne")
        await r.to("2026-09-16 12:00")

    assert r.heard("alert") == [("anne", "2026-09-16 01:00")]


async def test_a_case_that_ends_in_the_night_disturbs_nobody(database_url: str) -> None:
    there = RIDGE.replace("{id: anne, name: Anne Vik, language: nb}", "{id: anne, name: Anne, zone: Asia/Tokyo}")
    async with rooms(database_url, there) as r:
        await silent(r, "anne")
        await r.presses("kari", "4")
        await r.to("2026-09-17 12:00")

    assert r.heard("alert") == []


async def test_the_first_of_the_chain_who_has_joined_is_told_and_nobody_else(database_url: str) -> None:
    async with rooms(database_url, chain_of_two()) as r:
        await silent(r, "anne")
        await r.join("bo")
        await r.to("2026-09-16 12:00")

    assert r.heard("alert") == [("anne", SILENT_AT)]


async def test_when_the_first_has_blocked_the_bot_the_next_is_told_at_once(database_url: str) -> None:
    async with rooms(database_url, chain_of_two()) as r:
        r.gone = {"bo"}
        await silent(r, "anne", "bo")
        await r.to("2026-09-15 10:05")
        await r.to("2026-09-16 12:00")

    assert r.heard("alert") == [("anne", SILENT_AT)]


async def test_nobody_in_reach_is_tried_again_each_working_morning(database_url: str) -> None:
    async with rooms(database_url) as r:
        r.gone = {"anne"}
        await silent(r, "anne")
        await r.to("2026-09-18 12:00")
        r.gone = set()
        await r.change(update(people).values(gone_at=None))
        await r.to("2026-09-21 12:00")

    assert r.heard("alert") == [("anne", "2026-09-21 08:00")]


async def test_who_is_no_longer_facilitator_is_not_told(database_url: str) -> None:
    async with rooms(database_url, chain_of_two()) as r:
        await r.join("bo")
        await silent(r)
        await r.apply(programme(BO))
        await r.join("anne")
        await r.to("2026-09-16 12:00")

    assert r.heard("alert", "bo") == [("bo", SILENT_AT)]
    assert r.heard("alert", "anne") == [("anne", SILENT_AT)]


async def test_an_alert_goes_out_however_long_the_outage(database_url: str) -> None:
    async with rooms(database_url) as r:
        await r.join("kari", "anne")
        await r.to("2026-09-14 12:00")
        await r.leap("2026-09-26 12:00")
        await r.to("2026-10-30 12:00")

    assert r.heard("alert") == [("anne", "2026-09-29 10:00")]


async def test_it_says_what_since_when_and_which_rule_and_names_the_team(database_url: str) -> None:
    async with rooms(database_url, teams_text(team("ridge"))) as r:
        await r.join("kari", "anne")
        await r.to("2026-09-15 12:00")
        (text,) = [it.text for it in r.sent if it.kind == "alert" and it.text.startswith("<b>Ridge")]

        alerted = await r.rows(select(stalls.c.alerted_at))
        sent = await r.rows(select(outbox.c.state).where(outbox.c.kind == "alert"))
    assert "10 working days" in text
    assert "1 September" in text
    assert [r.local(moment) for (moment,) in alerted] == [SILENT_AT]
    assert [state for (state,) in sent] == ["sent"]
