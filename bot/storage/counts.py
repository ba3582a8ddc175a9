"""Counts for the metrics."""

from sqlalchemy import func, select

from bot.storage.database import Tx
from bot.storage.tables import answers, stalls


async def answers_kept(tx: Tx) -> int:
    """How many answers there are."""
    return int((await tx.execute(select(func.count()).select_from(answers))).scalar_one())


async def stalls_open(tx: Tx) -> dict[str, int]:
    """How many cases of each kind are open."""
    query = (
        select(stalls.c.kind, func.count().label("open")).where(stalls.c.closed_at.is_(None)).group_by(stalls.c.kind)
    )
    return {row.kind: row.open for row in await tx.execute(query)}
