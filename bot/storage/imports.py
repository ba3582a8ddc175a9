"""Numbers that somebody sent as a file, until they are kept or not wanted."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select, update

from bot.domain.sheet import Cell, Line
from bot.storage.database import Tx
from bot.storage.tables import imports
from bot.storage.writes import add_row, change_row

ASKED = "asked"


@dataclass(frozen=True, slots=True)
class ImportRow:
    """The lines of a file: who sent it, the measure that they are of once that is said, and whether they wait still."""

    id: int
    person_id: int
    measure_id: int | None
    state: str
    lines: tuple[Line, ...]
    sent_at: datetime


async def add_import(tx: Tx, person_id: int, lines: list[Line], now: datetime) -> ImportRow:
    """A file has come; the one that this person sent before, and said nothing of, gives way."""
    waiting = imports.c.person_id == person_id, imports.c.state == ASKED
    await tx.execute(update(imports).where(*waiting).values(state="dropped", rows=[], closed_at=now))
    rows = [[line.number, *map(_stored, line.cells)] for line in lines]
    row_id = await add_row(tx, imports, person_id=person_id, state=ASKED, rows=rows, sent_at=now)
    return ImportRow(row_id, person_id, None, ASKED, tuple(lines), now)


def _stored(cell: Cell) -> Any:
    return cell.isoformat() if isinstance(cell, date) else cell


async def import_by_id(tx: Tx, import_id: int) -> ImportRow | None:
    """The file of this id, held until the transaction ends."""
    row = (await tx.execute(select(imports).where(imports.c.id == import_id).with_for_update())).first()
    if row is None:
        return None
    lines = tuple(Line(number, tuple(cells)) for number, *cells in row.rows)
    return ImportRow(row.id, row.person_id, row.measure_id, row.state, lines, row.sent_at)


async def say_measure(tx: Tx, import_id: int, measure_id: int) -> None:
    """The numbers are of this measure."""
    await change_row(tx, imports, import_id, measure_id=measure_id)


async def close_import(tx: Tx, import_id: int, state: str, now: datetime) -> None:
    """The numbers are kept where they belong, or nobody wants them: nothing of them stays here."""
    await change_row(tx, imports, import_id, state=state, rows=[], closed_at=now)
