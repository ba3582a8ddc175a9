"""Which teams are back since somebody's last alert: said at the end of the next one, and never on its own."""

from datetime import datetime

from bot.content.limits import LONGEST_IN_A_LIST, MOST_IN_A_LIST, shortened
from bot.flow.house import House
from bot.flow.rights import leads
from bot.storage import outbox_alerts, stalls, teams
from bot.storage.database import Tx
from bot.storage.rows import PersonRow


async def back_since_last(
    tx: Tx, house: House, person: PersonRow, language: str, now: datetime, *, alert: int | None = None
) -> str:
    """The teams as a finished list, or empty: of the alert that is decided now, or of this one that was decided before.

    Teams that are in trouble again, or no longer the person's, are not among them.
    """
    titles: list[str] = []
    for team_id in await outbox_alerts.teams_back(tx, person.id, now, alert):
        team = await teams.team_by_id(tx, team_id)
        if not await stalls.open_stalls_of(tx, team_id) and await leads(tx, person, team):
            titles.append(shortened(team.title, LONGEST_IN_A_LIST))
    return house.content.wording.list(titles[:MOST_IN_A_LIST], language)
