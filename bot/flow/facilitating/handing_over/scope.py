"""What is handed over, by whom, from whom, and who could take it."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.programme import Role
from bot.flow.house import House
from bot.storage import handing_over, people, teams
from bot.storage.database import Tx
from bot.storage.rows import PersonRow, TeamRow


@dataclass(frozen=True, slots=True)
class Scope:
    """The teams of one collaborative that are handed over. The giver has them now, the presser or another.

    No giver: nobody facilitates them. `about` is what the buttons are about: a team, or 0 for all of the giver's own.
    """

    about: int
    collaborative_id: int
    teams: Sequence[TeamRow]
    giver: PersonRow | None


async def of_team(tx: Tx, person: PersonRow, team: TeamRow) -> Scope:
    """One team: from the person where they facilitate it, or else, as its owner wishes, from whoever comes first."""
    facilitators = await people.people_of_team(tx, team.id, Role.FACILITATOR)
    own = next((it for it in facilitators if it.id == person.id), None)
    return Scope(team.id, team.collaborative_id, (team,), own or next(iter(facilitators), None))


async def all_own(tx: Tx, house: House, person: PersonRow) -> dict[int, Scope]:
    """All teams that the person facilitates, by their collaboratives; not those whose files are gone."""
    ids = await handing_over.facilitated_by(tx, person.id)
    found: dict[int, list[TeamRow]] = {}
    for team in await teams.teams_by_ids(tx, ids) if ids else ():
        if house.knows(team):
            found.setdefault(team.collaborative_id, []).append(team)
    return {id_: Scope(0, id_, own, person) for id_, own in found.items()}


async def who_could(tx: Tx, scope: Scope) -> list[PersonRow]:
    """Everybody who could take these teams: the other facilitators and owners of the collaborative, who have joined."""
    found = await handing_over.who_may_take_over(tx, scope.collaborative_id)
    return [it for it in found if scope.giver is None or it.id != scope.giver.id]
