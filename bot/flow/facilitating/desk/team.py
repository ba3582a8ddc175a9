"""The team that a press on the facilitator's side is about, for whoever leads it."""

from bot.flow.handling import Incoming
from bot.flow.house import House
from bot.flow.rights import leads
from bot.flow.say import refuse
from bot.storage import teams
from bot.storage.database import Tx
from bot.storage.rows import PersonRow, TeamRow


async def team_led(
    tx: Tx, house: House, incoming: Incoming, person: PersonRow, team_id: int
) -> tuple[TeamRow | None, str]:
    """The team with nothing to say; None with the toast that says why this person may do nothing there."""
    team = await teams.find_team(tx, team_id)
    if team is None or not house.knows(team):
        return None, await refuse(tx, house, incoming, "old-button")
    if not await leads(tx, person, team):
        return None, await refuse(tx, house, incoming, "not-allowed", team=team.title)
    return team, ""
