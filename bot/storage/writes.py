"""The two plain writes that every room needs."""

from typing import Any

from sqlalchemy import Table, insert, update

from bot.storage.database import Tx


async def add_row(tx: Tx, table: Table, **values: Any) -> int:
    """A new row; its id."""
    done = await tx.execute(insert(table).values(**values).returning(table.c.id))
    return int(done.scalar_one())


async def change_row(tx: Tx, table: Table, row_id: int, **values: Any) -> None:
    """Set these columns of the row."""
    await tx.execute(update(table).where(table.c.id == row_id).values(**values))
