"""The database fixtures: fresh, alike on both engines, and quick enough for every test to have its own."""

import asyncio

import asyncpg
import pytest
from asyncpg.exceptions import InvalidCatalogNameError
from sqlalchemy import inspect, text
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from tests.support.postgres import Postgres


async def tables(engine: AsyncEngine) -> list[str]:
    async with engine.connect() as connection:
        return await connection.run_sync(lambda sync: inspect(sync).get_table_names())


@pytest.mark.parametrize("turn", [1, 2])
async def test_every_test_has_an_empty_database_of_its_own(empty_database_url: str, turn: int) -> None:
    engine = create_async_engine(empty_database_url)

    async with engine.begin() as connection:
        await connection.execute(text("CREATE TABLE teams (id INTEGER)"))

    assert await tables(engine) == ["teams"]
    await engine.dispose()


async def test_a_migrated_database_has_the_schema(database_url: str) -> None:
    engine = create_async_engine(database_url)

    found = await tables(engine)

    assert {"teams", "check_ins", "inbox", "outbox"} <= set(found)
    await engine.dispose()


async def test_a_database_is_dropped_though_somebody_is_still_connected(postgres: Postgres) -> None:
    name = await asyncio.to_thread(postgres.create)
    engine = create_async_engine(postgres.url(name))

    async with engine.connect():
        await asyncio.to_thread(postgres.drop, name)

    with pytest.raises(InvalidCatalogNameError):
        await asyncpg.connect(postgres.url(name).replace("+asyncpg", ""))
    await engine.dispose()
