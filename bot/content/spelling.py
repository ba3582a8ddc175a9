"""How dates, times, numbers and lists are written in a language."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton, format_time, get_day_names
from babel.lists import format_list
from babel.numbers import format_decimal


@dataclass(frozen=True, slots=True)
class Spelling:
    """The spelling of one locale, such as `en_GB`."""

    locale: Locale

    @classmethod
    def of(cls, name: str) -> "Spelling":
        """The spelling of the locale of this name."""
        return cls(Locale.parse(name))

    @staticmethod
    def is_known(name: str) -> bool:
        """Whether there is a locale of this name."""
        try:
            return bool(Locale.parse(name))
        except (UnknownLocaleError, ValueError):
            return False

    def weekday(self, day: date) -> str:
        """`Tuesday`."""
        return str(get_day_names("wide", locale=self.locale)[day.weekday()])

    def date(self, day: date, form: str = "day") -> str:
        """`3 September`; in full `Thursday 3 September 2026`."""
        if form == "full":
            return format_date(day, "full", locale=self.locale)
        return format_skeleton("MMMMd", day, locale=self.locale)

    def time(self, moment: datetime) -> str:
        """`10:00`, as the clock shows it in the moment's own zone."""
        return format_time(moment, "HH:mm", locale=self.locale)

    def number(self, value: float) -> str:
        """`1,200.5`."""
        return format_decimal(value, locale=self.locale)

    def list(self, names: Sequence[str]) -> str:
        """`Ridge, Fjord and Dale`."""
        return format_list(list(names), locale=self.locale)
