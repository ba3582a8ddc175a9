"""A look at a database that changes nothing in it: what the doctor asks."""

import os
from pathlib import Path

from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, make_url, pool, select
from sqlalchemy.ext.asyncio import create_async_engine

from bot.storage.database import DatabaseUnusable, Tx
from bot.storage.migrate import config
from bot.storage.opening import NEWER, ONLY_READ, check_address, explained, is_sqlite, name_of, try_file
from bot.storage.tables import collaboratives, people, teams


async def look_at(url: str) -> set[str]:
    """The time zones of the programmes in this database. DatabaseUnusable where the bot could not work on it."""
    check_address(url)
    where = make_url(url)
    if is_sqlite(where) and _is_still_to_be_made(Path(str(where.database))):
        raise DatabaseUnusable(f"the database {name_of(where)} is not there yet; mellom migrate makes it")
    if is_sqlite(where) and not _may_be_written_to(Path(str(where.database))):
        raise DatabaseUnusable(f"the database {name_of(where)} {ONLY_READ}")
    with explained(url, OSError):
        try_file(where)
        engine = create_async_engine(url, poolclass=pool.NullPool)
        try:
            async with engine.connect() as connection:
                if is_sqlite(where):
                    # Refused while another program holds the file; given back by the end of the connection.
                    await connection.exec_driver_sql("BEGIN IMMEDIATE")
                if trouble := await connection.run_sync(_trouble_with_schema):
                    raise DatabaseUnusable(f"the database {name_of(where)} {trouble}")
                return await _zones(connection)
        finally:
            await engine.dispose()


def _is_still_to_be_made(file: Path) -> bool:
    # SQLite would make the file by looking for it.
    return file.parent.is_dir() and not file.exists()


def _may_be_written_to(file: Path) -> bool:
    # The folder too: SQLite keeps files of its own beside this one.
    return not file.exists() or (os.access(file, os.W_OK) and os.access(file.parent, os.W_OK))


def _trouble_with_schema(connection: Connection) -> str:
    """What is wrong with the schema's version, empty where it is the newest."""
    scripts = ScriptDirectory.from_config(config())
    found = MigrationContext.configure(connection).get_current_revision()
    if found is None:
        return "has no tables yet; mellom migrate makes them"
    if found not in {script.revision for script in scripts.walk_revisions()}:
        return NEWER
    return "" if found == scripts.get_current_head() else "has an older schema; mellom migrate brings it up to date"


async def _zones(tx: Tx) -> set[str]:
    used = select(collaboratives.c.zone).union(select(teams.c.zone), select(people.c.zone))
    return {zone for zone in (await tx.execute(used)).scalars() if zone}
