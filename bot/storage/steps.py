"""The steps that a team's facilitators opened, skipped or took up again; every move is kept, and the newest holds."""

from collections.abc import Mapping
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

    step: str
    state: StepState
    by: str
    reason: str


async def add_step_move(
    tx: Tx, team_id: int, step: str, state: StepState, by: str, now: datetime, reason: str = ""
) -> None:
    """A facilitator decides about a step."""
    await add_row(tx, step_moves, team_id=team_id, step=step, state=state, by=by, reason=reason, at=now)


async def step_moves_of(tx: Tx, team_id: int) -> dict[str, StepMove]:
    """The newest decision about each of the team's steps."""
    rows = await tx.execute(*_of_team(team_id))
    return {step: StepMove(step, StepState(state), by, reason) for step, state, by, reason in rows}


@built_once
def _of_team(team_id: Any) -> Select[Any]:
    it = step_moves.c
    return select(it.step, it.state, it.by, it.reason).where(it.team_id == team_id).order_by(it.id)


async def way_of(tx: Tx, team_id: int) -> Way:
    """How the team goes through its steps otherwise than its model has it."""
    return way_by(await step_moves_of(tx, team_id))


def way_by(moves: Mapping[str, StepMove]) -> Way:
    """The same by the newest decision about each step."""
    return Way(
        skipped=frozenset(step for step, it in moves.items() if it.state is StepState.SKIPPED),
        opened=frozenset(step for step, it in moves.items() if it.state is StepState.OPEN),
    )
