"""What became of a case, change by change."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from bot.domain.stall import Move
from bot.storage.database import Tx
from bot.storage.tables import stall_moves

# These change whose case it is.
TURNS = (Move.ACKNOWLEDGED, Move.LAPSED, Move.SNOOZED, Move.ESCALATED, Move.HANDED_ON)


@dataclass(frozen=True, slots=True)
class MoveRow:
    """One change of a case: who did it (a person's id; None for the bot), and why."""

    at: datetime
    move: Move
    by: str | None
    detail: dict[str, Any]


async def moves_of(tx: Tx, stall_id: int) -> list[MoveRow]:
    """Everything that became of the case, the oldest first."""
    query = select(stall_moves.c.at, stall_moves.c.move, stall_moves.c.by, stall_moves.c.detail)
    rows = await tx.execute(query.where(stall_moves.c.stall_id == stall_id).order_by(stall_moves.c.id))
    return [MoveRow(row.at, Move(row.move), row.by, row.detail) for row in rows]


def newest(moves: Sequence[MoveRow], which: Collection[Move] = TURNS) -> MoveRow | None:
    """The last of these that is one of those; with none named, the last time that the case went to somebody."""
    return next((it for it in reversed(moves) if it.move in which), None)
