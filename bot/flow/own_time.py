"""A person's own time: the hours, weekdays and days away by which questions reach them."""

from collections.abc import Sequence
from datetime import date, datetime

from bot.domain.own_hours import OwnTime, days_off, hours_of
from bot.domain.working_time import DateRange, WorkingCalendar
from bot.flow.house import House, zone_of
from bot.storage.absences import absences_of
from bot.storage.database import Tx
from bot.storage.rows import PersonRow, TeamRow


def own_time(
    house: House, team: TeamRow, person: PersonRow, calendar: WorkingCalendar, away: Sequence[DateRange]
) -> OwnTime:
    """When the person may be asked about the team; what they have not chosen is the schedule's, or the team's."""
    return OwnTime(
        zone=zone_of(person, team),
        hours=hours_of(person.quiet_from, person.quiet_until, house.schedule(team).employee_hours),
        days_off=days_off(person.working_days, calendar.weekend),
        away=tuple(away),
    )


def today_of(team: TeamRow, person: PersonRow, now: datetime) -> date:
    """The person's date at this moment."""
    return now.astimezone(zone_of(person, team)).date()


async def is_away(tx: Tx, team: TeamRow, person: PersonRow, now: datetime) -> bool:
    """Whether this is one of the days on which the person is away."""
    today = today_of(team, person, now)
    return any(today in days for days in await absences_of(tx, person.id))
