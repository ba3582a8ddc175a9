"""Texts that people were asked for outside the check-ins."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, select, update

from bot.storage.database import Tx
from bot.storage.rows import WritingRow, columns_of, value_of
from bot.storage.tables import writings
from bot.storage.writes import add_row, change_row

# Of these it is not known yet what was written, or it is not kept yet.
OPEN = ("asked", "drafted")


async def add_writing(
    tx: Tx, person_id: int, team_id: int | None, purpose: str, about: dict[str, Any], now: datetime
) -> int:
    """Somebody is asked for a text; the one that they were asked for before gives way."""
    await tx.execute(
        update(writings)
        .where(writings.c.person_id == person_id, writings.c.state.in_(OPEN))
        .values(state="dropped", draft=None, closed_at=now)
    )
    values = {"person_id": person_id, "team_id": team_id, "purpose": purpose, "about": about}
    return await add_row(tx, writings, state="asked", asked_at=now, **values)


async def writing_by_id(tx: Tx, writing_id: int, *, lock: bool = False) -> WritingRow | None:
    """The writing of this id; `lock` keeps others from changing it until the transaction ends."""
    query = select(*columns_of(WritingRow, writings)).where(writings.c.id == writing_id)
    row = (await tx.execute(query.with_for_update() if lock else query)).first()
    return value_of(WritingRow, row) if row else None


async def waiting_for_text(tx: Tx, person_id: int, since: datetime) -> WritingRow | None:
    """The text that this person has been asked for since then, and has not sent."""
    return await _newest(
        tx, writings.c.person_id == person_id, writings.c.state.in_(OPEN), writings.c.asked_at >= since
    )


async def writing_on(tx: Tx, person_id: int, message_id: int) -> WritingRow | None:
    """The writing whose question stands on this message of the person's chat."""
    return await _newest(tx, writings.c.person_id == person_id, writings.c.message_id == message_id)


async def _newest(tx: Tx, *conditions: ColumnElement[bool]) -> WritingRow | None:
    query = select(*columns_of(WritingRow, writings)).where(*conditions).order_by(writings.c.id.desc()).limit(1)
    row = (await tx.execute(query)).first()
    return value_of(WritingRow, row) if row else None


async def change_writing(tx: Tx, writing_id: int, **values: Any) -> None:
    """Set these columns of the writing."""
    await change_row(tx, writings, writing_id, **values)


async def close_writing(tx: Tx, writing_id: int, state: str, now: datetime) -> None:
    """The text is kept where it belongs, or nobody wants it any more: nothing of it stays here."""
    await change_row(tx, writings, writing_id, state=state, draft=None, closed_at=now)
