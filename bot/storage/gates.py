"""What facilitators said of gate evidence by hand; every word is kept, and the newest holds."""

from typing import Any

from sqlalchemy import Select, select

from bot.domain.asked_before import Given
from bot.domain.gate import Tick
from bot.storage.answers import as_value
from bot.storage.built import built_once
from bot.storage.database import Tx
from bot.storage.tables import answers, evidence
from bot.storage.writes import add_row


async def add_tick(tx: Tx, team_id: int, tick: Tick) -> None:
    """A facilitator says whether a piece of evidence is in place."""
    values = {"evidence": tick.evidence, "in_place": tick.in_place, "by": tick.by, "at": tick.at}
    await add_row(tx, evidence, team_id=team_id, **values)


async def ticks_of(tx: Tx, team_id: int) -> list[Tick]:
    """What was said of this team's evidence, oldest first."""
    return [Tick(*row) for row in await tx.execute(*_ticks(team_id))]


@built_once
def _ticks(team_id: Any) -> Select[Any]:
    it = evidence.c
    return select(it.evidence, it.in_place, it.by, it.at).where(it.team_id == team_id).order_by(it.id)


async def answers_to(tx: Tx, team_id: int, questions: frozenset[str]) -> list[Given]:
    """All of the team's answers to these questions, oldest first."""
    it = answers.c
    query = select(it.question, it.value, it.answered_at).where(
        it.team_id == team_id, it.about == "team", it.question.in_(questions)
    )
    found = await tx.execute(query.order_by(it.id))
    return [Given(question, as_value(value), moment) for question, value, moment in found]
