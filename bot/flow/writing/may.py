"""Who may send a text about a team: the same at every purpose."""

from bot.domain.programme import Role
from bot.flow.rights import leads
from bot.storage import people, teams
from bot.storage.database import Tx
from bot.storage.rows import PersonRow, WritingRow


async def leads_its_team(tx: Tx, person: PersonRow, writing: WritingRow) -> bool:
    """Whether the person still leads the team."""
    team = await teams.find_team(tx, writing.team_id or 0)
    return team is not None and await leads(tx, person, team)


async def is_member_of_its_team(tx: Tx, person: PersonRow, writing: WritingRow) -> bool:
    """Whether the person is still a member of the team."""
    return await people.has_role(tx, person.id, writing.team_id or 0, Role.MEMBER)
