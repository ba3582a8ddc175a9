"""A check-in that is due cannot be asked now: for when it waits, and when it comes too late."""

from datetime import date, datetime

from bot.domain.cadence import CheckInDue, merges_into_next
from bot.domain.permitted_hours import next_permitted
from bot.domain.working_time import WorkingCalendar
from bot.flow.asking.whom import week_of
from bot.flow.house import House
from bot.flow.plan import free_day, session_days
from bot.storage.database import Tx
from bot.storage.rows import TeamRow


async def came_too_late(tx: Tx, house: House, team: TeamRow, calendar: WorkingCalendar, now: datetime) -> bool:
    """Whether an outage held the check-in back until the end, or so near to the next one that it goes into that."""
    today = calendar.local_date(now)
    if today > team.ends:
        return True
    due = CheckInDue(team.next_grid_on or today, team.next_on or today, now, team.next_merged)
    sessions = await session_days(tx, team)
    return merges_into_next(
        house.schedule(team).cadence,
        calendar,
        due,
        today,
        starts=team.starts,
        ends=team.ends,
        session_days=sessions,
    )


async def put_off_until(
    tx: Tx, house: House, team: TeamRow, calendar: WorkingCalendar, now: datetime
) -> datetime | None:
    """The moment for which a check-in that is due waits; None where it is asked at once."""
    # Late by an outage or a jump of the clock: it waits for the next hour in which it may be sent.
    if team.next_merged:
        return None
    sessions = await session_days(tx, team)
    permitted = next_permitted(
        now,
        house.schedule(team).employee_hours,
        calendar.zone,
        lambda day: calendar.is_closed(day) or day in sessions,
    )
    if calendar.all_are_away(calendar.local_date(permitted)):
        # The last of them went after it was planned: it comes as on any other day, once somebody is there.
        _, permitted = free_day(house, team, calendar, calendar.local_date(permitted), sessions)
    return permitted if permitted > now else None


async def early_next_week(
    tx: Tx, house: House, team: TeamRow, calendar: WorkingCalendar, now: datetime
) -> tuple[date, datetime]:
    """The first day of next week on which the team may be asked, and the moment on it."""
    sessions = await session_days(tx, team)
    _, next_monday = week_of(now, calendar.zone)
    return free_day(house, team, calendar, calendar.local_date(next_monday), sessions)
