"""Briefs in the outbox: who has theirs, and what is taken back as its gathering moves."""

from datetime import datetime

from sqlalchemy import ColumnElement, String, cast, select, update

from bot.domain.outgoing import OutgoingKind
from bot.storage.database import Tx
from bot.storage.outbox import withdraw
from bot.storage.tables import outbox, sessions

# They reached nobody, and may be decided again.
_LOST = ("withdrawn", "gone", "expired")


def key_of(session_id: int, person_id: int) -> str:
    """By this it is decided once for each gathering and person."""
    return f"brief:{session_id}:{person_id}"


def _of(session_id: int) -> tuple[ColumnElement[bool], ...]:
    return outbox.c.kind == OutgoingKind.BRIEF, outbox.c.subject == session_id


async def who_has_one(tx: Tx, session_id: int) -> set[int]:
    """The people for whom the brief of this gathering is decided; those whom it did not reach are none of them."""
    query = select(outbox.c.person_id).where(*_of(session_id), outbox.c.state.not_in(_LOST))
    return {person_id for person_id in (await tx.execute(query)).scalars() if person_id is not None}


async def free_lost(tx: Tx, session_id: int) -> None:
    """Let the briefs that reached nobody be decided again."""
    lost = (*_of(session_id), outbox.c.state.in_(_LOST), outbox.c.key.not_like("%#%"))
    await tx.execute(update(outbox).where(*lost).values(key=outbox.c.key + "#" + cast(outbox.c.id, String)))


async def take_back(tx: Tx, session_id: int, now: datetime) -> None:
    """The gathering is another day: what has not left tells of the old one."""
    await withdraw(tx, *_of(session_id), now=now)


async def take_back_of_none(tx: Tx, now: datetime) -> None:
    """What has not left of gatherings that will not take place tells of nothing."""
    of_none = outbox.c.subject.not_in(select(sessions.c.id))
    await withdraw(tx, outbox.c.kind == OutgoingKind.BRIEF, of_none, now=now)
