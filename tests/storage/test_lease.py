"""The right to be at work: one process at a time, and another when that one has gone."""

import asyncio

import asyncpg
import pytest

from bot.storage.database import Database, DatabaseUnusable
from bot.storage.lease import lease

ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
ON_POSTGRESQL = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)


@ON_SQLITE
async def test_a_second_process_on_one_file_is_told_so_until_the_first_has_ended(database_url: str) -> None:
    db = Database(database_url)
    async with lease(db, asyncio.Event()):
        with pytest.raises(DatabaseUnusable, match="another process is running the bot on mellom"):
            async with lease(db, asyncio.Event()):
                pass
    async with lease(db, asyncio.Event()):
        pass
    await db.close()


@ON_POSTGRESQL
async def test_a_second_process_waits_until_the_first_is_done(database_url: str) -> None:
    db = Database(database_url)
    entered, over = asyncio.Event(), asyncio.Event()

    async def second() -> None:
        async with lease(db, asyncio.Event()):
            entered.set()
            await over.wait()

    async with lease(db, asyncio.Event()):
        waiting = asyncio.create_task(second())
        done, _ = await asyncio.wait([asyncio.create_task(entered.wait())], timeout=1.5)
        assert not done
    async with asyncio.timeout(20):
        await entered.wait()
        over.set()
        await waiting
    await db.close()


@ON_POSTGRESQL
async def test_who_loses_the_connection_loses_the_right_and_hears_of_it(database_url: str) -> None:
    db, lost = Database(database_url), asyncio.Event()
    async with lease(db, lost):
        await _cut_all(database_url)
        async with asyncio.timeout(20):
            await lost.wait()
    async with lease(db, asyncio.Event()):
        pass
    await db.close()


async def _cut_all(database_url: str) -> None:
    connection = await asyncpg.connect(database_url.replace("+asyncpg", ""))
    try:
        await connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    finally:
        await connection.close()
