"""The schema's way up: Alembic run from code, the same for the program and the tests."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, event, pool
from sqlalchemy.ext.asyncio import create_async_engine

from bot.storage.tables import metadata

MIGRATIONS = Path(__file__).parent / "migrations"


def migrate(url: str) -> None:
    """Bring the database to the newest schema; nothing happens where it is there already."""
    asyncio.run(migrate_async(url))


async def migrate_async(url: str) -> None:
    """The same, from inside a running loop."""
    await with_connection(url, _upgrade)


async def differences(url: str) -> list[object]:
    """What the database's schema lacks or has beyond the tables in code; empty where they are equal."""
    found: list[object] = []
    await with_connection(url, lambda connection: found.extend(_compare(connection)))
    return found


def config() -> Config:
    """Alembic's settings, which stand here and in no file of their own."""
    settings = Config()
    settings.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    return settings


def _upgrade(connection: Connection) -> None:
    settings = config()
    settings.attributes["connection"] = connection
    command.upgrade(settings, "head")


def _compare(connection: Connection) -> list[object]:
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    return list(compare_metadata(context, metadata))


async def with_connection(url: str, act: Callable[[Connection], None]) -> None:
    """Do this in a transaction of its own, as migrations are done."""
    engine = create_async_engine(url, poolclass=pool.NullPool)
    if engine.dialect.name == "sqlite":
        event.listen(engine.sync_engine, "connect", _leave_transactions_to_us)
        event.listen(engine.sync_engine, "begin", _begin)
    try:
        async with engine.begin() as connection:
            await connection.run_sync(act)
    finally:
        await engine.dispose()


def _leave_transactions_to_us(connection: Any, _record: object) -> None:
    connection.isolation_level = None


def _begin(connection: Connection) -> None:
    # The driver would begin only at the first row that is written, after the tables: a disk that is full or a kill
    # would leave half a schema behind, which no later start could repair.
    connection.exec_driver_sql("BEGIN")
