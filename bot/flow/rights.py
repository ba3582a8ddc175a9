"""Who may act for a team: its facilitators, and the owners of its collaborative in the same way."""

from bot.domain.programme import Role
from bot.storage import people, teams
from bot.storage.database import Tx
from bot.storage.rows import PersonRow, TeamRow


async def leads(tx: Tx, person: PersonRow, team: TeamRow) -> bool:
    """Whether the person may do for this team what its facilitators may."""
    if team.removed_at is not None:
        return False
    if await people.has_role(tx, person.id, team.id, Role.FACILITATOR):
        return True
    return any(owner.id == person.id for owner in await people.owners_of(tx, team.collaborative_id))


async def teams_led_by(tx: Tx, person: PersonRow) -> list[TeamRow]:
    """The teams that the person leads: those that they facilitate, and all of the collaboratives that they own."""
    roles = await people.roles_of(tx, person.id)
    facilitated = {it.team_id for it in roles if it.role is Role.FACILITATOR and it.team_id is not None}
    found = {team.id: team for team in await teams.teams_by_ids(tx, facilitated)} if facilitated else {}
    for role in roles:
        if role.role is Role.OWNER:
            found |= {team.id: team for team in await teams.teams_of(tx, role.collaborative_id)}
    return list(found.values())


async def teams_as(tx: Tx, person_id: int, role: Role, collaborative_id: int) -> list[TeamRow]:
    """The teams of the collaborative in which the person has this role, in the order of the files."""
    roles = await people.roles_of(tx, person_id)
    mine = [it.team_id for it in roles if it.role is role and it.collaborative_id == collaborative_id]
    return [await teams.team_by_id(tx, team_id) for team_id in mine if team_id is not None]


async def leads_in(tx: Tx, person: PersonRow, collaborative_id: int) -> bool:
    """Whether the person leads any team of the collaborative."""
    return any(team.collaborative_id == collaborative_id for team in await teams_led_by(tx, person))
