"""A case whose time is over goes on by itself: to the next of its chain, or back from who took it and gives no sign."""

from datetime import datetime

from bot.domain.stall import Move
from bot.flow.cases.end import show_all
from bot.flow.cases.pass_on import to_next
from bot.flow.cases.waits import goes_on_at
from bot.flow.house import Counts, House
from bot.storage import outbox_alerts, people, stall_turns, stalls, teams
from bot.storage.database import Tx
from bot.storage.rows import PersonRow, StallRow


async def move_on(tx: Tx, house: House, stall: StallRow, now: datetime) -> Counts:
    """Let the case go on if its time is really over; days off, closures and signs may have come since."""
    await outbox_alerts.hold_with(tx, [stall.id])
    held = await stalls.stall_by_id(tx, stall.id)
    if held is None or held.closed_at is not None or held.moves_on_at is None or held.moves_on_at > now:
        return Counts()
    team, person = await teams.team_by_id(tx, held.team_id), await _who_has(tx, held)
    moment = await goes_on_at(tx, house, held, team, person, now) if person else now
    if moment > now:
        await stalls.change_stall(tx, held.id, moves_on_at=moment)
        return Counts()
    if person is not None and held.acknowledged_at is not None:
        return await _lapse(tx, house, held, person, now)
    if await to_next(tx, house, held, team, Move.ESCALATED, now):
        return Counts(escalated=1)
    # It stays with the last of the chain.
    await stalls.change_stall(tx, held.id, moves_on_at=None)
    return Counts()


async def _who_has(tx: Tx, stall: StallRow) -> PersonRow | None:
    if stall.acknowledged_by is not None:
        return await people.person_by_slug(tx, stall.acknowledged_by)
    return await people.person_by_id(tx, stall.told_id) if stall.told_id is not None else None


async def _lapse(tx: Tx, house: House, stall: StallRow, taker: PersonRow, now: datetime) -> Counts:
    """Nobody is on it any more, and whoever was is asked once whether they still are."""
    taken_at = stall.acknowledged_at.isoformat() if stall.acknowledged_at else None
    await stall_turns.take_turn(
        tx,
        stall,
        Move.LAPSED,
        now,
        detail={"taken_at": taken_at},
        told_id=taker.id,
        alert_at=now,
        moves_on_at=None,
        acknowledged_at=None,
        acknowledged_by=None,
    )
    await show_all(tx, house, stall, f"turn:{stall.id}:{stall.version + 1}", now)
    return Counts(lapsed=1)


async def move_on_later(tx: Tx, stall: StallRow, moment: datetime) -> None:
    """Look at a case that cannot be read again at this moment."""
    await stalls.change_stall(tx, stall.id, moves_on_at=moment)
