"""When a team's check-ins are due: a grid of dates that never moves, and the days on which each is asked."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from bot.domain.working_time import ONE_DAY, WorkingCalendar


@dataclass(frozen=True, slots=True)
class GridCadence:
    """Every so many days from the first such weekday (Monday is 0), at one local time all year."""

    every_days: int
    weekday: int
    at: time
    merge_under: int = 3

    def __post_init__(self) -> None:
        if self.every_days < 1:
            raise ValueError(f"a cadence comes every day at most, not every {self.every_days} days")
        if self.weekday not in range(7):
            raise ValueError(f"a weekday is 0 (Monday) to 6 (Sunday), not {self.weekday}")


@dataclass(frozen=True, slots=True)
class CheckInDue:
    """One check-in of a team, named by its date in the grid. A merged one is never asked."""

    grid_on: date
    on: date
    due_at: datetime
    merged: bool


@dataclass(frozen=True, slots=True)
class _Plan:
    """What the grid is laid over: the days that can be asked on, up to the end."""

    calendar: WorkingCalendar
    ends: date
    session_days: frozenset[date]

    def first_free(self, day: date) -> date | None:
        """The first day from this one on which a team can be asked. None if the end comes first."""
        while day <= self.ends:
            if self.calendar.is_working_day(day) and day not in self.session_days:
                return day
            day += ONE_DAY
        return None


def grid_dates(cadence: GridCadence, starts: date) -> Iterator[date]:
    """The dates of the grid: the first such weekday on or after `starts`, then every n days."""
    day = starts + timedelta(days=(cadence.weekday - starts.weekday()) % 7)
    while True:
        yield day
        if date.max - day < timedelta(days=cadence.every_days):
            return
        day += timedelta(days=cadence.every_days)


def next_due(
    cadence: GridCadence,
    calendar: WorkingCalendar,
    *,
    starts: date,
    ends: date,
    session_days: frozenset[date],
    after: date | None,
) -> CheckInDue | None:
    """The first check-in whose grid date is after `after` (None: the first of all). None when no more will come.

    A day that is no working day of the team, or a session's, shifts to the next day that is neither; a check-in that
    would shift past `ends` is dropped. Only a shifted one is merged, and only into one that will come: the last is
    asked however near the end is.
    """
    # A known outage lies behind us. What came due in it goes out at the next permitted hour and is not planned anew.
    plan = _Plan(replace(calendar, outages=()), ends, session_days)
    for grid_on in grid_dates(cadence, starts):
        if grid_on > ends:
            return None
        if after is not None and grid_on <= after:
            continue
        on = plan.first_free(grid_on)
        if on is None:
            return None
        merged = on != grid_on and _is_too_near(cadence, plan, grid_on, on)
        return CheckInDue(grid_on, on, calendar.at(on, cadence.at), merged)
    return None


def merges_into_next(
    cadence: GridCadence,
    calendar: WorkingCalendar,
    due: CheckInDue,
    asked_on: date,
    *,
    ends: date,
    session_days: frozenset[date],
) -> bool:
    """Whether a check-in held up until this day (an outage, a full budget) is so late that the next one replaces it."""
    plan = _Plan(replace(calendar, outages=()), ends, session_days)
    return asked_on > due.on and _is_too_near(cadence, plan, due.grid_on, asked_on)


def reminder_at(
    calendar: WorkingCalendar,
    asked_at: datetime,
    *,
    working_days: int = 2,
    at: time = time(10),
) -> datetime:
    """When the one reminder goes: at this time on the n-th working day after the day of asking."""
    return calendar.at(calendar.working_day_after(calendar.local_date(asked_at), working_days), at)


def closes_at(calendar: WorkingCalendar, asked_at: datetime, working_days: int = 10) -> datetime:
    """When a check-in closes by itself, if no later one has closed it."""
    return calendar.working_days_after(asked_at, working_days)


def _is_too_near(cadence: GridCadence, plan: _Plan, grid_on: date, on: date) -> bool:
    """Whether, asked on this day, too few working days are left to the day of the next one."""
    if date.max - grid_on < timedelta(days=cadence.every_days):
        return False
    next_on = plan.first_free(grid_on + timedelta(days=cadence.every_days))
    return next_on is not None and plan.calendar.working_days_between(on, next_on) < cadence.merge_under
