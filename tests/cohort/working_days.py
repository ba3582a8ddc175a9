"""A second calendar, written from the contract alone: working days, and the days on which a schedule asks.

It shares no line with the one of the bot, so that the two can be wrong only in different ways.
"""

from collections.abc import Container, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from holidays import country_holidays

DAY = timedelta(days=1)
ASKS_AT = time(10)
TUESDAY = 1
EVERY = {"weekly": 7, "fortnightly": 14}
# A check-in that shifts so near to the next is asked with it.
TOO_NEAR = 3
Span = tuple[date, date]


@cache
def _public(country: str) -> tuple[Container[date], frozenset[int]]:
    land, _, part = country.partition("-")
    found = country_holidays(land, subdiv=part or None)
    return found, frozenset(found.weekend)


@dataclass(frozen=True, slots=True)
class Days:
    """A team's days. Spans hold their first and last day; `away` is when all of the team are away at once."""

    zone: ZoneInfo
    country: str
    closures: tuple[Span, ...] = ()
    sessions: tuple[date, ...] = ()
    pauses: tuple[Span, ...] = ()
    away: tuple[Span, ...] = ()

    def moment(self, day: date, at: time = time()) -> datetime:
        """When the team's clock shows this, in UTC."""
        return datetime.combine(day, at, self.zone).astimezone(UTC)

    def on(self, moment: datetime) -> date:
        """The team's date at this moment."""
        return moment.astimezone(self.zone).date()

    def is_closed(self, day: date) -> bool:
        """A weekend, a public holiday or a closure."""
        public, weekend = _public(self.country)
        return day.weekday() in weekend or day in public or _among(day, self.closures)

    def counts(self, day: date) -> bool:
        """Whether it is a working day of the team."""
        return not (self.is_closed(day) or _among(day, self.pauses) or _among(day, self.away))

    def between(self, first: date, last: date) -> int:
        """How many working days come after the first day, the last one included."""
        return sum(self.counts(first + DAY * n) for n in range(1, (last - first).days + 1))

    def later(self, moment: datetime, working_days: int) -> datetime:
        """The same time of day so many working days later."""
        local, day = moment.astimezone(self.zone), self.on(moment)
        while working_days:
            day += DAY
            working_days -= self.counts(day)
        return self.moment(day, local.time())

    def asked(self, schedule: str, starts: date, ends: date) -> list[date]:
        """The days on which a schedule asks the team something; what falls in a pause is left out."""
        # A pause moves no date, and neither does who is away move what is counted from a gathering.
        free = replace(self, pauses=())
        grid = list(_grid(schedule, free, starts, ends))
        on = [day for day in map(free.first_free, grid) if day <= ends]
        alone = [
            day
            for n, day in enumerate(on)
            if day == grid[n] or n + 1 == len(on) or free.between(day, on[n + 1]) >= TOO_NEAR
        ]
        return [day for day in alone if not _among(day, self.pauses)]

    def first_free(self, day: date) -> date:
        """The first day from this one on which the team can be asked."""
        while not self.counts(day) or day in self.sessions:
            day += DAY
        return day


def _among(day: date, spans: tuple[Span, ...]) -> bool:
    return any(first <= day <= last for first, last in spans)


def _grid(schedule: str, days: Days, starts: date, ends: date) -> Iterator[date]:
    if schedule in EVERY:
        day = starts + DAY * ((TUESDAY - starts.weekday()) % 7)
        while day <= ends:
            yield day
            day += DAY * EVERY[schedule]
    else:
        yield from (day for day in _around_sessions(replace(days, away=()), starts, ends) if starts <= day <= ends)


def _around_sessions(days: Days, starts: date, ends: date) -> Iterator[date]:
    """2, 12, 22 ... working days after a gathering while 5 remain to the next, 3 before each; at last 10, 20, 40."""
    last: date | None = None
    for session in sorted(days.sessions):
        free = [day for day in _each(last + DAY if last else starts, session - DAY) if days.counts(day)]
        before = free[-3] if len(free) >= 3 else None
        if last is not None:
            for n in range(2, len(free) + 1, 10):
                remain = len(free) - n + 1
                if remain >= 5 and (before is None or free[n - 1] < before):
                    yield free[n - 1]
        if before is not None:
            yield before
        last = session
    if last is not None:
        free = [day for day in _each(last + DAY, ends) if days.counts(day)]
        yield from (free[n - 1] for n in (10, 20, 40) if n <= len(free))


def _each(first: date, last: date) -> Iterator[date]:
    return (first + DAY * n for n in range((last - first).days + 1))
