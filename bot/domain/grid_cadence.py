"""Check-ins on a grid: every so many days, whatever lies between."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta

from bot.domain.frame import Frame


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

    def first(self, starts: date) -> date:
        """The first such weekday on or after this day."""
        return starts + timedelta(days=(self.weekday - starts.weekday()) % 7)

    def dates(self, frame: Frame) -> Iterator[date]:
        """The dates of the grid, which never moves: the first such weekday, then every n days."""
        day = self.first(frame.starts)
        while day <= frame.ends:
            yield day
            if date.max - day < timedelta(days=self.every_days):
                return
            day += timedelta(days=self.every_days)
