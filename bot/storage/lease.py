"""One process at a time: by a file lock beside a SQLite file, by an advisory lock on PostgreSQL."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import AbstractContextManager, asynccontextmanager
from pathlib import Path

from filelock import FileLock, Timeout
from sqlalchemy import text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import NullPool

from bot.storage.database import Database, DatabaseUnusable

log = logging.getLogger(__name__)

# Any number that is ours alone within the database.
LOCK_NUMBER = 4_215_338_909
TRY_EVERY = 1.0
# A server that does not answer the lock's connection for so long has gone.
LONGEST_ANSWER = 8.0
# The server lets go of the lock of a machine that has gone without a word within about ten seconds.
KEEP_ALIVE = {"tcp_keepalives_idle": "5", "tcp_keepalives_interval": "2", "tcp_keepalives_count": "3"}
CONNECT = {"timeout": LONGEST_ANSWER, "command_timeout": LONGEST_ANSWER, "server_settings": KEEP_ALIVE}


@asynccontextmanager
async def lease(db: Database, lost: asyncio.Event) -> AsyncIterator[None]:
    """Hold the right to poll and to tick; waits for it on PostgreSQL. `lost` is set when it has gone.

    On SQLite a second process is a mistake and is told so: DatabaseUnusable.
    """
    if db.is_sqlite:
        with _file_lock(db.url):
            yield
        return
    engine = create_async_engine(db.url, poolclass=NullPool, connect_args=CONNECT)
    try:
        connection = await _wait_for_lock(engine)
        watching = asyncio.create_task(_watch(connection, lost))
        try:
            yield
        finally:
            watching.cancel()
            await asyncio.gather(watching, return_exceptions=True)
            # Not only given back: with the connection goes the lock.
            await connection.invalidate()
            await connection.close()
    finally:
        await engine.dispose()


def _file_lock(url: str) -> AbstractContextManager[object]:
    path = make_url(url).database
    if not path or path == ":memory:":
        raise DatabaseUnusable("MELLOM_DATABASE_URL should name a file: sqlite+aiosqlite:///mellom.db")
    try:
        return FileLock(f"{path}.lock", timeout=0).acquire()
    except Timeout:
        raise DatabaseUnusable(
            f"another process is running the bot on {Path(path).name}; stop that one first"
        ) from None


async def _wait_for_lock(engine: AsyncEngine) -> AsyncConnection:
    waiting = False
    while True:
        try:
            if connection := await _try_lock(engine):
                return connection
            if not waiting:
                waiting = True
                log.info("another process is at work; waiting to take over")
        except (DBAPIError, OSError, TimeoutError):
            log.warning("database out of reach")
        await asyncio.sleep(TRY_EVERY)


async def _try_lock(engine: AsyncEngine) -> AsyncConnection | None:
    """The connection that holds the lock, None where another process has it."""
    connection = await engine.connect()
    try:
        if await connection.scalar(text(f"SELECT pg_try_advisory_lock({LOCK_NUMBER})")):
            await connection.commit()
            return connection
    except BaseException:
        await connection.invalidate()
        await connection.close()
        raise
    await connection.close()
    return None


async def _watch(connection: AsyncConnection, lost: asyncio.Event) -> None:
    while True:
        await asyncio.sleep(TRY_EVERY)
        try:
            await connection.execute(text("SELECT 1"))
            await connection.commit()
        except (DBAPIError, OSError, TimeoutError):
            log.warning("the lock on the database is lost")
            lost.set()
            return
