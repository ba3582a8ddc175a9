"""A database in memory for what is only tried: it goes with its process, and nothing of it is ever on a disk."""

import sqlite3
from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any, TypeVar, cast

from sqlalchemy import Connection, CursorResult, Dialect, Executable, Result, StaticPool, create_engine

from bot.storage.database import Database, Tx
from bot.storage.known_rows import KnownRows
from bot.storage.tables import metadata

T = TypeVar("T")


class ThrowawayDatabase(Database):
    """The same tables and transactions as everywhere, without a disk or another thread to wait for.

    It has one connection, so one thing is done at a time.
    """

    def __init__(self) -> None:
        self.url, self.is_sqlite = "sqlite://", True
        self._engine = create_engine(self.url, poolclass=StaticPool, connect_args={"factory": _Memory})
        metadata.create_all(self._engine)
        # Transactions are begun and ended below: one that the library opens takes longer than most of what is in it.
        self._connection = self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        driver = self._connection.connection.driver_connection
        assert isinstance(driver, _Memory)
        driver.isolation_level = None
        driver.execute("PRAGMA foreign_keys=ON")
        self._driver, self._known = driver, KnownRows()

    @asynccontextmanager
    async def write(self) -> AsyncIterator[Tx]:
        """One transaction: all of it is kept, or nothing."""
        self._driver.execute("BEGIN")
        try:
            yield cast(Tx, _AtOnce(self._connection, self._driver, self._known))
        except BaseException:
            self._driver.rollback()
            self._known.forget()
            raise
        self._driver.commit()

    @asynccontextmanager
    async def read(self) -> AsyncIterator[Tx]:
        """A look at what is there; nothing is kept."""
        self._driver.execute("BEGIN")
        before = self._driver.total_changes
        try:
            yield cast(Tx, _AtOnce(self._connection, self._driver, self._known))
        finally:
            self._driver.rollback()
            if self._driver.total_changes != before:
                self._known.forget()

    async def leave_no_trace(self) -> bool:
        """Nothing was ever written anywhere."""
        return True

    async def close(self) -> None:
        self._connection.close()
        self._engine.dispose()


class _AtOnce:
    """What the rooms use of a transaction, done before anything is waited for."""

    __slots__ = ("_connection", "_driver", "_known")

    def __init__(self, connection: Connection, driver: sqlite3.Connection, known: KnownRows) -> None:
        self._connection, self._driver, self._known = connection, driver, known

    @property
    def dialect(self) -> Dialect:
        return self._connection.dialect

    async def execute(self, statement: Executable, parameters: dict[str, Any] | None = None) -> Result[Any]:
        return self._known.find(self._connection, statement, parameters)

    async def exec_driver_sql(self, statement: str) -> CursorResult[Any]:
        self._known.forget()
        return self._connection.exec_driver_sql(statement)

    async def run_sync(self, act: Callable[[Connection], T]) -> T:
        self._known.forget()
        return act(self._connection)

    async def rollback(self) -> None:
        self._known.forget()
        self._driver.rollback()


class _Found(sqlite3.Cursor):
    """All that a statement found, fetched at once as the other drivers do: what is written next does not change it."""

    _rows: deque[Any]

    def execute(self, *statement: Any) -> "_Found":
        super().execute(*statement)
        self._rows = deque(super().fetchall())
        return self

    def fetchone(self) -> Any:
        return self._rows.popleft() if self._rows else None

    def fetchmany(self, size: int | None = None) -> list[Any]:
        return [self._rows.popleft() for _ in range(min(size or self.arraysize, len(self._rows)))]

    def fetchall(self) -> list[Any]:
        rows, self._rows = list(self._rows), deque()
        return rows


class _Memory(sqlite3.Connection):
    def cursor(self, factory: Any = _Found) -> Any:
        return super().cursor(factory)
