"""Cases of teams that stall."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, select, update

from bot.domain.stall import Closed, Reason, StallKind
from bot.storage.database import Tx
from bot.storage.rows import StallRow, columns_of, value_of
from bot.storage.tables import stalls
from bot.storage.writes import add_row, change_row


async def open_stall(
    tx: Tx,
    team_id: int,
    kind: StallKind,
    reasons: list[Reason],
    chain: list[int],
    *,
    opened_at: datetime,
    now: datetime,
) -> int:
    """Open a case, dated to the moment at which the team stalled; at most one is open per team and kind."""
    return await add_row(
        tx,
        stalls,
        team_id=team_id,
        kind=kind,
        reasons=[reason.as_data() for reason in reasons],
        chain=chain,
        opened_at=opened_at,
        noticed_at=now,
        alert_at=now,
    )


async def open_stalls(tx: Tx, *conditions: ColumnElement[bool]) -> list[StallRow]:
    """The cases that are open, the oldest first."""
    query = select(*columns_of(StallRow, stalls)).where(stalls.c.closed_at.is_(None), *conditions)
    return [value_of(StallRow, row) for row in await tx.execute(query.order_by(stalls.c.opened_at, stalls.c.id))]


async def open_stall_of(tx: Tx, team_id: int, kind: StallKind) -> StallRow | None:
    """The team's open case of this kind."""
    found = await open_stalls(tx, stalls.c.team_id == team_id, stalls.c.kind == kind)
    return found[0] if found else None


async def stall_by_id(tx: Tx, stall_id: int, *, lock: bool = False) -> StallRow | None:
    """The case of this id, open or closed."""
    query = select(*columns_of(StallRow, stalls)).where(stalls.c.id == stall_id)
    row = (await tx.execute(query.with_for_update() if lock else query)).first()
    return value_of(StallRow, row) if row else None


async def stall_to_tell(tx: Tx, now: datetime) -> StallRow | None:
    """The open case of which somebody should have been told the longest, claimed until the transaction ends."""
    query = (
        select(*columns_of(StallRow, stalls))
        .where(stalls.c.closed_at.is_(None), stalls.c.alert_at <= now)
        .order_by(stalls.c.alert_at, stalls.c.id)
        .limit(1)
    )
    row = (await tx.execute(query.with_for_update(skip_locked=True))).first()
    return value_of(StallRow, row) if row else None


async def close_stall(tx: Tx, team_id: int, kind: StallKind, because: Closed, now: datetime) -> bool:
    """End the team's open case of this kind, if there is one."""
    done = await tx.execute(
        update(stalls)
        .where(stalls.c.team_id == team_id, stalls.c.kind == kind, stalls.c.closed_at.is_(None))
        .values(closed_at=now, closed_because=because, alert_at=None)
    )
    return done.rowcount > 0


async def acknowledge(tx: Tx, stall_id: int, by: str, now: datetime) -> bool:
    """Whether this press took the case: it is open and nobody had."""
    done = await tx.execute(
        update(stalls)
        .where(stalls.c.id == stall_id, stalls.c.acknowledged_at.is_(None), stalls.c.closed_at.is_(None))
        .values(acknowledged_at=now, acknowledged_by=by)
    )
    return done.rowcount > 0


async def change_stall(tx: Tx, stall_id: int, **values: Any) -> None:
    """Set these columns of the case."""
    await change_row(tx, stalls, stall_id, **values)


async def close_all(tx: Tx, team_id: int, now: datetime) -> None:
    """End every case of a team that is no longer there."""
    await tx.execute(
        update(stalls)
        .where(stalls.c.team_id == team_id, stalls.c.closed_at.is_(None))
        .values(closed_at=now, closed_because=Closed.ENDED, alert_at=None)
    )
