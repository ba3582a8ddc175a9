"""Messages of small tests on their way out: one at a time, and none forgotten that did not arrive."""

from datetime import datetime

from sqlalchemy import ColumnElement, select, update

from bot.domain.outgoing import Lane, OutgoingKind
from bot.storage.database import Tx
from bot.storage.outbox import withdraw
from bot.storage.tables import outbox, pdsa_cycles


async def take_back(tx: Tx, cycle_id: int, now: datetime) -> bool:
    """Take back what of a test has not left, for something newer. Whether it would have been a new message."""
    mine = (*_waiting(), outbox.c.subject == cycle_id)
    fresh = (await tx.execute(select(outbox.c.fresh).where(*mine))).scalars().all()
    if fresh:
        await withdraw(tx, *mine, now=now)
    return any(fresh)


async def make_new(tx: Tx, outbox_id: int, cycle_id: int) -> None:
    """Let what was to change a message that is no longer there be a new one, on which the test stands then."""
    await tx.execute(update(outbox).where(outbox.c.id == outbox_id).values(message_id=None, fresh=True))
    await tx.execute(update(pdsa_cycles).where(pdsa_cycles.c.id == cycle_id).values(message_id=None))


async def asked_in(tx: Tx, chat_id: int) -> set[int]:
    """The tests about which somebody was to be asked in this chat by a message that has not left."""
    query = select(outbox.c.subject).where(*_waiting(), outbox.c.lane == Lane.WAVE, outbox.c.chat_id == chat_id)
    return set((await tx.execute(query)).scalars())


def _waiting() -> tuple[ColumnElement[bool], ...]:
    return outbox.c.kind == OutgoingKind.CYCLE, outbox.c.state == "waiting"
