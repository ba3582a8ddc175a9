"""What facilitators and teams write to one another."""

from datetime import datetime
from typing import Any

from sqlalchemy import select, update

from bot.domain.outgoing import OutgoingKind
from bot.storage import outbox
from bot.storage.database import Tx
from bot.storage.rows import MessageRow, PersonRow, columns_of, value_of
from bot.storage.tables import outbox as outbox_table
from bot.storage.tables import team_messages
from bot.storage.writes import add_row


async def add_message(
    tx: Tx, team_id: int, person_id: int, text: str, now: datetime, *, stall_id: int | None = None
) -> MessageRow:
    """A facilitator writes to the team, perhaps about one of its cases."""
    values: dict[str, Any] = {"team_id": team_id, "person_id": person_id, "stall_id": stall_id}
    return await _add(tx, {**values, "to_team": True, "answers_id": None, "at": now, "text": text})


async def add_answer(tx: Tx, answered: MessageRow, person_id: int, text: str, now: datetime) -> MessageRow:
    """A member answers a message to the team."""
    values: dict[str, Any] = {"team_id": answered.team_id, "stall_id": answered.stall_id, "answers_id": answered.id}
    return await _add(tx, {**values, "person_id": person_id, "to_team": False, "at": now, "text": text})


async def _add(tx: Tx, values: dict[str, Any]) -> MessageRow:
    return MessageRow(await add_row(tx, team_messages, **values), **values)


async def message_by_id(tx: Tx, message_id: int) -> MessageRow | None:
    """The message of this id."""
    query = select(*columns_of(MessageRow, team_messages)).where(team_messages.c.id == message_id)
    row = (await tx.execute(query)).first()
    return value_of(MessageRow, row) if row else None


async def withdraw_messages(tx: Tx, team_id: int, now: datetime, *, person_id: int | None = None) -> None:
    """Take back what was written to the team, or to this person as one of it, and has not left."""
    written = select(team_messages.c.id).where(team_messages.c.team_id == team_id, team_messages.c.to_team)
    conditions = [outbox_table.c.kind == OutgoingKind.MESSAGE, outbox_table.c.subject.in_(written)]
    if person_id is not None:
        conditions.append(outbox_table.c.person_id == person_id)
    await outbox.withdraw(tx, *conditions, now=now)


async def answers_waiting_for(tx: Tx, person_id: int) -> list[tuple[int, int, int]]:
    """Members' answers that wait for this person's hours: the row in the outbox, the answer, and its team."""
    query = (
        select(outbox_table.c.id, team_messages.c.id, team_messages.c.team_id)
        .join_from(outbox_table, team_messages, outbox_table.c.subject == team_messages.c.id)
        .where(
            outbox_table.c.person_id == person_id,
            outbox_table.c.kind == OutgoingKind.MESSAGE,
            outbox_table.c.state == "waiting",
            team_messages.c.to_team.is_(False),
        )
        .order_by(outbox_table.c.id)
    )
    return [(row[0], row[1], row[2]) for row in await tx.execute(query)]


async def readdress(tx: Tx, outbox_id: int, answer_id: int, reader: PersonRow) -> None:
    """Let an answer that has not left go to somebody else."""
    waits = (outbox_table.c.id == outbox_id, outbox_table.c.state == "waiting")
    values = {"key": answer_key(answer_id, reader.id), "person_id": reader.id, "chat_id": reader.chat_id}
    await tx.execute(update(outbox_table).where(*waits).values(**values))


def answer_key(answer_id: int, person_id: int) -> str:
    """The key of a message to this reader."""
    return f"message:{answer_id}:{person_id}"
