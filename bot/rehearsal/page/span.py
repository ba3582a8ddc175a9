"""The weeks of a play, and where in them a moment lies."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Self
from zoneinfo import ZoneInfo

from bot.rehearsal.played import Played

_DAY = 86_400


@dataclass(frozen=True, slots=True)
class Span:
    """Whole weeks, from the Monday in `first`, on one clock."""

    first: date
    weeks: int
    zone: ZoneInfo

    @classmethod
    def of(cls, played: Played) -> Self:
        """The weeks of this play, on the clock of its collaborative."""
        zone = ZoneInfo(played.programme.zone)
        begins, ends = (moment.astimezone(zone).date() for moment in (played.begins, played.ends))
        first = begins - timedelta(days=begins.weekday())
        return cls(first, max((ends - first).days // 7 + 1, 1), zone)

    @property
    def last(self) -> date:
        """The Sunday of the last week."""
        return self.first + timedelta(days=7 * self.weeks - 1)

    def monday(self, week: int) -> date:
        """The first day of the week with this number, counted from 0."""
        return self.first + timedelta(days=7 * week)

    def week_of(self, moment: datetime, zone: ZoneInfo | None = None) -> int:
        """The number of the week in which this moment lies, on this clock or the play's."""
        week = (moment.astimezone(zone or self.zone).date() - self.first).days // 7
        return min(max(week, 0), self.weeks - 1)

    def at(self, moment: datetime) -> str:
        """Where this moment lies, from 0 to 100."""
        local = moment.astimezone(self.zone)
        seconds = local.hour * 3600 + local.minute * 60 + local.second
        return self._share((local.date() - self.first).days + seconds / _DAY)

    def on(self, day: date) -> str:
        """Where this day begins, from 0 to 100."""
        return self._share((day - self.first).days)

    def wide(self, first: date, last: date) -> str:
        """How wide these days are together; both are included."""
        return short(100 * ((last - first).days + 1) / (7 * self.weeks))

    def _share(self, days: float) -> str:
        return short(min(max(100 * days / (7 * self.weeks), 0), 100))


def short(number: float) -> str:
    """The number with at most two decimals."""
    return f"{number:.2f}".rstrip("0").rstrip(".")
