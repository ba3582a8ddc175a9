"""A case goes from whoever has it to the next of its chain; whoever had the alert sees it without a sound."""

from datetime import datetime

from bot.domain.stall import Move
from bot.flow.cases.end import show_all
from bot.flow.cases.readers import chain_today, next_after
from bot.flow.house import House
from bot.storage import audit, outbox_alerts, stall_turns, stalls, teams
from bot.storage.database import Tx
from bot.storage.rows import PersonRow, StallRow, TeamRow


async def pass_on(tx: Tx, house: House, stall: StallRow, by: str, now: datetime) -> bool:
    """Let somebody else have the case, as whoever has it wishes. Whether it was open, and somebody else is there."""
    await outbox_alerts.hold_with(tx, [stall.id])
    held = await stalls.stall_by_id(tx, stall.id)
    if held is None or held.closed_at is not None:
        return False
    team = await teams.team_by_id(tx, held.team_id)
    if not await to_next(tx, house, held, team, Move.HANDED_ON, now, by=by):
        return False
    await audit.note(tx, now, by, "pass_on", f"stall {held.id}", team=team.slug)
    return True


async def to_next(
    tx: Tx, house: House, stall: StallRow, team: TeamRow, move: Move, now: datetime, *, by: str | None = None
) -> bool:
    """Tell the next of the held case's chain when their hours permit. Whether there is one."""
    person = next_after(stall, await chain_today(tx, stall, team))
    if person is None:
        return False
    await hand_to(tx, house, stall, person, move, now, by=by)
    return True


async def hand_to(
    tx: Tx, house: House, stall: StallRow, person: PersonRow | None, move: Move, now: datetime, *, by: str | None = None
) -> None:
    """Make it this person's turn in the held case; with nobody there, whoever comes first has it."""
    passed = [it for it in dict.fromkeys([*stall.passed, stall.told_id]) if it is not None]
    is_first = move is Move.ESCALATED and stall.escalated_at is None
    await outbox_alerts.withdraw_alerts(tx, stall.id, now)
    await stall_turns.take_turn(
        tx,
        stall,
        move,
        now,
        by=by,
        passed=[it for it in passed if person is None or it != person.id],
        told_id=person.id if person else None,
        alert_at=now,
        moves_on_at=None,
        acknowledged_at=None,
        acknowledged_by=None,
        escalated_at=now if is_first else stall.escalated_at,
    )
    await show_all(tx, house, stall, f"turn:{stall.id}:{stall.version + 1}", now)
