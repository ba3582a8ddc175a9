"""A case is put off: it stays open and goes to nobody, and whoever put it off is told again at that moment."""

from datetime import datetime
from typing import Any

from bot.domain.errors import MellomError
from bot.domain.stall import Move
from bot.storage import audit, people, stall_turns, stalls, teams
from bot.storage.database import Tx
from bot.storage.rows import StallRow


async def snooze(tx: Tx, stall: StallRow, until: datetime, by: str, now: datetime) -> bool:
    """Put the case off until then: whoever does is told again. Whether it was open; MellomError for a past moment."""
    if until <= now:
        raise MellomError(f"a case is put off until a later moment, and {until.isoformat()} is past")
    held = await stalls.stall_by_id(tx, stall.id, lock=True)
    if held is None or held.closed_at is not None:
        return False
    team = await teams.team_by_id(tx, held.team_id)
    person = await people.person_by_slug(tx, by)
    put_off: dict[str, Any] = {"alert_at": until, "moves_on_at": None, "acknowledged_at": None, "acknowledged_by": None}
    told_id = person.id if person else held.told_id
    detail = {"until": until.isoformat()}
    await stall_turns.take_turn(tx, held, Move.SNOOZED, now, by=by, detail=detail, told_id=told_id, **put_off)
    await audit.note(tx, now, by, "snooze", f"stall {held.id}", team=team.slug, until=until.isoformat())
    return True
