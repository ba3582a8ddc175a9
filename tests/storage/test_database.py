"""Transactions: all or nothing, moments in UTC, and writers that wait instead of failing, on both engines."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError, StatementError

from bot.storage.database import Database
from bot.storage.passing import is_passing
from bot.storage.tables import audit, closures, collaboratives, outages, people
from bot.storage.writes import add_row, change_row
from tests.support.ridge import RIDGE

only_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
only_postgres = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
NOON = datetime(2026, 9, 1, 12, tzinfo=UTC)


@pytest.fixture
async def db(database_url: str) -> AsyncIterator[Database]:
    """The database, open."""
    opened = Database(database_url)
    yield opened
    await opened.close()


async def count(db: Database) -> int:
    async with db.read() as tx:
        return int((await tx.execute(select(func.count()).select_from(people))).scalar_one())


async def test_what_a_transaction_that_fails_wrote_is_not_there(db: Database) -> None:
    with pytest.raises(ZeroDivisionError):
        await _write_and_fail(db)

    assert await count(db) == 0


async def _write_and_fail(db: Database) -> None:
    async with db.write() as tx:
        await add_row(tx, people, slug="kari", name="Kari")
        raise ZeroDivisionError


async def test_a_look_of_sqlite_sees_one_moment_and_one_of_postgresql_what_is_committed(db: Database) -> None:
    async with db.read() as tx:
        before = (await tx.execute(select(func.count()).select_from(people))).scalar_one()
        await _write_one(db)
        after = (await tx.execute(select(func.count()).select_from(people))).scalar_one()

    assert before == 0
    assert after == (0 if db.is_sqlite else 1)


async def test_what_is_written_while_looking_is_not_kept(db: Database) -> None:
    async with db.read() as tx:
        await add_row(tx, people, slug="kari", name="Kari")

    assert await count(db) == 0


@pytest.mark.parametrize(
    "moment",
    [
        NOON,
        datetime(2026, 9, 1, 14, tzinfo=timezone(timedelta(hours=2))),
        datetime(2026, 9, 1, 17, 45, tzinfo=timezone(timedelta(hours=5, minutes=45))),
    ],
)
async def test_a_moment_comes_back_aware_and_in_utc(db: Database, moment: datetime) -> None:
    async with db.write() as tx:
        await add_row(tx, outages, began_at=moment, ended_at=moment + timedelta(microseconds=1))
        began, ended = (await tx.execute(select(outages.c.began_at, outages.c.ended_at))).one()
        found = (await tx.execute(select(outages.c.id).where(outages.c.began_at == moment))).all()
        latest = (await tx.execute(select(func.max(outages.c.ended_at, type_=outages.c.ended_at.type)))).scalar_one()

    assert (began, began.utcoffset()) == (NOON, timedelta(0))
    assert ended == latest == NOON + timedelta(microseconds=1)
    assert found == [(1,)]


async def test_a_moment_without_a_zone_is_not_stored(db: Database) -> None:
    with pytest.raises(StatementError, match="moment without a zone"):
        async with db.write() as tx:
            await add_row(tx, outages, began_at=datetime(2026, 9, 1, 12), ended_at=NOON)  # noqa: DTZ001


async def test_dates_json_and_big_numbers_come_back_as_they_went_in(db: Database) -> None:
    detail = {"list": [1, "æøå", None], "text": "\U0001f600"}
    async with db.write() as tx:
        await add_row(tx, audit, at=NOON, actor="system", action="x", subject="y", detail=detail)
        person = await add_row(tx, people, slug="kari", name="Kari", chat_id=-(10**15))
        await change_row(tx, people, person, zone="Asia/Tokyo")
        kept = (await tx.execute(select(audit.c.detail))).scalar_one()
        chat, zone = (await tx.execute(select(people.c.chat_id, people.c.zone))).one()

    assert (kept, chat, zone) == (detail, -(10**15), "Asia/Tokyo")


async def test_rows_of_a_collaborative_go_with_it(db: Database) -> None:
    async with db.write() as tx:
        collaborative = await add_row(
            tx, collaboratives, slug="s", title="S", model="m", schedule="weekly", zone="UTC", holidays="NO",
            language="nb", starts=date(2026, 8, 31), ends=date(2027, 6, 18), applied=RIDGE, applied_at=NOON,
        )  # fmt: skip
        days = {"first": date(2026, 9, 1), "last": date(2026, 9, 2)}
        await add_row(tx, closures, collaborative_id=collaborative, title="", **days)
        await tx.execute(collaboratives.delete())
        left = (await tx.execute(select(closures.c.id))).all()

    assert left == []


async def test_fifty_writers_at_once_wait_for_each_other_and_none_fails(db: Database) -> None:
    async def write(number: int) -> None:
        async with db.write() as tx:
            await add_row(tx, people, slug=f"p{number}", name="P")
            await tx.execute(select(func.count()).select_from(people))

    await asyncio.gather(*(write(number) for number in range(50)))

    assert await count(db) == 50


async def test_a_reader_is_not_held_up_by_a_writer(db: Database) -> None:
    async with db.write() as tx:
        await add_row(tx, people, slug="kari", name="Kari")

        assert await asyncio.wait_for(count(db), timeout=5) == 0
    assert await count(db) == 1


@only_sqlite
async def test_sqlite_keeps_every_commit_and_its_references(db: Database) -> None:
    found = {}
    for name in ("journal_mode", "synchronous", "foreign_keys"):
        for open_one in (db.read, db.write):
            async with open_one() as tx:
                found.setdefault(name, set()).add((await tx.execute(text(f"PRAGMA {name}"))).scalar_one())

    assert found == {"journal_mode": {"wal"}, "synchronous": {2}, "foreign_keys": {1}}


@only_sqlite
async def test_a_writer_of_another_program_is_waited_for(db: Database, database_url: str) -> None:
    other = Database(database_url)
    async with other.write() as tx:
        await add_row(tx, people, slug="theirs", name="T")
        waiting = asyncio.create_task(_write_one(db))
        done, _ = await asyncio.wait({waiting}, timeout=0.2)
        assert not done
    await waiting
    await other.close()

    assert await count(db) == 2


async def _write_one(db: Database, name: str = "O") -> None:
    async with db.write() as tx:
        await add_row(tx, people, slug="ours", name=name)


# Whose fault it is


async def test_a_row_that_breaks_a_rule_is_no_passing_failure_and_its_values_are_not_told(db: Database) -> None:
    await _write_one(db, "Kari Secret")
    with pytest.raises(IntegrityError) as failed:
        await _write_one(db, "Kari Secret")

    assert not is_passing(failed.value)
    assert "Secret" not in str(failed.value)


@only_postgres
async def test_a_deadlock_and_a_lost_connection_pass(db: Database) -> None:
    async with db.write() as tx:
        first, second = [await add_row(tx, people, slug=slug, name="N") for slug in ("a", "b")]
    met = asyncio.Barrier(2)

    async def lock(one: int, other: int) -> None:
        async with db.write() as tx:
            await change_row(tx, people, one, name="M")
            await met.wait()
            await change_row(tx, people, other, name="M")

    failures = await asyncio.gather(lock(first, second), lock(second, first), return_exceptions=True)
    with pytest.raises(DBAPIError) as ended:
        await _end_own_connection(db)

    assert [is_passing(it) for it in failures if isinstance(it, Exception)] == [True]
    assert is_passing(ended.value)


async def _end_own_connection(db: Database) -> None:
    async with db.write() as tx:
        await tx.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))


@pytest.mark.parametrize(
    ("error", "passing"),
    [
        (ConnectionRefusedError(), True),
        (TimeoutError(), True),
        (OperationalError("", {}, Exception("database is locked")), True),
        (KeyError("gone"), False),
        (ValueError(), False),
    ],
)
def test_only_what_the_database_may_get_over_passes(error: Exception, passing: bool) -> None:
    assert is_passing(error) is passing
