"""Who reads a digest, when the next one is due, and which were decided."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, delete, select

from bot.storage.database import Tx
from bot.storage.rows import columns_of, value_of
from bot.storage.tables import collaboratives, digests, readers
from bot.storage.writes import add_row, change_row


@dataclass(frozen=True, slots=True)
class ReaderRow:
    """A manager who gets the digest of a collaborative; `next_week` is the Monday that it is for.

    Both moments are empty where no more digests come.
    """

    id: int
    collaborative_id: int
    person_id: int
    next_week: date | None
    next_due_at: datetime | None


async def reader_due(tx: Tx, now: datetime) -> ReaderRow | None:
    """The reader whose digest is due longest, claimed until the transaction ends."""
    query = _readers().where(readers.c.next_due_at <= now).order_by(readers.c.next_due_at, readers.c.id).limit(1)
    row = (await tx.execute(query.with_for_update(skip_locked=True))).first()
    return value_of(ReaderRow, row) if row else None


async def reader_of(tx: Tx, collaborative_id: int, person_id: int) -> ReaderRow | None:
    """This person as a reader of the collaborative, if they are or were one."""
    query = _readers().where(readers.c.collaborative_id == collaborative_id, readers.c.person_id == person_id)
    row = (await tx.execute(query)).first()
    return value_of(ReaderRow, row) if row else None


def _readers() -> Select[Any]:
    return select(*columns_of(ReaderRow, readers))


async def add_reader(tx: Tx, collaborative_id: int, person_id: int) -> ReaderRow:
    """A new reader, for whom no digest is planned yet."""
    row_id = await add_row(tx, readers, collaborative_id=collaborative_id, person_id=person_id, every="weekly")
    return ReaderRow(row_id, collaborative_id, person_id, None, None)


async def set_next_digest(tx: Tx, reader_id: int, week: date | None, due_at: datetime | None) -> None:
    """When the reader's next digest comes; None: no more."""
    await change_row(tx, readers, reader_id, next_week=week, next_due_at=due_at)


async def drop_readers_of(tx: Tx, person_id: int) -> None:
    """No more digests for this person."""
    await tx.execute(delete(readers).where(readers.c.person_id == person_id))


async def add_digest(tx: Tx, reader: ReaderRow, week: str, channel: str, now: datetime) -> int:
    """The digest of that week, decided; one a person, collaborative and week."""
    return await add_row(
        tx,
        digests,
        collaborative_id=reader.collaborative_id,
        person_id=reader.person_id,
        week=week,
        channel=channel,
        decided_at=now,
    )


async def has_digest(tx: Tx, reader: ReaderRow, week: str) -> bool:
    """Whether the reader's digest of that week was decided before."""
    query = select(digests.c.id).where(
        digests.c.collaborative_id == reader.collaborative_id,
        digests.c.person_id == reader.person_id,
        digests.c.week == week,
    )
    return (await tx.execute(query)).first() is not None


async def mark_digest_sent(tx: Tx, digest_id: int, now: datetime) -> None:
    """The digest reached its reader's channel."""
    await change_row(tx, digests, digest_id, sent_at=now)


async def collaborative_dates(tx: Tx, collaborative_id: int) -> tuple[date, date]:
    """The first and the last day of the collaborative."""
    query = select(collaboratives.c.starts, collaboratives.c.ends).where(collaboratives.c.id == collaborative_id)
    starts, ends = (await tx.execute(query)).one()
    return starts, ends
