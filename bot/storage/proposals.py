"""Proposals that a team goes on to its next phase: by the bot to its facilitators, by them to the team."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select, update

from bot.storage.database import Tx
from bot.storage.rows import columns_of, value_of
from bot.storage.tables import matters, proposals
from bot.storage.writes import add_row

OPEN, MOVED, STAYED, WITHDRAWN = "open", "moved", "stayed", "withdrawn"


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """A proposal; `by` is whoever made it to the team, and None where the bot made it to the facilitators."""

    id: int
    team_id: int
    from_phase: str
    to_phase: str
    by: str | None
    state: str
    at: datetime
    answered_by: str | None
    answered_at: datetime | None


async def add_proposal(tx: Tx, team_id: int, phases: tuple[str, str], by: str | None, now: datetime) -> int:
    """Propose that the team goes from one of these phases to the other."""
    values = {"from_phase": phases[0], "to_phase": phases[1], "by": by, "state": OPEN}
    return await add_row(tx, proposals, team_id=team_id, at=now, **values)


async def proposal_by_id(tx: Tx, proposal_id: int, *, lock: bool = False) -> ProposalRow | None:
    """The proposal of this id."""
    query = select(*columns_of(ProposalRow, proposals)).where(proposals.c.id == proposal_id)
    row = (await tx.execute(query.with_for_update() if lock else query)).first()
    return value_of(ProposalRow, row) if row else None


async def proposals_since(tx: Tx, team_id: int, since: datetime) -> list[ProposalRow]:
    """What was proposed about this team since then, oldest first."""
    query = select(*columns_of(ProposalRow, proposals)).where(proposals.c.team_id == team_id, proposals.c.at >= since)
    return [value_of(ProposalRow, row) for row in await tx.execute(query.order_by(proposals.c.id))]


async def open_proposals(tx: Tx, team_id: int) -> list[ProposalRow]:
    """The proposals about this team that nobody has decided on."""
    query = select(*columns_of(ProposalRow, proposals)).where(proposals.c.team_id == team_id, proposals.c.state == OPEN)
    return [value_of(ProposalRow, row) for row in await tx.execute(query.order_by(proposals.c.id))]


async def decide(tx: Tx, proposal_id: int, state: str, by: str | None, now: datetime) -> bool:
    """Decide on a proposal. False where it was decided on before."""
    done = await tx.execute(
        update(proposals)
        .where(proposals.c.id == proposal_id, proposals.c.state == OPEN)
        .values(state=state, answered_by=by, answered_at=now)
    )
    return done.rowcount > 0


async def was_told(tx: Tx, proposal_id: int) -> bool:
    """Whether a facilitator has heard of this proposal by the bot."""
    told: tuple[Any, ...] = (matters.c.kind == "proposal", matters.c.about_id == proposal_id)
    return (await tx.execute(select(matters.c.id).where(*told, matters.c.told_at.is_not(None)))).first() is not None
