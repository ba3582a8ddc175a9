"""Messages as they stand in somebody's chat."""

from dataclasses import dataclass

from sqlalchemy import select

from bot.domain.outgoing import OutgoingKind
from bot.storage.database import Tx
from bot.storage.tables import outbox, proposals, team_messages, tips


@dataclass(frozen=True, slots=True)
class SentRow:
    """A message that stands in somebody's chat, with the row that it is about."""

    id: int
    kind: OutgoingKind
    key: str
    person_id: int | None
    subject: int | None


async def sent_as(tx: Tx, chat_id: int, message_id: int) -> SentRow | None:
    """What stands on this message of the chat, where its number was kept."""
    query = (
        select(outbox.c.id, outbox.c.kind, outbox.c.key, outbox.c.person_id, outbox.c.subject)
        .where(outbox.c.chat_id == chat_id, outbox.c.message_id == message_id, outbox.c.kind != OutgoingKind.EDIT)
        .order_by(outbox.c.id.desc())
        .limit(1)
    )
    row = (await tx.execute(query)).first()
    return SentRow(row.id, OutgoingKind(row.kind), row.key, row.person_id, row.subject) if row else None


async def team_about(tx: Tx, kind: OutgoingKind, subject: int) -> list[int]:
    """The team that a message, a tip or a proposal with this subject is about; none where it is not there."""
    table = {OutgoingKind.MESSAGE: team_messages, OutgoingKind.TIP: tips}.get(kind, proposals)
    return list((await tx.execute(select(table.c.team_id).where(table.c.id == subject))).scalars())
