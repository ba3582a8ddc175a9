"""The baselines of measures: up to which day they go."""

from datetime import date

from sqlalchemy import update

from bot.storage.database import Tx
from bot.storage.tables import measures


async def freeze_baselines(tx: Tx, team_id: int, until: date) -> int:
    """The team's measures have their baseline up to this day, those that have none yet. How many got one."""
    open_ones = (measures.c.team_id == team_id, measures.c.baseline_until.is_(None), measures.c.removed_at.is_(None))
    return (await tx.execute(update(measures).where(*open_ones).values(baseline_until=until))).rowcount
