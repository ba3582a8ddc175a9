"""The hours in which a message may reach somebody."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.working_time import LONGEST_SEARCH, NoWorkingDay, local_time, moment_of


@dataclass(frozen=True, slots=True)
class Window:
    """Hours of a day: from the first moment up to the last, which is out. `time.max` stands for midnight.

    Hours that end before they begin go on over midnight: those from 16:00 until 08:00 are an evening and a morning.
    """

    from_: time
    until: time

    def __post_init__(self) -> None:
        if self.until == self.from_:
            raise ValueError(f"permitted hours end when they begin ({self.from_})")

    def __contains__(self, at: time) -> bool:
        if self.is_over_midnight:
            return self.from_ <= at or at < self.until
        return self.from_ <= at and (at < self.until or self.until == time.max)

    @property
    def is_over_midnight(self) -> bool:
        """Whether they begin on one day and end on the next."""
        return self.until < self.from_


EMPLOYEE = Window(time(7), time(20))
ALERT = Window(time(8), time(16))
WHOLE_DAY = Window(time.min, time.max)


def next_permitted(moment: datetime, window: Window, zone: ZoneInfo, is_closed: Callable[[date], bool]) -> datetime:
    """This moment if it is permitted, else when the hours next begin on a day that is not closed; in UTC."""
    local = local_time(moment, zone)
    if local.time() in window and not is_closed(local.date()):
        return moment.astimezone(UTC)
    for day in _open_days(local.date(), is_closed):
        for start in _starts(day, window, zone):
            if start >= moment:
                return start
    raise NoWorkingDay(local.date())


def next_weekly(
    after: datetime, weekday: int, at: time, zone: ZoneInfo, is_closed: Callable[[date], bool]
) -> tuple[date, datetime]:
    """The next weekly moment strictly after this one, with the Monday of the week it stands for.

    A closed day shifts to the next that is not, at the same local time. A week closed to its end has no moment of
    its own, so that a long closure is not followed by several at once.
    """
    today = local_time(after, zone).date()
    regular = today - timedelta(days=(today.weekday() - weekday) % 7)
    for day in _open_days(regular, is_closed):
        shifted = timedelta(days=(day.weekday() - weekday) % 7)
        # Days come in order, so the first open one of a week is the week's own; the later ones are not.
        if any(not is_closed(day - timedelta(days=n)) for n in range(1, shifted.days + 1)):
            continue
        moment = moment_of(day, at, zone)
        if moment > after:
            return _monday(day - shifted), moment
    raise NoWorkingDay(today)


def _open_days(first: date, is_closed: Callable[[date], bool]) -> Iterator[date]:
    days = (first + timedelta(days=n) for n in range(LONGEST_SEARCH.days))
    return (day for day in days if not is_closed(day))


def _starts(day: date, window: Window, zone: ZoneInfo) -> list[datetime]:
    """When the hours begin on this day, in order: none or twice where the clock is changed right then.

    Hours that began the day before go on from midnight, also where that day was closed.
    """
    begins = (time.min, window.from_) if window.is_over_midnight else (window.from_,)
    starts = {
        datetime.combine(day, at.replace(fold=fold), tzinfo=zone).astimezone(UTC) for at in begins for fold in (0, 1)
    }
    shown = {start: start.astimezone(zone) for start in starts}
    return sorted(it for it, local in shown.items() if local.date() == day and local.time() in window)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
