"""The schema grows by migrations only, and they lead to exactly the tables of the code, on both engines."""

from sqlalchemy import MetaData, Table, inspect, select, text
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine

from bot.storage.migrate import differences, migrate_async
from bot.storage.opening import open_database
from bot.storage.tables import metadata, people
from bot.storage.writes import add_row


async def schema(url: str) -> dict[str, list[str]]:
    """Every table with its columns, unique constraints and indexes, as the engine sees them."""

    def look(connection: AsyncConnection) -> dict[str, list[str]]:
        seen = inspect(connection)
        return {
            name: sorted(str(column["name"]) for column in seen.get_columns(name))
            + sorted(str(it["name"]) for it in seen.get_unique_constraints(name))
            + sorted(str(it["name"]) for it in seen.get_indexes(name))
            for name in seen.get_table_names()
        }

    engine = create_async_engine(url)
    try:
        async with engine.connect() as connection:
            return await connection.run_sync(look)
    finally:
        await engine.dispose()


async def test_the_migrated_schema_is_that_of_the_code(database_url: str) -> None:
    assert await differences(database_url) == []


async def test_a_column_more_or_less_is_noticed(database_url: str) -> None:
    engine = create_async_engine(database_url)
    async with engine.begin() as connection:
        await connection.execute(text("ALTER TABLE people ADD COLUMN shoe_size INTEGER"))
        await connection.execute(text("DROP TABLE outages"))
    await engine.dispose()

    found = [str(difference[0]) for difference in await differences(database_url) if isinstance(difference, tuple)]

    assert sorted(found) == ["add_table", "remove_column"]


async def test_an_empty_database_becomes_the_same_as_a_migrated_one(
    empty_database_url: str, sqlite_template: object
) -> None:
    await migrate_async(empty_database_url)

    assert set(await schema(empty_database_url)) == {*metadata.tables, "alembic_version"}
    assert await differences(empty_database_url) == []


async def test_migrating_again_changes_nothing_and_keeps_what_is_there(database_url: str) -> None:
    db = await open_database(database_url)
    async with db.write() as tx:
        await add_row(tx, people, slug="kari", name="Kari")
    before = await schema(database_url)
    await migrate_async(database_url)

    async with db.read() as tx:
        kept = (await tx.execute(select(people.c.slug))).scalars().all()
    await db.close()
    assert kept == ["kari"]
    assert await schema(database_url) == before


def test_every_table_numbers_its_rows_and_every_reference_goes_with_what_it_refers_to() -> None:
    def references(table: Table) -> list[str]:
        return [str(key.ondelete) for key in table.foreign_keys]

    assert isinstance(metadata, MetaData)
    assert all(list(table.primary_key.columns.keys()) == ["id"] for table in metadata.tables.values())
    assert {rule for table in metadata.tables.values() for rule in references(table)} == {"CASCADE"}
