"""When a team is asked next, and when nobody having joined becomes a stall: moments computed ahead."""

from collections.abc import Container
from datetime import UTC, date, datetime, time

from bot.domain.cadence import CheckInDue, closes_at, next_due, reminder_at
from bot.domain.programme import Role
from bot.domain.stall import never_started_at, silent_at
from bot.domain.working_time import ONE_DAY, WorkingCalendar
from bot.flow.house import House, calendar_of
from bot.storage.check_ins import change_check_in, last_grid_day, open_check_in
from bot.storage.database import Tx
from bot.storage.people import people_of_team
from bot.storage.rows import TeamRow
from bot.storage.teams import change_team, save_next, sessions_of, team_by_id


async def next_after(tx: Tx, house: House, team: TeamRow, after: date | None) -> CheckInDue | None:
    """The team's first check-in after this day of its grid."""
    return next_due(
        house.schedule(team).cadence,
        await calendar_of(tx, team),
        starts=team.starts,
        ends=team.ends,
        session_days=await session_days(tx, team),
        after=after,
    )


async def asked_next(tx: Tx, house: House, team: TeamRow) -> datetime | None:
    """When questions come to the team next, None where no more are planned; one that is merged is not asked."""
    if not team.next_merged:
        return team.next_due_at
    due = await next_after(tx, house, team, team.next_grid_on)
    while due is not None and due.merged:
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
    due = await next_after(tx, house, team, await last_grid_day(tx, team.id))
    while due is not None and due.due_at < now:
        if due.grid_on == team.next_grid_on and team.next_on is not None and team.next_due_at is not None:
            # It was held up and is still to come.
            return CheckInDue(due.grid_on, team.next_on, team.next_due_at, team.next_merged)
        due = await next_after(tx, house, team, due.grid_on)
    await save_next(tx, team.id, due)
    return due


async def plan_start(tx: Tx, house: House, team_id: int) -> None:
    """When the team counts as never started, as long as nobody of it has joined."""
    team = await team_by_id(tx, team_id)
    joined = any(member.joined_at for member in await people_of_team(tx, team.id, Role.MEMBER))
    moment = None if joined else start_deadline(await calendar_of(tx, team), team, house)
    await change_team(tx, team.id, never_started_at=moment)


def start_deadline(calendar: WorkingCalendar, team: TeamRow, house: House) -> datetime:
    """The moment for a team that nobody joins, counted from its start or its first apply, whichever is later."""
    starts = datetime.combine(team.starts, time(), tzinfo=calendar.zone).astimezone(UTC)
    return never_started_at(calendar, max(starts, team.first_applied_at), house.schedule(team).stalls)


async def replan_open(tx: Tx, house: House, team: TeamRow) -> None:
    """When a team counts as silent, and its open check-in is reminded of and closes, after the days have changed."""
    schedule, calendar = house.schedule(team), await calendar_of(tx, team)
    if team.waiting_since is not None and team.silent_at is not None:
        await change_team(tx, team.id, silent_at=silent_at(calendar, team.waiting_since, schedule.stalls))
    check_in = await open_check_in(tx, team.id)
    if check_in is None or check_in.asked_at is None:
        return
    rule = schedule.reminder
    reminder = reminder_at(calendar, check_in.asked_at, working_days=rule.working_days, at=rule.at)
    await change_check_in(
        tx,
        check_in.id,
        close_at=closes_at(calendar, check_in.asked_at, schedule.closes_after),
        remind_at=reminder if check_in.remind_at is not None else None,
    )
