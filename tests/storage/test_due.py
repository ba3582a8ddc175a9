"""The earliest moment at which anything is due, over all tables: what the clock looks at."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Table, delete

from bot.storage.check_ins import check_in_to_close, check_in_to_remind
from bot.storage.database import Database
from bot.storage.digests import reader_due
from bot.storage.due import next_moment, next_sending, under_way
from bot.storage.stalls import stall_to_tell
from bot.storage.tables import (
    check_ins,
    collaboratives,
    inbox,
    outbox,
    pdsa_cycles,
    people,
    readers,
    stalls,
    teams,
)
from bot.storage.teams import team_gone_silent, team_never_started, team_with_check_in_due
from bot.storage.writes import add_row

NOON = datetime(2026, 9, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
COLLABORATIVE = {
    "slug": "s", "title": "S", "model": "m", "schedule": "weekly", "zone": "UTC", "holidays": "NO", "language": "nb",
    "starts": date(2026, 8, 31), "ends": date(2027, 6, 18), "applied": {}, "applied_at": NOON,
}  # fmt: skip
TEAM = {
    "collaborative_id": 1, "title": "T", "phase": "p", "quorum": "1", "first_applied_at": NOON, "next_merged": False,
}  # fmt: skip
CHECK_IN = {"team_id": 1, "phase": "p", "state": "asked", "questions": [], "due_at": NOON}
STALL = {"team_id": 1, "kind": "silent", "reasons": [], "chain": [], "opened_at": NOON, "noticed_at": NOON}
CYCLE = {
    "team_id": 1, "person_id": 1, "holder_id": 1, "phase": "p", "step": "s", "stage": "running", "started_at": NOON,
    "screens": 0,
}  # fmt: skip
MESSAGE = {
    "kind": "reply", "lane": "reply", "chat_id": 1, "fresh": False, "text": "", "keyboard": [], "pictures": [],
    "repeated_note": "", "tries": 0, "why": "", "decided_at": NOON,
}  # fmt: skip
UPDATE = {"bot_id": 1, "chat_id": 1, "payload": {}, "masked": False, "received_at": NOON, "tries": 0}


@pytest.fixture
async def db(database_url: str) -> AsyncIterator[Database]:
    """A database with one team, for which nothing is due."""
    opened = Database(database_url)
    async with opened.write() as tx:
        await add_row(tx, collaboratives, **COLLABORATIVE)
        await add_row(tx, teams, slug="t", **TEAM)
        await add_row(tx, people, slug="per", name="Per")
    yield opened
    await opened.close()


async def test_nothing_is_due_where_nothing_is_planned(db: Database) -> None:
    async with db.read() as tx:
        assert await next_moment(tx) is None
        assert await next_sending(tx) is None
        assert await under_way(tx, NOON) == 0


async def test_each_kind_of_moment_is_seen_and_those_that_are_over_are_not(db: Database) -> None:
    cases: list[tuple[Table, dict[str, object], bool]] = [
        (teams, {**TEAM, "slug": "x", "next_due_at": NOON}, True),
        (teams, {**TEAM, "slug": "x", "silent_at": NOON}, True),
        (teams, {**TEAM, "slug": "x", "never_started_at": NOON}, True),
        (teams, {**TEAM, "slug": "x", "next_due_at": NOON, "removed_at": NOON}, False),
        (check_ins, {**CHECK_IN, "grid_on": date(2026, 9, 1), "remind_at": NOON}, True),
        (check_ins, {**CHECK_IN, "grid_on": date(2026, 9, 1), "close_at": NOON}, True),
        (stalls, {**STALL, "alert_at": NOON}, True),
        (stalls, {**STALL, "alert_at": NOON, "closed_at": NOON}, False),
        (readers, {"collaborative_id": 1, "person_id": 1, "every": "weekly", "next_due_at": NOON}, True),
        (pdsa_cycles, {**CYCLE, "ask_at": NOON}, True),
    ]
    seen = []
    for table, values, _ in cases:
        async with db.write() as tx:
            row = await add_row(tx, table, **values)
            seen.append(await next_moment(tx))
            await tx.execute(delete(table).where(table.c.id == row))

    assert seen == [NOON if is_due else None for _, _, is_due in cases]


async def test_the_earliest_of_all_is_found_the_past_included(db: Database) -> None:
    async with db.write() as tx:
        await add_row(tx, teams, slug="a", **TEAM, next_due_at=NOON + HOUR)
        await add_row(tx, stalls, **STALL, alert_at=NOON - HOUR)
        await add_row(tx, check_ins, **CHECK_IN, grid_on=date(2026, 9, 1), close_at=NOON)

        assert await next_moment(tx) == NOON - HOUR


async def test_held_messages_and_what_is_under_way_are_seen(db: Database) -> None:
    async with db.write() as tx:
        for number, values in enumerate(
            [
                {"state": "waiting", "not_before": NOON + HOUR},
                {"state": "waiting", "not_before": NOON},
                {"state": "waiting"},
                {"state": "sending"},
                {"state": "sent", "not_before": NOON - HOUR},
            ]
        ):
            await add_row(tx, outbox, key=f"k{number}", **MESSAGE, **values)
        await add_row(tx, inbox, update_id=1, **UPDATE)
        await add_row(tx, inbox, update_id=2, **UPDATE, handled_at=NOON)

        assert await next_sending(tx) == NOON
        assert await under_way(tx, NOON) == 4


async def test_what_is_due_longest_comes_first_and_what_is_not_due_stays(db: Database) -> None:
    async with db.write() as tx:
        for slug, moment in (("late", NOON), ("later", NOON - HOUR), ("tomorrow", NOON + HOUR)):
            row = await add_row(
                tx, teams, slug=slug, **TEAM, next_due_at=moment, silent_at=moment, never_started_at=moment
            )
            await add_row(tx, stalls, **{**STALL, "team_id": row}, alert_at=moment)
            await add_row(
                tx, check_ins, **{**CHECK_IN, "team_id": row}, grid_on=moment.date(), remind_at=moment, close_at=moment
            )
            person = await add_row(tx, people, slug=slug, name="")
            await add_row(tx, readers, collaborative_id=1, person_id=person, every="weekly", next_due_at=moment)

        found = [
            await team_with_check_in_due(tx, NOON),
            await team_gone_silent(tx, NOON),
            await team_never_started(tx, NOON),
        ]
        others = [await find(tx, NOON) for find in (check_in_to_remind, check_in_to_close, stall_to_tell, reader_due)]
        early = [await find(tx, NOON - 2 * HOUR) for find in (team_gone_silent, check_in_to_remind, stall_to_tell)]

    assert [team.slug for team in found if team] == ["later", "later", "later"]
    assert [row.id for row in others if row] == [2, 2, 2, 2]
    assert early == [None, None, None]


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_a_row_that_another_worker_holds_is_passed_over(db: Database) -> None:
    async with db.write() as tx:
        for slug in "ab":
            await add_row(tx, teams, slug=slug, **TEAM, silent_at=NOON)

    async with db.write() as one, db.write() as two, db.write() as three:
        found = [await team_gone_silent(tx, NOON) for tx in (one, two, three)]

    assert [team.slug if team else None for team in found] == ["a", "b", None]
