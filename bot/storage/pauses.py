"""Pauses that were agreed on with a team."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Select, delete, select, update

from bot.domain.working_time import DateRange
from bot.storage.built import built_once
from bot.storage.database import Tx
from bot.storage.tables import pauses
from bot.storage.writes import add_row


async def pauses_of(tx: Tx, team_id: int) -> tuple[DateRange, ...]:
    """The days on which the team rests or has rested, the earliest first."""
    return tuple(DateRange(first, last) for first, last in await tx.execute(*_of_team(team_id)))


async def pauses_in(tx: Tx, team_ids: Collection[int]) -> dict[int, tuple[DateRange, ...]]:
    """The same of each of these teams that has any."""
    query = select(pauses.c.team_id, pauses.c.first, pauses.c.last).where(pauses.c.team_id.in_(team_ids))
    found: dict[int, tuple[DateRange, ...]] = {}
    for team_id, first, last in await tx.execute(query.order_by(pauses.c.first, pauses.c.id)):
        found[team_id] = (*found.get(team_id, ()), DateRange(first, last))
    return found


@built_once
def _of_team(team_id: Any) -> Select[Any]:
    query = select(pauses.c.first, pauses.c.last).where(pauses.c.team_id == team_id)
    return query.order_by(pauses.c.first, pauses.c.id)


async def add_pause(tx: Tx, team_id: int, days: DateRange, by: str | None, now: datetime) -> None:
    """The team rests on these days."""
    await add_row(tx, pauses, team_id=team_id, first=days.first, last=days.last, by=by, agreed_at=now)


async def end_pauses(tx: Tx, team_id: int, day: date) -> bool:
    """The team rests no longer from this day on. Whether it would have."""
    dropped = await tx.execute(delete(pauses).where(pauses.c.team_id == team_id, pauses.c.first >= day))
    cut = await tx.execute(
        update(pauses).where(pauses.c.team_id == team_id, pauses.c.last >= day).values(last=day - timedelta(days=1))
    )
    return dropped.rowcount + cut.rowcount > 0
