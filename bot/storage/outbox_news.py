"""News and proposals in the outbox: what is taken back of them, and where the copies of a proposal stand."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from bot.domain.outgoing import OutgoingKind
from bot.storage.database import Tx
from bot.storage.outbox import withdraw
from bot.storage.tables import outbox


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy of a proposal: in whose chat, or with no person in the team's group, and on which message."""

    outbox_id: int
    person_id: int | None
    chat_id: int
    thread_id: int | None
    message_id: int


async def withdraw_news(tx: Tx, about: str, now: datetime) -> None:
    """Take back the news of which the key begins so and that have not left: there are newer ones."""
    await withdraw(tx, outbox.c.kind == OutgoingKind.NEWS, outbox.c.key.startswith(about, autoescape=True), now=now)


async def withdraw_proposal(tx: Tx, proposal_id: int, now: datetime) -> None:
    """Take back the copies of a proposal that have not left."""
    await withdraw(tx, outbox.c.kind == OutgoingKind.PROPOSAL, outbox.c.subject == proposal_id, now=now)


async def copies_of(tx: Tx, proposal_id: int) -> list[Copy]:
    """The copies of a proposal that stand in chats."""
    it = outbox.c
    query = select(it.id, it.person_id, it.chat_id, it.thread_id, it.message_id).where(
        it.kind == OutgoingKind.PROPOSAL, it.subject == proposal_id, it.state == "sent", it.message_id.is_not(None)
    )
    return [Copy(*row) for row in await tx.execute(query.order_by(it.id))]
