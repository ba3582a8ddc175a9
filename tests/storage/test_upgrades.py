"""A database of an earlier version keeps everything on its way up, on both engines."""

from typing import Any

import pytest
from alembic import command
from sqlalchemy import Connection, TextClause, text
from sqlalchemy.ext.asyncio import create_async_engine

from bot.storage.migrate import config, differences, migrate_async, with_connection
from bot.storage.tables import metadata

MOMENT = "2026-09-01 08:00:00"
# What a bot of the first version had: a person who answered, was shown a screen, and is waited for.
ROWS: tuple[tuple[str, dict[str, Any]], ...] = (
    (
        "collaboratives",
        {
            "slug": "safer", "title": "Safer", "model": "m", "schedule": "s", "zone": "Europe/Oslo", "holidays": "NO",
            "language": "nb", "starts": "2026-08-31", "ends": "2027-06-18", "applied": "{}", "applied_at": MOMENT,
        },
    ),
    ("people", {"slug": "kari", "name": "Kari", "chat_id": 101, "joined_at": MOMENT}),
    (
        "teams",
        {
            "collaborative_id": 1, "slug": "ridge", "title": "Ridge", "phase": "plan", "quorum": "1",
            "first_applied_at": MOMENT, "next_merged": False,
        },
    ),
    ("memberships", {"team_id": 1, "person_id": 1, "role": "member", "place": 0}),
    (
        "check_ins",
        {
            "team_id": 1, "grid_on": "2026-09-01", "phase": "plan", "state": "asked", "questions": "[]",
            "due_at": MOMENT, "asked_at": MOMENT,
        },
    ),
    (
        "conversations",
        {"check_in_id": 1, "person_id": 1, "message_id": 7, "position": 1, "stage": "open", "screens": 2},
    ),
    (
        "answers",
        {
            "check_in_id": 1, "team_id": 1, "person_id": 1, "question": "progress", "question_version": 1,
            "phase": "plan", "about": "team", "wording": "How far?", "value": "4", "asked_at": MOMENT,
            "answered_at": MOMENT, "late": False, "source": "chat",
        },
    ),
    (
        "outbox",
        {
            "key": "check-in:1:1:2", "kind": "screen", "lane": "wave", "chat_id": 101, "person_id": 1,
            "conversation_id": 1, "fresh": True, "text": "How far?", "keyboard": "[]", "repeated_note": "",
            "state": "waiting", "tries": 0, "why": "", "decided_at": MOMENT,
        },
    ),
    (
        "stalls",
        {
            "team_id": 1, "kind": "silent", "reasons": '[{"rule": "silent"}]', "chain": "[1]",
            "opened_at": MOMENT, "noticed_at": MOMENT, "alerted_at": MOMENT, "acknowledged_at": MOMENT,
            "acknowledged_by": "kari", "closed_at": MOMENT,
            "closed_because": "sign_of_life",
        },
    ),
)  # fmt: skip
# The alert about the case, beside the message above.
ALERT = {
    "key": "stall:1:1:1", "kind": "alert", "lane": "alert", "chat_id": 101, "person_id": 1, "fresh": False,
    "text": "Ridge has gone quiet", "keyboard": "[]", "subject": 1, "repeated_note": "", "state": "sent", "tries": 1,
    "why": "", "decided_at": MOMENT,
}  # fmt: skip


def _as_it_was(revision: str) -> Any:
    def upgrade(connection: Connection) -> None:
        settings = config()
        settings.attributes["connection"] = connection
        command.upgrade(settings, revision)
        for table, values in (*ROWS, ("outbox", ALERT)):
            names = ", ".join(values)
            shown = ", ".join(f"'{value}'" if isinstance(value, str) else str(value) for value in values.values())
            connection.execute(text(f"INSERT INTO {table} ({names}) VALUES ({shown})"))  # noqa: S608  # made up here

    return upgrade


async def _everything(url: str) -> dict[str, dict[str, Any]]:
    engine = create_async_engine(url)
    try:
        async with engine.connect() as connection:
            return {table: dict((await connection.execute(_first_of(table))).mappings().one()) for table, _ in ROWS}
    finally:
        await engine.dispose()


def _first_of(table: str) -> TextClause:
    return text(f"SELECT * FROM {table} WHERE id = 1")  # noqa: S608  # made up here


@pytest.mark.parametrize("revision", ["0001"])
async def test_nothing_is_lost_on_the_way_up(empty_database_url: str, revision: str) -> None:
    await with_connection(empty_database_url, _as_it_was(revision))
    before = await _everything(empty_database_url)

    await migrate_async(empty_database_url)

    after = await _everything(empty_database_url)
    assert {table: {name: row[name] for name in before[table]} for table, row in after.items()} == before
    assert await differences(empty_database_url) == []
    assert set(after["conversations"]) == set(metadata.tables["conversations"].columns.keys())


async def test_a_team_that_was_there_before_is_thanked_after_its_end(empty_database_url: str) -> None:
    await with_connection(empty_database_url, _as_it_was("0001"))
    await migrate_async(empty_database_url)

    # The night after the last day; the true hour is worked out then.
    assert str((await _everything(empty_database_url))["teams"]["thanks_at"]).startswith("2027-06-19 00:00:00")


async def test_a_case_of_before_has_its_moves_its_alert_and_its_lateness(empty_database_url: str) -> None:
    await with_connection(empty_database_url, _as_it_was("0002"))
    await migrate_async(empty_database_url)

    moves = await _rows(empty_database_url, 'SELECT move, "by" FROM stall_moves ORDER BY id')
    ((detail,),) = await _rows(empty_database_url, "SELECT detail FROM stall_moves WHERE move = 'opened'")
    assert "silent" in str(detail), "by what it opened"
    assert moves == [("opened", None), ("alerted", None), ("acknowledged", "kari"), ("closed", None)]
    assert await _rows(empty_database_url, "SELECT outbox_id, stall_id FROM alert_cases") == [(2, 1)]


@pytest.mark.parametrize("taken", [True, False], ids=["taken", "told"])
async def test_an_open_case_of_before_is_somebodys_and_is_looked_at(empty_database_url: str, taken: bool) -> None:
    await with_connection(empty_database_url, _as_it_was("0002"))
    free = "" if taken else ", acknowledged_at = NULL, acknowledged_by = NULL"
    await _change(empty_database_url, f"UPDATE stalls SET closed_at = NULL{free}")  # noqa: S608  # made up here
    await migrate_async(empty_database_url)

    query = "SELECT told_id, moves_on_at IS NOT NULL, passed, version FROM stalls"
    ((told_id, is_due, passed, version),) = await _rows(empty_database_url, query)
    assert (told_id, bool(is_due), passed in ("[]", []), version) == (1, True, True, 0)


async def _change(url: str, statement: str) -> None:
    engine = create_async_engine(url)
    try:
        async with engine.begin() as connection:
            await connection.execute(text(statement))
    finally:
        await engine.dispose()


async def _rows(url: str, query: str) -> list[tuple[Any, ...]]:
    engine = create_async_engine(url)
    try:
        async with engine.connect() as connection:
            return [tuple(row) for row in await connection.execute(text(query))]
    finally:
        await engine.dispose()
