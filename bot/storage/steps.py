"""The steps that a team's facilitators opened, skipped or took up again; every move is kept, and the newest holds."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Select, select

from bot.domain.asking import Way
from bot.storage.built import built_once
from bot.storage.database import Tx
from bot.storage.tables import step_moves
from bot.storage.writes import add_row


class StepState(StrEnum):
    """What was decided about a step."""

    OPEN = "open"
    SKIPPED = "skipped"
    USUAL = "usual"


@dataclass(frozen=True, slots=True)
class StepMove:
    """A decision about a step."""

    id: int
    step: str
    state: StepState
    by: str
    reason: str
    at: datetime


async def add_step_move(
    tx: Tx, team_id: int, step: str, state: StepState, by: str, now: datetime, reason: str = ""
) -> None:
    """A facilitator decides about a step."""
    await add_row(tx, step_moves, team_id=team_id, step=step, state=state, by=by, reason=reason, at=now)


async def step_moves_of(tx: Tx, team_id: int) -> dict[str, StepMove]:
    """The newest decision about each of the team's steps."""
    found = [StepMove(id_, step, StepState(state), *rest) for id_, step, state, *rest in await _moves(tx, team_id)]
    return {it.step: it for it in found}


async def _moves(tx: Tx, team_id: int) -> Any:
    return await tx.execute(*_of_team(team_id))


@built_once
def _of_team(team_id: Any) -> Select[Any]:
    it = step_moves.c
    query = select(it.id, it.step, it.state, it.by, it.reason, it.at).where(it.team_id == team_id)
    return query.order_by(it.id)


async def way_of(tx: Tx, team_id: int) -> Way:
    """How the team goes through its steps otherwise than its model has it."""
    moves = (await step_moves_of(tx, team_id)).values()
    return Way(
        skipped=frozenset(it.step for it in moves if it.state is StepState.SKIPPED),
        opened=frozenset(it.step for it in moves if it.state is StepState.OPEN),
    )
