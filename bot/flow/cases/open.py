"""A case opens: once for a team and kind, with its chain of readers as it is on that day."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.programme import Role
from bot.domain.stall import Reason, StallKind
from bot.flow.house import Counts, is_over
from bot.storage import people, stalls
from bot.storage.database import Tx
from bot.storage.rows import PersonRow, TeamRow


@dataclass(frozen=True, slots=True)
class Found:
    """A stall: what, since when it is one, and the rules that say so with their numbers."""

    kind: StallKind
    moment: datetime
    reasons: tuple[Reason, ...]


async def open_case(tx: Tx, team: TeamRow, found: Found, now: datetime) -> Counts:
    """Open a case where none of its kind is open; whoever is to be told is told when their hours permit.

    None opens where the team's time is over: nobody would end it.
    """
    if is_over(team, now) or await stalls.open_stall_of(tx, team.id, found.kind) is not None:
        return Counts()
    chain = [person.id for person in await chain_of(tx, team)]
    await stalls.open_stall(tx, team.id, found.kind, list(found.reasons), chain, opened_at=found.moment, now=now)
    return Counts({found.kind: 1})


async def chain_of(tx: Tx, team: TeamRow) -> list[PersonRow]:
    """Who is told of a stall, in order: the team's facilitators, then the owners."""
    facilitators = await people.people_of_team(tx, team.id, Role.FACILITATOR)
    owners = await people.owners_of(tx, team.collaborative_id)
    return list({person.id: person for person in (*facilitators, *owners)}.values())


async def first_in_reach(tx: Tx, team: TeamRow) -> PersonRow | None:
    """Who of the chain is told of what is no case: the first who can be reached."""
    return next((person for person in await chain_of(tx, team) if person.can_be_reached), None)
