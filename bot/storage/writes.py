"""The two plain writes that every room needs."""

from functools import cache
from typing import Any

from sqlalchemy import Table, Update, bindparam, insert, update
from sqlalchemy.sql.dml import ReturningInsert

from bot.storage.database import Tx


async def add_row(tx: Tx, table: Table, **values: Any) -> int:
    """A new row; its id."""
    return int((await tx.execute(_insert(table), values)).scalar_one())


async def change_row(tx: Tx, table: Table, row_id: int, **values: Any) -> None:
    """Set these columns of the row."""
    await tx.execute(_update(table), {"the_row": row_id, **values})


# What is set stands in the values.
@cache
def _insert(table: Table) -> ReturningInsert[Any]:
    return insert(table).returning(table.c.id)


@cache
def _update(table: Table) -> Update:
    return update(table).where(table.c.id == bindparam("the_row"))
