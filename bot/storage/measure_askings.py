"""When check-ins asked a team for the values of its measures, and what was said to that."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from bot.domain.model import MEASURED, Value
from bot.storage.answers import as_value
from bot.storage.database import Tx
from bot.storage.tables import answers, check_ins


@dataclass(frozen=True, slots=True)
class AskingRow:
    """A check-in that asked for a value: where it stands, and the team's newest answer to that, if it gave any."""

    check_in_id: int
    asked_at: datetime
    state: str
    closed_at: datetime | None
    said: Value | None


async def askings_of(tx: Tx, team_id: int) -> dict[int, list[AskingRow]]:
    """The askings of each of the team's measures that was asked about, the oldest first."""
    query = select(
        check_ins.c.id, check_ins.c.asked_at, check_ins.c.state, check_ins.c.closed_at, check_ins.c.questions
    )
    query = query.where(check_ins.c.team_id == team_id, check_ins.c.asked_at.is_not(None))
    rows = (await tx.execute(query.order_by(check_ins.c.asked_at, check_ins.c.id))).all()
    if not any("measure" in question for row in rows for question in row.questions):
        return {}
    said, found = await _said(tx, team_id), defaultdict[int, list[AskingRow]](list)
    for row in rows:
        for question in row.questions:
            if (about := question.get("measure")) is not None:
                found[about].append(AskingRow(row.id, row.asked_at, row.state, row.closed_at, said.get(row.id)))
    return dict(found)


async def _said(tx: Tx, team_id: int) -> dict[int, Value]:
    query = select(answers.c.check_in_id, answers.c.value)
    query = query.where(answers.c.team_id == team_id, answers.c.question.in_(MEASURED)).order_by(answers.c.id)
    return {row.check_in_id: as_value(row.value) for row in await tx.execute(query)}
