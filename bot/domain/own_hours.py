"""When a person may be asked: their own hours and weekdays in the place of the usual ones, and never while away."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from bot.domain.permitted_hours import Window, next_permitted
from bot.domain.working_time import DateRange, local_time

WEEK = frozenset(range(7))
# Hours that go with a shift, by its name; who sleeps late is not woken, and who is up early is left alone at night.
OF_A_SHIFT: Mapping[str, Window] = {
    "early": Window(time(6), time(16)),
    "late": Window(time(11), time(22)),
    "night": Window(time(16), time(8)),
}


@dataclass(frozen=True, slots=True)
class OwnTime:
    """A person's hours of the day in their zone, weekdays off (Monday is 0), and days on which they are away."""

    zone: ZoneInfo
    hours: Window
    days_off: frozenset[int] = frozenset()
    away: tuple[DateRange, ...] = ()

    def next_permitted(self, moment: datetime, is_closed: Callable[[date], bool]) -> datetime:
        """The first moment from this one on at which the person may be asked, on a day that is not closed."""

        def is_off(day: date) -> bool:
            return is_closed(day) or day.weekday() in self.days_off or _is_in(day, self.away)

        return next_permitted(moment, self.hours, self.zone, is_off)

    def is_in_time(self, comes_at: datetime, now: datetime, closes: datetime) -> bool:
        """Whether what comes then is of use: it comes at once, or a day at least before it closes."""
        return comes_at <= now or local_time(comes_at, self.zone).date() < local_time(closes, self.zone).date()


def hours_of(quiet_from: time | None, quiet_until: time | None, usual: Window) -> Window:
    """The hours that somebody's own quiet hours leave; the usual ones where there are none."""
    if quiet_from is None or quiet_until is None:
        return usual
    return Window(quiet_until, quiet_from)


def days_off(working_days: Collection[int] | None, closed: frozenset[int]) -> frozenset[int]:
    """The weekdays on which somebody does not work; none where that would leave nothing but closed ones."""
    if working_days is None:
        return frozenset()
    off = WEEK - set(working_days)
    return frozenset() if off | closed == WEEK else off


def with_day(working_days: Collection[int] | None, day: int, *, works: bool) -> list[int] | None:
    """The working days after one more is said; None where the person works on all."""
    days = WEEK if working_days is None else frozenset(working_days)
    days = days | {day} if works else days - {day}
    return None if days == WEEK else sorted(days)


def in_a_run(days: Collection[int]) -> tuple[int, int] | None:
    """The first and last of weekdays that follow each other, three or more; None where they do not."""
    ordered = sorted(days)
    follow = len(ordered) > 2 and ordered[-1] - ordered[0] == len(ordered) - 1
    return (ordered[0], ordered[-1]) if follow else None


def _is_in(day: date, ranges: tuple[DateRange, ...]) -> bool:
    return any(day in days for days in ranges)
