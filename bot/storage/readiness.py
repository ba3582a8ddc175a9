"""What managers say of the conditions before their teams start."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from bot.storage.database import Tx
from bot.storage.rows import columns_of, value_of
from bot.storage.tables import readiness
from bot.storage.writes import add_row, change_row


@dataclass(frozen=True, slots=True)
class ReadinessRow:
    """An answer about a team."""

    id: int
    team_id: int
    person_id: int
    question: str
    value: str
    at: datetime


async def said_of(tx: Tx, team_id: int) -> list[ReadinessRow]:
    """Everything that was said about the team, the newest last."""
    query = select(*columns_of(ReadinessRow, readiness)).where(readiness.c.team_id == team_id)
    return [value_of(ReadinessRow, row) for row in await tx.execute(query.order_by(readiness.c.at, readiness.c.id))]


async def keep_answer(tx: Tx, team_id: int, person_id: int, question: str, value: str, now: datetime) -> None:
    """What this person says; what they said before gives way."""
    theirs = (readiness.c.team_id == team_id, readiness.c.person_id == person_id, readiness.c.question == question)
    before = (await tx.execute(select(readiness.c.id).where(*theirs))).scalars().first()
    if before is not None:
        await change_row(tx, readiness, before, value=value, at=now)
        return
    values = {"team_id": team_id, "person_id": person_id, "question": question}
    await add_row(tx, readiness, value=value, at=now, **values)
