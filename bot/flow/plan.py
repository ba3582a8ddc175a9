"""When a team is asked next: moments computed ahead."""

from collections.abc import Container
from datetime import date, datetime

from bot.domain.cadence import CheckInDue, Sent, each_due
from bot.domain.frame import Frame
from bot.domain.working_time import ONE_DAY, WorkingCalendar
from bot.flow.house import House, calendar_of
from bot.storage.check_ins import last_asked, last_grid_day
from bot.storage.database import Tx
from bot.storage.rows import TeamRow
from bot.storage.teams import save_next, sessions_of


async def next_after(tx: Tx, house: House, team: TeamRow, after: date | None) -> CheckInDue | None:
    """The team's first check-in after this day of its plan."""
    on = team.next_on if after == team.next_grid_on else after
    sent = Sent(after, on or after) if after else None
    frame = await frame_of(tx, team, await session_days(tx, team))
    return next(each_due(house.schedule(team).cadence, frame, after, sent), None)


async def frame_of(tx: Tx, team: TeamRow, sessions: frozenset[date]) -> Frame:
    """The days over which the team's plan is laid, if the gatherings are on these."""
    return Frame.of(await calendar_of(tx, team), team.starts, team.ends, sessions)


async def asked_next(tx: Tx, house: House, team: TeamRow) -> datetime | None:
    """When questions come to the team next, None where no more are planned.

    One that is merged, or falls in an agreed pause, is not asked.
    """
    if team.next_due_at is None:
        return None
    calendar = await calendar_of(tx, team)
    if not team.next_merged and not calendar.pause_on(calendar.local_date(team.next_due_at)):
        return team.next_due_at
    due = await next_after(tx, house, team, team.next_grid_on)
    while due is not None and (due.merged or calendar.pause_on(due.on)):
        due = await next_after(tx, house, team, due.grid_on)
    return due.due_at if due else None


async def session_days(tx: Tx, team: TeamRow) -> frozenset[date]:
    """The days of gatherings, on which no team is asked."""
    return frozenset(session.on_date for session in await sessions_of(tx, team.collaborative_id))


def free_day(
    house: House, team: TeamRow, calendar: WorkingCalendar, day: date, sessions: Container[date]
) -> tuple[date, datetime]:
    """The first day from this one on which the team may be asked, and the moment on it."""
    day = calendar.next_working_day(day)
    while day in sessions:
        day = calendar.next_working_day(day + ONE_DAY)
    return day, calendar.at(day, house.schedule(team).cadence.at)


def planned_at(house: House, calendar: WorkingCalendar, team: TeamRow) -> datetime | None:
    """When the team's next check-in was to be asked, however long it is held up."""
    return calendar.at(team.next_on, house.schedule(team).cadence.at) if team.next_on else None


async def plan_from(tx: Tx, house: House, team: TeamRow, now: datetime) -> CheckInDue | None:
    """Plan a team anew after a change of its programme: what is past is not made up for, or asked twice."""
    due = await due_anew(tx, house, team, await session_days(tx, team), now)
    await save_next(tx, team.id, due)
    return due


async def due_anew(tx: Tx, house: House, team: TeamRow, sessions: frozenset[date], now: datetime) -> CheckInDue | None:
    """The check-in that comes next if the team is planned anew, with the gatherings on these days."""
    frame, last = await frame_of(tx, team, sessions), await last_asked(tx, team.id)
    sent = Sent(last.grid_on, frame.calendar.local_date(last.asked_at)) if last and last.asked_at else None
    for due in each_due(house.schedule(team).cadence, frame, await last_grid_day(tx, team.id), sent):
        if due.due_at >= now:
            return due
        if due.grid_on == team.next_grid_on and team.next_on is not None and team.next_due_at is not None:
            # It was held up and is still to come.
            return CheckInDue(due.grid_on, team.next_on, team.next_due_at, team.next_merged)
    return None
