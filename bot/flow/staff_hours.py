"""When facilitators, owners and managers may be written to unasked: on their working days, in the hours of alerts."""

from datetime import datetime

from bot.domain.permitted_hours import next_permitted
from bot.flow.house import House, reader_calendar
from bot.storage.database import Tx
from bot.storage.rows import PersonRow, TeamRow


async def may_tell_at(tx: Tx, house: House, team: TeamRow, person: PersonRow, now: datetime) -> datetime:
    """The first moment from now on at which the person may be told something about the team."""
    calendar = await reader_calendar(tx, team, person)
    return next_permitted(now, house.schedule(team).alert_hours, calendar.zone, calendar.is_closed)
