"""Cases of teams that stall."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select, update

from bot.domain.stall import Closed, Move, Reason, StallKind
from bot.storage.built import built_once
from bot.storage.columns import Moment
from bot.storage.database import Tx
from bot.storage.rows import PersonRow, StallRow, columns_of, value_of
from bot.storage.tables import stall_moves, stalls
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
    why = [reason.as_data() for reason in reasons]
    times = {"opened_at": opened_at, "noticed_at": now, "alert_at": now}
    stall_id = await add_row(tx, stalls, team_id=team_id, kind=kind, reasons=why, chain=chain, **times)
    await note_move(tx, stall_id, Move.OPENED, now, reasons=why)
    return stall_id


async def note_move(tx: Tx, stall_id: int, move: Move, now: datetime, *, by: str | None = None, **detail: Any) -> None:
    """Keep what became of the case, who did it (a person's id; None for the bot) and why."""
    await add_row(tx, stall_moves, stall_id=stall_id, at=now, move=move, by=by, detail=detail)


async def change_reasons(tx: Tx, stall: StallRow, reasons: list[Reason], now: datetime) -> None:
    """Other rules hold now than when the case opened; it stays the same case."""
    why = [reason.as_data() for reason in reasons]
    if why != stall.reasons:
        await change_row(tx, stalls, stall.id, reasons=why)
        await note_move(tx, stall.id, Move.REASONS, now, reasons=why)


async def alerted(tx: Tx, stall_id: int, person_id: int, now: datetime, moves_on_at: datetime) -> None:
    """This person has had the alert; the case goes on from them at that moment, unless it has gone on since."""
    first = update(stalls).where(stalls.c.id == stall_id, stalls.c.alerted_at.is_(None))
    await tx.execute(first.values(alerted_at=now))
    open_ = (stalls.c.id == stall_id, stalls.c.closed_at.is_(None), stalls.c.acknowledged_at.is_(None))
    theirs = (*open_, stalls.c.told_id == person_id, stalls.c.alert_at.is_(None))
    await tx.execute(update(stalls).where(*theirs).values(moves_on_at=moves_on_at))
    await note_move(tx, stall_id, Move.ALERTED, now)


async def open_stalls(tx: Tx, *conditions: ColumnElement[bool]) -> list[StallRow]:
    """The cases that are open, the oldest first."""
    query = select(*columns_of(StallRow, stalls)).where(stalls.c.closed_at.is_(None), *conditions)
    return [value_of(StallRow, row) for row in await tx.execute(query.order_by(stalls.c.opened_at, stalls.c.id))]


async def open_stall_of(tx: Tx, team_id: int, kind: StallKind) -> StallRow | None:
    """The team's open case of this kind."""
    row = (await tx.execute(*_open_of(team_id, kind))).first()
    return value_of(StallRow, row) if row else None


@built_once
def _open_of(team_id: Any, kind: Any) -> Select[Any]:
    its = (stalls.c.team_id == team_id, stalls.c.kind == kind, stalls.c.closed_at.is_(None))
    return select(*columns_of(StallRow, stalls)).where(*its)


async def stall_by_id(tx: Tx, stall_id: int, *, lock: bool = False) -> StallRow | None:
    """The case of this id, open or closed."""
    query = select(*columns_of(StallRow, stalls)).where(stalls.c.id == stall_id)
    row = (await tx.execute(query.with_for_update() if lock else query)).first()
    return value_of(StallRow, row) if row else None


async def hold(tx: Tx, stall_ids: Collection[int]) -> None:
    """Keep others from changing these cases until the transaction ends; in one order, and nobody waits crosswise."""
    if stall_ids:
        query = select(stalls.c.id).where(stalls.c.id.in_(stall_ids)).order_by(stalls.c.id)
        (await tx.execute(query.with_for_update())).all()


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


async def stalls_to_tell(tx: Tx, now: datetime) -> list[StallRow]:
    """Every open case of which somebody is to be told by now, claimed until the transaction ends."""
    query = (
        select(*columns_of(StallRow, stalls))
        .where(stalls.c.closed_at.is_(None), stalls.c.alert_at <= now)
        .order_by(stalls.c.id)
    )
    return [value_of(StallRow, row) for row in await tx.execute(query.with_for_update(skip_locked=True))]


async def tell_again(tx: Tx, stall_ids: Sequence[int], now: datetime) -> None:
    """Those of the cases that are open and that nobody has taken are to be told."""
    free = stalls.c.closed_at.is_(None) & stalls.c.acknowledged_at.is_(None)
    await tx.execute(update(stalls).where(stalls.c.id.in_(stall_ids), free).values(alert_at=now, moves_on_at=None))


async def close_stall(tx: Tx, stall_id: int, because: Closed, now: datetime, *, by: str | None = None) -> bool:
    """End the case. Whether it was open."""
    done = await tx.execute(
        update(stalls)
        .where(stalls.c.id == stall_id, stalls.c.closed_at.is_(None))
        .values(closed_at=now, closed_because=because, alert_at=None, moves_on_at=None, version=stalls.c.version + 1)
    )
    if done.rowcount > 0:
        await note_move(tx, stall_id, Move.CLOSED, now, by=by, because=because)
    return done.rowcount > 0


async def last_closed(tx: Tx, team_id: int, kind: StallKind, because: Closed | None = None) -> datetime | None:
    """When the team's last case of this kind ended, or the last that ended for this reason."""
    newest = func.max(stalls.c.closed_at, type_=Moment())
    query = select(newest).where(stalls.c.team_id == team_id, stalls.c.kind == kind)
    if because is not None:
        query = query.where(stalls.c.closed_because == because)
    moment: datetime | None = (await tx.execute(query)).scalar_one()
    return moment


async def was_paused(tx: Tx, team_id: int, kind: StallKind) -> bool:
    """Whether it was an agreed pause that ended the team's last case of this kind."""
    query = (
        select(stalls.c.closed_because)
        .where(stalls.c.team_id == team_id, stalls.c.kind == kind, stalls.c.closed_at.is_not(None))
        .order_by(stalls.c.closed_at.desc(), stalls.c.id.desc())
        .limit(1)
    )
    return (await tx.execute(query)).scalar_one_or_none() == Closed.PAUSED


async def acknowledge(
    tx: Tx, stall_id: int, by: PersonRow, now: datetime, moves_on_at: datetime, **detail: Any
) -> bool:
    """Whether this press took the case: it is open and nobody had. Nobody else is to be told of it until then."""
    done = await tx.execute(
        update(stalls)
        .where(stalls.c.id == stall_id, stalls.c.acknowledged_at.is_(None), stalls.c.closed_at.is_(None))
        .values(
            acknowledged_at=now,
            acknowledged_by=by.slug,
            told_id=by.id,
            alert_at=None,
            moves_on_at=moves_on_at,
            version=stalls.c.version + 1,
        )
    )
    if done.rowcount > 0:
        await note_move(tx, stall_id, Move.ACKNOWLEDGED, now, by=by.slug, **detail)
    return done.rowcount > 0


async def change_stall(tx: Tx, stall_id: int, **values: Any) -> None:
    """Set these columns of the case."""
    await change_row(tx, stalls, stall_id, **values)


async def count_up(tx: Tx, stall_id: int) -> None:
    """The buttons that were drawn for the case as it stood hold no longer."""
    await tx.execute(update(stalls).where(stalls.c.id == stall_id).values(version=stalls.c.version + 1))


async def open_stalls_of(tx: Tx, team_id: int) -> list[StallRow]:
    """The team's open cases, the oldest first."""
    return await open_stalls(tx, stalls.c.team_id == team_id)
