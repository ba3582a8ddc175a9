"""Whose turn it is in a case: who has it, since when, and every time that it went to somebody else."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select

from bot.domain.stall import Move
from bot.storage.columns import Moment
from bot.storage.database import Tx
from bot.storage.rows import StallRow, columns_of, value_of
from bot.storage.stalls import note_move, open_stalls
from bot.storage.tables import stall_moves, stalls
from bot.storage.writes import change_row


async def stall_to_move_on(tx: Tx, now: datetime) -> StallRow | None:
    """The open case that was to go on the longest ago. It is not claimed: whoever acts holds it first, with others."""
    query = (
        select(*columns_of(StallRow, stalls))
        .where(stalls.c.closed_at.is_(None), stalls.c.moves_on_at <= now)
        .order_by(stalls.c.moves_on_at, stalls.c.id)
        .limit(1)
    )
    row = (await tx.execute(query)).first()
    return value_of(StallRow, row) if row else None


async def take_turn(
    tx: Tx, stall: StallRow, move: Move, now: datetime, *, by: str | None = None, detail: Any = None, **values: Any
) -> None:
    """The held case is another's turn: these columns change, the buttons of its alerts are old, and it is noted."""
    await change_row(tx, stalls, stall.id, version=stall.version + 1, **values)
    await note_move(tx, stall.id, move, now, by=by, **(detail or {}))


async def alerted_last(tx: Tx, stall_id: int) -> datetime | None:
    """When the newest alert about the case arrived."""
    return await _newest(tx, stall_id, stall_moves.c.move == Move.ALERTED)


async def acted_last(tx: Tx, stall_id: int, by: str) -> datetime | None:
    """When this person last did something about the case."""
    return await _newest(tx, stall_id, stall_moves.c.by == by)


async def _newest(tx: Tx, stall_id: int, what: ColumnElement[bool]) -> datetime | None:
    query = select(func.max(stall_moves.c.at, type_=Moment())).where(stall_moves.c.stall_id == stall_id, what)
    moment: datetime | None = (await tx.execute(query)).scalar_one()
    return moment


async def cases_with(tx: Tx, person_id: int, team_ids: Collection[int] | None = None) -> list[StallRow]:
    """The open cases, of these teams or of all, that this person was told of last or has taken."""
    theirs = stalls.c.told_id == person_id
    of_teams = () if team_ids is None else (stalls.c.team_id.in_(team_ids),)
    return await open_stalls(tx, theirs, *of_teams)
