"""Everything that a database holds, for tests of what must not be in it."""

from pathlib import Path

from sqlalchemy import select
from sqlalchemy.engine import make_url

from bot.storage.database import Database
from bot.storage.tables import metadata


async def everything_stored(db: Database) -> str:
    """All rows of all tables as text, and of SQLite the bytes of its files as well."""
    async with db.read() as tx:
        rows = [str(tuple(row)) for table in metadata.sorted_tables for row in await tx.execute(select(table))]
    return "\n".join(rows) + _bytes_on_disk(db)


def _bytes_on_disk(db: Database) -> str:
    if not db.is_sqlite:
        return ""
    file = Path(make_url(db.url).database or "")
    return "".join(path.read_bytes().decode("latin-1") for path in file.parent.glob(f"{file.name}*"))
