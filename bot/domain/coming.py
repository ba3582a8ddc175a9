"""Everything that a plan holds from its first day to its last, and why a day of it was passed over."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from bot.domain.cadence import Cadence, CheckInDue, each_due
from bot.domain.frame import Frame
from bot.domain.working_time import ONE_DAY, DateRange, WorkingCalendar


def all_due(
    cadence: Cadence, calendar: WorkingCalendar, *, starts: date, ends: date, session_days: frozenset[date]
) -> Iterator[CheckInDue]:
    """Every check-in from the first day to the last, merged ones too."""
    return each_due(cadence, Frame.of(calendar, starts, ends, session_days))


def most_in_a_week(days: list[date]) -> int:
    """How many of these days lie in the fullest week, Monday to Sunday."""
    weeks = [day - timedelta(days=day.weekday()) for day in days]
    return max((weeks.count(week) for week in weeks), default=0)


def passed_over(
    calendar: WorkingCalendar,
    first: date,
    until: date,
    *,
    sessions: Mapping[date, str],
    closures: Mapping[DateRange, str],
) -> list[tuple[date, str, str]]:
    """Each day from the first up to `until` on which a team is not asked, with the kind of reason and its title."""
    found: list[tuple[date, str, str]] = []
    day = first
    while day < until:
        if kind := _why_not(calendar, day, sessions, closures):
            found.append((day, *kind))
        day += ONE_DAY
    return found


def _why_not(
    calendar: WorkingCalendar, day: date, sessions: Mapping[date, str], closures: Mapping[DateRange, str]
) -> tuple[str, str] | None:
    if day in sessions:
        return "gathering", sessions[day]
    closure = next((title for days, title in closures.items() if day in days), None)
    if closure is not None:
        return "closure", closure
    if day in calendar.holidays:
        return "holiday", ""
    if day.weekday() in calendar.weekend:
        return "weekend", ""
    return ("away", "") if calendar.all_are_away(day) else None
