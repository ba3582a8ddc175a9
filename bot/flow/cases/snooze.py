"""A case is put off: it stays open, and whoever it is for is told again at that moment."""

from datetime import datetime

from bot.domain.errors import MellomError
from bot.domain.stall import Move
from bot.storage import audit, stalls, teams
from bot.storage.database import Tx
from bot.storage.rows import StallRow


async def snooze(tx: Tx, stall: StallRow, until: datetime, by: str, now: datetime) -> bool:
    """Put the case off until then. Whether it was open; MellomError for a moment that is past."""
    if until <= now:
        raise MellomError(f"a case is put off until a later moment, and {until.isoformat()} is past")
    held = await stalls.stall_by_id(tx, stall.id, lock=True)
    if held is None or held.closed_at is not None:
        return False
    team = await teams.team_by_id(tx, held.team_id)
    await stalls.change_stall(tx, held.id, alert_at=until)
    await stalls.note_move(tx, held.id, Move.SNOOZED, now, by=by, until=until.isoformat())
    await audit.note(tx, now, by, "snooze", f"stall {held.id}", team=team.slug, until=until.isoformat())
    return True
