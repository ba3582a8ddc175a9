"""The calendar of a month as buttons, on which a day is pressed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from bot.domain.away import month_page, other_month
from bot.domain.outgoing import Button, Keyboard
from bot.flow.house import House

NO_DAY = "·"


@dataclass(frozen=True, slots=True)
class Month:
    """What is pressed on the calendar: data for a day, for another month, and for what does nothing.

    Days from the first to the last may be chosen, but not the one that holds already. A week without a day to choose
    would only make the calendar longer, unless it is to show `every_week`. Telegram has no button that cannot be
    pressed.
    """

    first: date
    last: date
    day: Callable[[date], str]
    turn: Callable[[date], str]
    nothing: str
    holds: date | None = None
    every_week: bool = False

    def rows(self, house: House, month: date, language: str) -> Keyboard:
        """The month in which this day lies, or the nearest in which a day may be chosen."""
        spelling = house.content.wording.spelling(language)
        month = min(max(month, self.first), self.last).replace(day=1)
        earlier, later = other_month(month, -1), other_month(month, 1)
        weeks = month_page(month)
        sample = [day for day in weeks[1] if day is not None]
        return (
            (
                self._turn("‹", earlier, there=month > self.first),
                Button(spelling.month(month), self.nothing),
                self._turn("›", later, there=later <= self.last),
            ),
            tuple(Button(spelling.short_weekday(day), self.nothing) for day in sample),
            *(tuple(map(self._day, week)) for week in weeks if self.every_week or any(map(self._may_choose, week))),
        )

    def _turn(self, label: str, month: date, *, there: bool) -> Button:
        return Button(label, self.turn(month)) if there else Button(NO_DAY, self.nothing)

    def _day(self, day: date | None) -> Button:
        if day is None or not self._may_choose(day):
            return Button(NO_DAY, self.nothing)
        return Button(str(day.day), self.day(day))

    def _may_choose(self, day: date | None) -> bool:
        return day is not None and self.first <= day <= self.last and day != self.holds
