"""Somebody takes a case: it is theirs as long as there are signs, and nobody else is told of it meanwhile."""

from datetime import datetime

from bot.content.limits import LONGEST_IN_A_LIST, shortened
from bot.flow.cases.waits import will_wait
from bot.flow.house import House, name_of
from bot.storage import audit, people, stalls
from bot.storage.database import Tx
from bot.storage.rows import PersonRow, StallRow, TeamRow


async def take(
    tx: Tx, house: House, stall: StallRow, team: TeamRow, person: PersonRow, now: datetime, *, call: bool = False
) -> bool:
    """Let the person have the held case; `call` where they will talk with the team. Whether it was open and free."""
    said = {"call": True} if call else {}
    until = await will_wait(tx, house, team, person, now, taken=True)
    if not await stalls.acknowledge(tx, stall.id, person, now, until, **said):
        return False
    await audit.note(tx, now, person.slug, "acknowledge", f"stall {stall.id}", team=team.slug, **said)
    return True


async def why_not(tx: Tx, house: House, stall: StallRow, person: PersonRow, language: str) -> str:
    """The toast that says why the person cannot have the case: it is over, theirs already, or another's."""
    wording = house.content.wording
    if stall.closed_at is not None:
        return wording.plain("alert.done.over", language)
    taker = await people.person_by_slug(tx, stall.acknowledged_by or "")
    if taker is not None and taker.id == person.id:
        return wording.plain("alert.done.already-yours", language)
    name = shortened(name_of(house, taker, language), LONGEST_IN_A_LIST)
    return wording.plain("alert.done.taken-by-other", language, facilitator=name)
