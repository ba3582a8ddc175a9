"""The moves of teams from phase to phase."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from bot.storage.columns import Moment
from bot.storage.database import Tx
from bot.storage.tables import phase_moves
from bot.storage.writes import add_row


async def add_move(
    tx: Tx, team_id: int, from_phase: str, to_phase: str, at: datetime, *, by: str | None, reason: str
) -> int:
    """The team goes on in another phase; a move back is a move like any other. Its number."""
    return await add_row(
        tx, phase_moves, team_id=team_id, from_phase=from_phase, to_phase=to_phase, at=at, by=by, reason=reason
    )


async def moved_last(tx: Tx, team_id: int) -> datetime | None:
    """When the team last moved; None where it is in its first phase still."""
    query = select(func.max(phase_moves.c.at, type_=Moment())).where(
        phase_moves.c.team_id == team_id, phase_moves.c.from_phase.is_not(None)
    )
    moment: datetime | None = (await tx.execute(query)).scalar_one()
    return moment


@dataclass(frozen=True, slots=True)
class Stay:
    """A team's stay in the phase that it is in: the number of the move that began it, and when."""

    id: int
    began_at: datetime


async def stay_of(tx: Tx, team_id: int) -> Stay | None:
    """The team's stay in its phase; None where nothing is known of how it came there."""
    it = phase_moves.c
    query = select(it.id, it.at).where(it.team_id == team_id).order_by(it.id.desc()).limit(1)
    row = (await tx.execute(query)).first()
    return Stay(*row) if row else None


@dataclass(frozen=True, slots=True)
class PhaseBegun:
    """A team moved to this phase."""

    phase: str
    at: datetime


async def phases_begun(tx: Tx, team_id: int) -> list[PhaseBegun]:
    """The moves of the team from one phase to another, the earliest first; that it began is none."""
    it = phase_moves.c
    query = select(it.to_phase, it.at).where(it.team_id == team_id, it.from_phase.is_not(None)).order_by(it.id)
    return [PhaseBegun(*row) for row in await tx.execute(query)]
