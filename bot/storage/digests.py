"""Who reads a digest, when the next one is due, which were decided, and what their readers replied."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, and_, delete, select, update

from bot.storage.database import Tx
from bot.storage.pulses import PulseRow
from bot.storage.rows import columns_of, value_of
from bot.storage.tables import collaboratives, digests, readers, teams
from bot.storage.writes import add_row, change_row


@dataclass(frozen=True, slots=True)
class ReaderRow:
    """Somebody who gets the digest of a collaborative; `next_week` is the Monday that it is for.

    Both moments are empty where no more digests come. `channel` is empty for the way on which they can be reached.
    """

    id: int
    collaborative_id: int
    person_id: int
    every: str
    channel: str | None
    next_week: date | None
    next_due_at: datetime | None


@dataclass(frozen=True, slots=True)
class DigestRow:
    """A digest that was decided: which form of week it told of, its fingerprint, and its one thing to do."""

    id: int
    collaborative_id: int
    person_id: int
    week: str
    decided_at: datetime
    form: str | None
    fingerprint: str | None
    ask_team_id: int | None
    ask_source: str | None
    ask_name: str | None
    reply: str | None
    replied_at: datetime | None


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


async def readers_of_person(tx: Tx, person_id: int) -> list[ReaderRow]:
    """This person as a reader of each collaborative."""
    query = _readers().where(readers.c.person_id == person_id).order_by(readers.c.id)
    return [value_of(ReaderRow, row) for row in await tx.execute(query)]


def _readers() -> Select[Any]:
    return select(*columns_of(ReaderRow, readers))


async def add_reader(tx: Tx, collaborative_id: int, person_id: int) -> ReaderRow:
    """A new reader, for whom no digest is planned yet."""
    row_id = await add_row(tx, readers, collaborative_id=collaborative_id, person_id=person_id, every="weekly")
    return ReaderRow(row_id, collaborative_id, person_id, "weekly", None, None, None)


async def set_next_digest(tx: Tx, reader_id: int, week: date | None, due_at: datetime | None) -> None:
    """When the reader's next digest comes; None: no more."""
    await change_row(tx, readers, reader_id, next_week=week, next_due_at=due_at)


async def change_reader(tx: Tx, reader_id: int, **values: Any) -> None:
    """Set these columns of the reader."""
    await change_row(tx, readers, reader_id, **values)


async def drop_readers_of(tx: Tx, person_id: int) -> None:
    """No more digests for this person."""
    await tx.execute(delete(readers).where(readers.c.person_id == person_id))


async def add_digest(tx: Tx, reader: ReaderRow, week: str, channel: str, now: datetime, **said: Any) -> int:
    """The digest of that week, decided; one a person, collaborative and week."""
    whose = {"collaborative_id": reader.collaborative_id, "person_id": reader.person_id}
    return await add_row(tx, digests, **whose, week=week, channel=channel, decided_at=now, **said)


async def has_digest(tx: Tx, reader: ReaderRow, week: str) -> bool:
    """Whether the reader's digest of that week was decided before."""
    query = select(digests.c.id).where(*_of_reader(reader), digests.c.week == week)
    return (await tx.execute(query)).first() is not None


async def last_digests(tx: Tx, reader: ReaderRow, most: int) -> list[DigestRow]:
    """The reader's digests that were decided last, the newest first."""
    query = select(*columns_of(DigestRow, digests)).where(*_of_reader(reader)).order_by(digests.c.id.desc())
    return [value_of(DigestRow, row) for row in await tx.execute(query.limit(most))]


def _of_reader(reader: ReaderRow) -> tuple[Any, ...]:
    return digests.c.collaborative_id == reader.collaborative_id, digests.c.person_id == reader.person_id


async def digest_by_id(tx: Tx, digest_id: int, *, lock: bool = False) -> DigestRow | None:
    """The digest of this id; `lock` keeps others from replying to it until the transaction ends."""
    query = select(*columns_of(DigestRow, digests)).where(digests.c.id == digest_id)
    row = (await tx.execute(query.with_for_update() if lock else query)).first()
    return value_of(DigestRow, row) if row else None


async def digest_above(tx: Tx, pulse: PulseRow) -> DigestRow | None:
    """The digest below which this was asked; of several of one moment that of the team's collaborative."""
    its = (
        digests.c.person_id == pulse.person_id,
        digests.c.decided_at == pulse.asked_at,
        digests.c.collaborative_id == teams.c.collaborative_id,
        teams.c.id == pulse.team_id,
    )
    query = select(*columns_of(DigestRow, digests)).where(*its).order_by(digests.c.id.desc()).limit(1)
    row = (await tx.execute(query)).first()
    return value_of(DigestRow, row) if row else None


async def set_reply(tx: Tx, digest: DigestRow, reply: str, now: datetime) -> list[int]:
    """What the reader says to the one thing to do, also where it was asked for before; those digests."""
    it = digests.c
    same = (
        it.person_id == digest.person_id,
        it.ask_team_id == digest.ask_team_id,
        it.ask_source == digest.ask_source,
        it.ask_name == digest.ask_name,
    )
    which = (it.id == digest.id) | and_(*same, it.reply.is_(None))
    ids = list((await tx.execute(select(it.id).where(which).order_by(it.id))).scalars())
    await tx.execute(update(digests).where(it.id.in_(ids)).values(reply=reply, replied_at=now))
    return ids


async def mark_digest_sent(tx: Tx, digest_id: int, now: datetime) -> None:
    """The digest reached its reader's channel; what comes later of the same one changes nothing."""
    unsent = (digests.c.id == digest_id, digests.c.sent_at.is_(None))
    await tx.execute(update(digests).where(*unsent).values(sent_at=now))


async def collaborative_dates(tx: Tx, collaborative_id: int) -> tuple[date, date]:
    """The first and the last day of the collaborative."""
    query = select(collaboratives.c.starts, collaboratives.c.ends).where(collaboratives.c.id == collaborative_id)
    starts, ends = (await tx.execute(query)).one()
    return starts, ends
