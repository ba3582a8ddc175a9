"""Somebody takes a case: it is theirs as long as there are signs, and nobody else is told of it meanwhile."""

from datetime import datetime

from bot.flow.cases.waits import will_wait
from bot.flow.house import House
from bot.storage import audit, stalls
from bot.storage.database import Tx
from bot.storage.rows import PersonRow, StallRow, TeamRow


async def take(tx: Tx, house: House, stall: StallRow, team: TeamRow, person: PersonRow, now: datetime) -> bool:
    """Let the person have the held case. Whether it was open, and nobody had it."""
    until = await will_wait(tx, house, team, person, now, taken=True)
    if not await stalls.acknowledge(tx, stall.id, person, now, until):
        return False
    await audit.note(tx, now, person.slug, "acknowledge", f"stall {stall.id}", team=team.slug)
    return True
