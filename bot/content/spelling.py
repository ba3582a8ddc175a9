"""How dates, times, numbers and lists are written in a language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton, format_time, get_day_names
from babel.lists import format_list
from babel.numbers import format_decimal, get_decimal_symbol

# Every form that whole numbers have in any language turns up below this.
_ENOUGH = 1000


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
        return self.weekday_named(day.weekday())

    def weekday_named(self, n: int) -> str:
        """`Monday` for 0."""
        return str(get_day_names("wide", locale=self.locale)[n])

    def short_weekday(self, day: date) -> str:
        """`Tu`."""
        return str(get_day_names("short", locale=self.locale)[day.weekday()]).rstrip(".")

    def month(self, day: date) -> str:
        """`September 2026`."""
        return format_skeleton("yMMMM", day, locale=self.locale)

    def date(self, day: date, form: str = "day") -> str:
        """`3 September`; with its year `3 September 2026`; in full `Thursday 3 September 2026`."""
        if form == "full":
            return format_date(day, "full", locale=self.locale)
        if form == "year":
            return format_date(day, "long", locale=self.locale)
        return format_skeleton("MMMMd", day, locale=self.locale)

    def time(self, moment: datetime) -> str:
        """`10:00`, as the clock shows it in the moment's own zone."""
        return format_time(moment, "HH:mm", locale=self.locale)

    def number(self, value: float) -> str:
        """`1,200.5`."""
        return format_decimal(value, locale=self.locale)

    @property
    def decimal_mark(self) -> str:
        """What stands before the tenths: `.` or `,`."""
        return str(get_decimal_symbol(self.locale))

    def list(self, names: Sequence[str]) -> str:
        """`Ridge, Fjord and Dale`."""
        return format_list(list(names), locale=self.locale)

    def forms(self, n: float) -> tuple[str, ...]:
        """The names under which a noun may have its form for this number, the best first."""
        # Where nouns have two forms only, the second may be called `many` as well.
        return (self.locale.plural_form(n), "other", "many")

    def forms_needed(self) -> Mapping[str, int]:
        """The forms that whole numbers have here, each with the lowest such number."""
        return {self.locale.plural_form(n): n for n in reversed(range(_ENOUGH))}

    def forms_known(self) -> frozenset[str]:
        """Every form that there is here, whole numbers or not."""
        return frozenset({*self.locale.plural_form.tags, "other"})
