"""The databases of this folder: one for each engine, kept open and emptied before each test.

A statement is compiled once for each open database, which costs a small test more than all its other work.
"""

import asyncio
import shutil
import sqlite3
import zlib
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import asyncpg
import pytest
import pytest_asyncio
from sqlalchemy.engine import make_url

from bot.storage.tables import metadata
from tests.conftest import ENGINES
from tests.flow.rooms import OPEN
from tests.support.postgres import Postgres

HERE = Path(__file__).parent
ONE_OF = 5


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave most of these tests to SQLite, unless each is wished on every engine.

    Rooms share their statements, so a fifth meets nearly all of them on PostgreSQL too; which, a test's name decides.
    """
    if config.getoption("--every-engine"):
        return
    left_out = [item for item in items if _is_left_to_sqlite(item)]
    config.hook.pytest_deselected(items=left_out)
    gone = set(left_out)
    items[:] = [item for item in items if item not in gone]


def _is_left_to_sqlite(item: pytest.Item) -> bool:
    callspec = getattr(item, "callspec", None)
    if callspec is None or callspec.params.get("database_url") != "postgresql" or HERE not in item.path.parents:
        return False
    is_about_it = any(mark.args[0] == "database_url" for mark in item.iter_markers("parametrize"))
    return not is_about_it and zlib.crc32(item.nodeid.encode()) % ONE_OF != 0


@pytest.fixture(params=ENGINES)
def database_url(request: pytest.FixtureRequest) -> str:
    """The address of a database with the newest schema and no rows."""
    url: str = request.getfixturevalue(f"shared_{request.param}")
    if request.param == "sqlite":
        _empty_sqlite(url)
    else:
        asyncio.run(_empty_postgres(url))
    return url


def _empty_sqlite(url: str) -> None:
    with sqlite3.connect(str(make_url(url).database)) as connection:
        for table in reversed(metadata.sorted_tables):
            connection.execute(f"DELETE FROM {table.name}")  # noqa: S608
    connection.close()


async def _empty_postgres(url: str) -> None:
    # TRUNCATE makes new files for every table, which takes eight times as long as deleting a handful of rows.
    statements = []
    for table in reversed(metadata.sorted_tables):
        statements.append(f"DELETE FROM {table.name}")  # noqa: S608
        if "id" in table.c:
            statements.append(_count_again(table.name))
    connection = await asyncpg.connect(url.replace("+asyncpg", ""))
    try:
        await connection.execute("; ".join(statements))
    finally:
        await connection.close()


def _count_again(table: str) -> str:
    return f"SELECT setval(counter, 1, false) FROM pg_get_serial_sequence('{table}', 'id') AS counter"  # noqa: S608


@pytest.fixture(scope="session")
def shared_sqlite(sqlite_template: Path) -> str:
    """A file that all tests of this folder use, one after another."""
    file = sqlite_template.with_name("shared.db")
    shutil.copyfile(sqlite_template, file)
    return f"sqlite+aiosqlite:///{file}"


@pytest.fixture(scope="session")
def shared_postgresql(postgres: Postgres, postgres_template: str) -> Iterator[str]:
    """The same on a server."""
    name = postgres.create(postgres_template)
    yield postgres.url(name)
    postgres.drop(name)


@pytest_asyncio.fixture(scope="session", loop_scope="session", autouse=True)
async def _closed_at_the_end() -> AsyncIterator[None]:
    yield
    for db in OPEN.values():
        await db.close()
