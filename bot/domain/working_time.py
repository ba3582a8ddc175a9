"""The days that count for a team, and moments counted in them."""

from collections.abc import Container, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from bot.domain.errors import MellomError

ONE_DAY = timedelta(days=1)
LONGEST_SEARCH = timedelta(days=3 * 366)
OUTAGE_FROM, OUTAGE_UNTIL = time(7), time(20)
MOST_OUTAGE = timedelta(hours=4)


class NoWorkingDay(MellomError):
    """A calendar in which no day is left to work on."""

    def __init__(self, since: date) -> None:
        super().__init__(f"There is no working day in the three years from {since}: look at closures and pauses.")


@dataclass(frozen=True, slots=True)
class DateRange:
    """Days from the first to the last, both included."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"a range of days ends ({self.last}) before it begins ({self.first})")

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """The calendar of one team. `weekend` counts Monday as 0; `away` are days when all who joined are away."""

    zone: ZoneInfo
    weekend: frozenset[int]
    holidays: Container[date]
    closures: tuple[DateRange, ...] = ()
    pauses: tuple[DateRange, ...] = ()
    away: tuple[DateRange, ...] = ()
    outages: tuple[tuple[datetime, datetime], ...] = ()

    def is_closed(self, day: date) -> bool:
        """Whether it is a weekend, holiday or closure, when nothing reaches people."""
        return day.weekday() in self.weekend or day in self.holidays or _in_any(day, self.closures)

    def all_are_away(self, day: date) -> bool:
        """Whether all who have joined are away on this day."""
        return _in_any(day, self.away)

    def is_working_day(self, day: date) -> bool:
        """Whether the day counts: it is not closed, paused or away, and we were there for most of it."""
        if self.is_closed(day) or _in_any(day, self.pauses) or self.all_are_away(day):
            return False
        return not self.outages or self._outage_on(day) <= MOST_OUTAGE

    def pause_on(self, day: date) -> DateRange | None:
        """The agreed pause in which this day lies."""
        return next((days for days in self.pauses if day in days), None)

    def end_of(self, days: DateRange) -> datetime:
        """The moment at which these days are over."""
        return self.at(days.last + ONE_DAY, time())

    def next_working_day(self, day: date) -> date:
        """The first working day on or after this one."""
        for n in range(LONGEST_SEARCH.days):
            if self.is_working_day(day + timedelta(days=n)):
                return day + timedelta(days=n)
        raise NoWorkingDay(day)

    def working_day_after(self, day: date, n: int) -> date:
        """The n-th working day strictly after this one; n counts from 1."""
        if n < 1:
            raise ValueError(f"the first working day after a day is number 1, not {n}")
        for _ in range(n):
            day = self.next_working_day(day + ONE_DAY)
        return day

    def working_day_before(self, day: date, n: int) -> date:
        """The n-th working day strictly before this one; n counts from 1."""
        earlier = (day - timedelta(days=it) for it in range(1, LONGEST_SEARCH.days))
        found = next(islice((it for it in earlier if self.is_working_day(it)), n - 1, None), None)
        if found is None:
            raise NoWorkingDay(day - LONGEST_SEARCH)
        return found

    def working_days_between(self, first: date, last: date) -> int:
        """How many working days come after the first day, up to and with the last."""
        return sum(self.is_working_day(first + timedelta(days=n)) for n in range(1, (last - first).days + 1))

    def working_days_after(self, moment: datetime, n: int) -> datetime:
        """The same local time on the n-th working day after, in UTC."""
        local = local_time(moment, self.zone)
        return self.at(self.working_day_after(local.date(), n), local.time())

    def local_date(self, moment: datetime) -> date:
        """The team's date at this moment."""
        return local_time(moment, self.zone).date()

    def at(self, day: date, at: time) -> datetime:
        """The moment in UTC at which the team's clock shows this time on this day."""
        return moment_of(day, at, self.zone)

    def _outage_on(self, day: date) -> timedelta:
        return covered(self.outages, self.at(day, OUTAGE_FROM), self.at(day, OUTAGE_UNTIL))


def moment_of(day: date, at: time, zone: ZoneInfo) -> datetime:
    """The moment in UTC at which a clock in this zone shows this time on this day.

    A time that the clock leaps over moves forward by the leap; one that it shows twice is the first.
    """
    # The wall clock first and UTC last: adding hours to a UTC moment would drift across a clock change.
    return datetime.combine(day, at.replace(fold=0), tzinfo=zone).astimezone(UTC)


def local_time(moment: datetime, zone: ZoneInfo) -> datetime:
    """What a clock in this zone shows at this moment."""
    if moment.tzinfo is None:
        raise ValueError(f"{moment} has no zone: moments are aware")
    return moment.astimezone(zone)


def covered(spans: Iterable[tuple[datetime, datetime]], start: datetime, end: datetime) -> timedelta:
    """How much of the time from start to end lies in the spans; where they overlap it counts once."""
    total, reached = timedelta(0), start
    for began, ended in sorted(spans):
        until = min(ended, end)
        total += max(until - max(began, reached), timedelta(0))
        reached = max(reached, until)
    return total


def _in_any(day: date, ranges: tuple[DateRange, ...]) -> bool:
    return any(day in days for days in ranges)
