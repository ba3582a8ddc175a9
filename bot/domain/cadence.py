"""When a team's check-ins are due: the dates of its cadence, and the days on which each is asked."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import partial
from itertools import chain, dropwhile, pairwise
from typing import TypeAlias

from bot.domain.frame import Frame
from bot.domain.grid_cadence import GridCadence
from bot.domain.session_cadence import SessionCadence
from bot.domain.working_time import WorkingCalendar

Cadence: TypeAlias = GridCadence | SessionCadence


@dataclass(frozen=True, slots=True)
class CheckInDue:
    """One check-in of a team, named by its date in the plan. A merged one is never asked."""

    grid_on: date
    on: date
    due_at: datetime
    merged: bool


@dataclass(frozen=True, slots=True)
class Sent:
    """The check-in that was asked last: its date in the plan of then, and the day on which it was asked."""

    grid_on: date
    on: date


def each_due(
    cadence: Cadence, frame: Frame, after: date | None = None, sent: Sent | None = None
) -> Iterator[CheckInDue]:
    """The check-ins whose dates are after `after` (None: all), in order.

    A day that is no working day of the team, or a session's, shifts to the next day that is neither; a check-in that
    would shift past the end is dropped. Only a shifted one is merged, and only into one that will come: the last is
    asked however near the end is. Where the plan has moved and no longer holds what was sent, the next one keeps its
    distance from that.
    """
    coming = _each_due(cadence, frame, after)
    if sent is None or _is_planned(cadence, frame, sent.grid_on):
        return coming
    working_days_since = partial(frame.calendar.working_days_between, sent.on)
    return dropwhile(lambda it: working_days_since(it.on) < _least_room(cadence), coming)


def next_due(
    cadence: Cadence,
    calendar: WorkingCalendar,
    *,
    starts: date,
    ends: date,
    session_days: frozenset[date],
    after: date | None,
) -> CheckInDue | None:
    """The first check-in whose date is after `after` (None: the first of all). None when no more will come."""
    return next(each_due(cadence, Frame.of(calendar, starts, ends, session_days), after), None)


def merges_into_next(
    cadence: Cadence,
    calendar: WorkingCalendar,
    due: CheckInDue,
    asked_on: date,
    *,
    starts: date,
    ends: date,
    session_days: frozenset[date],
) -> bool:
    """Whether a check-in held up until this day (an outage, a full budget) is so late that the next one replaces it."""
    if asked_on <= due.on:
        return False
    frame = Frame.of(calendar, starts, ends, session_days)
    following = next((day for day in cadence.dates(frame) if day > due.grid_on), None)
    return _is_too_near(cadence, frame, asked_on, following)


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


def _each_due(cadence: Cadence, frame: Frame, after: date | None) -> Iterator[CheckInDue]:
    dates = (day for day in cadence.dates(frame) if after is None or day > after)
    for grid_on, following in pairwise(chain(dates, (None,))):
        on = frame.first_free(grid_on) if grid_on else None
        if grid_on is None or on is None:
            return
        merged = on != grid_on and _is_too_near(cadence, frame, on, following)
        yield CheckInDue(grid_on, on, frame.calendar.at(on, cadence.at), merged)


def _is_planned(cadence: Cadence, frame: Frame, day: date) -> bool:
    return next((it for it in cadence.dates(frame) if it >= day), None) == day


def _is_too_near(cadence: Cadence, frame: Frame, on: date, following: date | None) -> bool:
    """Whether, asked on this day, too few working days are left to the day of the next one."""
    next_on = frame.first_free(following) if following else None
    return next_on is not None and frame.calendar.working_days_between(on, next_on) < _least_room(cadence)


def _least_room(cadence: Cadence) -> int:
    # Even where nothing is merged for being near, two on one day are one.
    return max(cadence.merge_under, 1)
