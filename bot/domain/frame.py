"""The days of a team in its programme, over which its cadence is laid."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Self

from bot.domain.working_time import ONE_DAY, WorkingCalendar


@dataclass(frozen=True, slots=True)
class Frame:
    """From the first day to the last, with the gatherings, on which nobody is asked."""

    calendar: WorkingCalendar
    starts: date
    ends: date
    session_days: frozenset[date]

    @classmethod
    def of(cls, calendar: WorkingCalendar, starts: date, ends: date, session_days: frozenset[date]) -> Self:
        """The frame for plans: what is paused, or was an outage of ours, moves none of them."""
        # What came due in an outage goes out at the next permitted hour, and what comes due in a pause is left out:
        # neither is planned anew.
        return cls(replace(calendar, pauses=(), outages=()), starts, ends, session_days)

    def first_free(self, day: date) -> date | None:
        """The first day from this one on which a team can be asked. None if the end comes first."""
        return next((it for it in self.working_days(day, self.ends) if it not in self.session_days), None)

    def working_days(self, first: date, last: date) -> Iterator[date]:
        """The working days from the first day to the last, both included."""
        return (day for day in days(first, last) if self.calendar.is_working_day(day))


def days(first: date, last: date) -> Iterator[date]:
    """Every day from the first to the last, both included."""
    if first > last:
        return
    day = first
    yield day
    while day < last:
        day += ONE_DAY
        yield day
