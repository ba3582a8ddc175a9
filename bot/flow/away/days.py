"""A team's working days have changed, because somebody is away or there again: what was planned is planned anew."""

from dataclasses import replace
from datetime import date, datetime

from bot.domain.away import days_all_are_away
from bot.domain.cadence import CheckInDue, next_due
from bot.domain.working_time import ONE_DAY, WorkingCalendar
from bot.flow.deadlines import replan_open
from bot.flow.ending import plan_thanks
from bot.flow.house import House, calendar_of
from bot.flow.plan import free_day, session_days
from bot.storage import check_ins, conversations, teams
from bot.storage.absences import absences_in_team
from bot.storage.database import Tx
from bot.storage.rows import TeamRow


async def days_changed(tx: Tx, house: House, team: TeamRow, before: WorkingCalendar, now: datetime) -> None:
    """Plan the team anew, whose check-in and row are held; `before` is the calendar by which it was planned."""
    calendar = await calendar_of(tx, team)
    if calendar.away == before.away:
        return
    await replan_open(tx, house, team)
    await plan_thanks(tx, house, team.id, now)
    if team.next_due_at is not None and team.next_due_at <= now:
        return
    sessions = await session_days(tx, team)
    # With all away until the end nothing was planned any more, and what is not asked yet comes back with them.
    after = team.next_grid_on - ONE_DAY if team.next_grid_on else await check_ins.last_grid_day(tx, team.id)
    planned, due = (_due(house, team, days, after, sessions) for days in (before, calendar))
    # What a full budget holds back is not due by the grid, and stays as it is.
    if due != planned and team.next_on == (planned.on if planned else None):
        await teams.save_next(tx, team.id, _to_come(house, team, calendar, due, sessions, now))


def _due(
    house: House, team: TeamRow, calendar: WorkingCalendar, after: date | None, sessions: frozenset[date]
) -> CheckInDue | None:
    cadence = house.schedule(team).cadence
    return next_due(cadence, calendar, starts=team.starts, ends=team.ends, session_days=sessions, after=after)


def _to_come(
    house: House,
    team: TeamRow,
    calendar: WorkingCalendar,
    due: CheckInDue | None,
    sessions: frozenset[date],
    now: datetime,
) -> CheckInDue | None:
    """The check-in as it is due, or where that is past by now on the next day on which it can be before the end."""
    if due is None or due.due_at > now:
        return due
    today = calendar.local_date(now)
    is_past = calendar.at(today, house.schedule(team).cadence.at) <= now
    on, due_at = free_day(house, team, calendar, today + ONE_DAY if is_past else today, sessions)
    return replace(due, on=on, due_at=due_at) if on <= team.ends else None


async def somebody_is_there(tx: Tx, house: House, team_id: int, person_id: int, now: datetime) -> None:
    """The person has joined, or is in reach again: a team whose others are all away does not rest any more."""
    own = await absences_in_team(tx, team_id)
    others = days_all_are_away(days for who, days in own.items() if who != person_id)
    if others == days_all_are_away(own.values()):
        return
    await conversations.hold_open_check_in(tx, team_id)
    team = await teams.team_by_id(tx, team_id, lock=True)
    await days_changed(tx, house, team, replace(await calendar_of(tx, team), away=others), now)
