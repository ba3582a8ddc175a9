"""The database: one way to read, one way to write, whichever engine stands behind."""

import logging
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, TypeAlias

from sqlalchemy import event, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, InterfaceError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from bot.domain.errors import MellomError

Tx: TypeAlias = AsyncConnection
log = logging.getLogger(__name__)

BUSY_SECONDS = 10
# While the file is written anew, everybody else waits.
PATIENCE_MILLISECONDS = 1000
# A server that has gone without a word would keep us waiting for ever.
LONGEST_COMMAND = 30


class DatabaseUnusable(MellomError):
    """The database cannot be used as it is; the text says why and what to do."""


class Database:
    """Transactions over one database. SQLite has one writer at a time, by a connection of its own."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.is_sqlite = make_url(url).get_backend_name() == "sqlite"
        self._reader = _engine(url)
        self._writer = _sqlite_writer(url) if self.is_sqlite else self._reader

    @asynccontextmanager
    async def write(self) -> AsyncIterator[Tx]:
        """One transaction: all of it is kept, or nothing."""
        async with self._writer.begin() as tx:
            yield tx

    @asynccontextmanager
    async def read(self) -> AsyncIterator[Tx]:
        """A look at what is there; nothing is kept."""
        async with self._reader.connect() as tx:
            yield tx

    async def is_there(self) -> bool:
        """Whether the database answers."""
        try:
            async with self.read() as tx:
                await tx.execute(text("SELECT 1"))
        except (DatabaseError, InterfaceError, OSError, TimeoutError):
            return False
        return True

    async def has_traces(self) -> bool:
        """Whether something was erased whose bytes may still stand in the file."""
        if not self.is_sqlite:
            return False
        async with self.read() as tx:
            return bool((await tx.exec_driver_sql("PRAGMA user_version")).scalar_one())

    async def leave_no_trace(self) -> bool:
        """Write the file anew, without a byte of what was erased; False where it is in use, so that it has to be later.

        A server looks after its own files.
        """
        if not self.is_sqlite:
            return True
        async with self._writer.connect() as connection:
            driver = (await connection.get_raw_connection()).driver_connection
            assert driver is not None
            return await _write_anew(driver)

    async def close(self) -> None:
        await self._reader.dispose()
        await self._writer.dispose()


async def note_traces(tx: Tx) -> None:
    """Something is erased in this transaction: the file itself remembers that it has to be written anew."""
    if tx.dialect.name == "sqlite":
        await tx.exec_driver_sql("PRAGMA user_version=1")


async def _write_anew(driver: Any) -> bool:
    # Deleted content is overwritten with zeros, but pages that were split keep copies of what has moved on, and the
    # log beside the file keeps pages as they were.
    try:
        await _run(driver, f"PRAGMA busy_timeout={PATIENCE_MILLISECONDS}")
        await _run(driver, "VACUUM")
        busy, *_ = await _run(driver, "PRAGMA wal_checkpoint(TRUNCATE)")
        if not busy:
            await _run(driver, "PRAGMA user_version=0")
    except sqlite3.OperationalError as error:
        log.warning("the database's file was not written anew yet", extra={"why": str(error)})
        return False
    finally:
        await _run(driver, f"PRAGMA busy_timeout={BUSY_SECONDS * 1000}")
    return not busy


async def _run(driver: Any, statement: str) -> Any:
    # A statement counts as under way until all that it found was fetched.
    cursor = await driver.execute(statement)
    return next(iter(await cursor.fetchall()), None)


def check_url(url: str) -> str:
    """The address itself, if it names a database that Mellom can use. DatabaseUnusable otherwise."""
    try:
        backend = make_url(url).drivername
    except ArgumentError:
        backend = ""
    if backend not in ("sqlite+aiosqlite", "postgresql+asyncpg"):
        raise DatabaseUnusable(
            "MELLOM_DATABASE_URL should begin with sqlite+aiosqlite:///FILE or "
            "postgresql+asyncpg://USER:PASSWORD@HOST/DATABASE"
        )
    return url


# What people wrote stands in the parameters of statements: an error, and so the log, is not to repeat them.
def _engine(url: str) -> AsyncEngine:
    if make_url(url).get_backend_name() != "sqlite":
        return create_async_engine(
            url,
            pool_pre_ping=True,
            pool_size=10,
            max_overflow=5,
            pool_timeout=BUSY_SECONDS,
            connect_args={"timeout": BUSY_SECONDS, "command_timeout": LONGEST_COMMAND},
            hide_parameters=True,
        )
    engine = create_async_engine(url, pool_size=4, connect_args={"timeout": BUSY_SECONDS}, hide_parameters=True)
    event.listen(engine.sync_engine, "connect", _prepare_sqlite)
    event.listen(engine.sync_engine, "begin", _begin_look)
    return engine


def _sqlite_writer(url: str) -> AsyncEngine:
    # One connection and a queue before it: writers wait in line instead of meeting SQLITE_BUSY.
    engine = create_async_engine(
        url,
        pool_size=1,
        max_overflow=0,
        pool_timeout=60,
        connect_args={"timeout": BUSY_SECONDS},
        hide_parameters=True,
    )
    event.listen(engine.sync_engine, "connect", _prepare_sqlite)
    event.listen(engine.sync_engine, "begin", _begin_immediate)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:
    # The driver would open transactions of its own, later than we mean them.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_look(connection: Any) -> None:
    # All statements of a look see the same moment, and what one of them might write is taken back.
    connection.exec_driver_sql("BEGIN")


def _begin_immediate(connection: Any) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")
