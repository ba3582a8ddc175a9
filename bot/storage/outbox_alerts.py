"""Alerts in the outbox: who was told of a case, and what is taken back of it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, select

from bot.domain.outgoing import OutgoingKind
from bot.storage.database import Tx
from bot.storage.outbox import free_key, withdraw
from bot.storage.tables import outbox


@dataclass(frozen=True, slots=True)
class Told:
    """An alert as it stands in somebody's chat."""

    person_id: int
    chat_id: int
    message_id: int


async def alerts_told(tx: Tx, stall_id: int) -> list[Told]:
    """The alerts about this case that have arrived."""
    query = select(outbox.c.person_id, outbox.c.chat_id, outbox.c.message_id).where(
        outbox.c.kind == OutgoingKind.ALERT,
        outbox.c.subject == stall_id,
        outbox.c.state == "sent",
        outbox.c.person_id.is_not(None),
        outbox.c.message_id.is_not(None),
    )
    return [Told(*row) for row in await tx.execute(query.order_by(outbox.c.id))]


async def withdraw_alerts(tx: Tx, stall_id: int, now: datetime) -> int:
    """Take back the alerts about this case that have not left."""
    return await withdraw(tx, outbox.c.kind == OutgoingKind.ALERT, outbox.c.subject == stall_id, now=now)


async def waiting_about(tx: Tx, chat_id: int) -> set[int]:
    """The cases about which alerts wait for this chat."""
    query = select(outbox.c.subject).where(*_waiting_for(chat_id))
    return {subject for subject in (await tx.execute(query)).scalars() if subject is not None}


async def free_alerts(tx: Tx, chat_id: int) -> set[int]:
    """Take back the alerts that wait for this chat, so that others can be told: the cases they are about."""
    query = select(outbox.c.id, outbox.c.subject).where(*_waiting_for(chat_id))
    found = (await tx.execute(query.with_for_update())).all()
    for row in found:
        await free_key(tx, row.id)
    return {row.subject for row in found if row.subject is not None}


async def under_way_to(tx: Tx, person_id: int) -> dict[int, int]:
    """The alerts to this person of which nobody knows yet that they have arrived, with the cases they are about."""
    query = select(outbox.c.id, outbox.c.subject).where(
        outbox.c.person_id == person_id,
        outbox.c.kind == OutgoingKind.ALERT,
        outbox.c.state.in_(("waiting", "sending")),
        outbox.c.subject.is_not(None),
    )
    return {row.id: row.subject for row in await tx.execute(query)}


def _waiting_for(chat_id: int) -> tuple[ColumnElement[bool], ...]:
    return outbox.c.chat_id == chat_id, outbox.c.kind == OutgoingKind.ALERT, outbox.c.state == "waiting"
