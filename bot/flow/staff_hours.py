"""When facilitators, owners and managers may be written to unasked: on their working days, in the hours of alerts."""

from datetime import datetime, time

from bot.domain.permitted_hours import next_permitted
from bot.domain.working_time import ONE_DAY, local_time, moment_of
from bot.flow.house import House, calendar_of, reader_calendar, zone_of
from bot.storage.database import Tx
from bot.storage.rows import PersonRow, TeamRow


async def may_tell_at(tx: Tx, house: House, team: TeamRow, person: PersonRow, now: datetime) -> datetime:
    """The first moment from now on at which the person may be told something about the team."""
    calendar = await reader_calendar(tx, team, person)
    return next_permitted(now, house.schedule(team).alert_hours, calendar.zone, calendar.is_closed)


def day_began_at(team: TeamRow, person: PersonRow, now: datetime) -> datetime:
    """When this day of the person began; of each kind they get one message a day."""
    zone = zone_of(person, team)
    return moment_of(local_time(now, zone).date(), time(), zone)


async def may_tell_tomorrow(tx: Tx, house: House, team: TeamRow, person: PersonRow, now: datetime) -> datetime:
    """The same moment as `may_tell_at`, on another day of the person than today."""
    zone = zone_of(person, team)
    midnight = moment_of(local_time(now, zone).date() + ONE_DAY, time(), zone)
    return await may_tell_at(tx, house, team, person, midnight)


async def looks_again_at(tx: Tx, house: House, team: TeamRow, now: datetime) -> datetime:
    """When it is looked again whom to tell, where nobody can be: perhaps somebody joins by the next working morning."""
    calendar, hours = await calendar_of(tx, team), house.schedule(team).alert_hours
    return calendar.at(calendar.working_day_after(calendar.local_date(now), 1), hours.from_)
