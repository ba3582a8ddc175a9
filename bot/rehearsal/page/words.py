"""The words of the page: texts, numbers, dates and names in its language."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel.dates import format_skeleton

from bot.content.wording import Wording


@dataclass(frozen=True, slots=True)
class Words:
    """Texts of `prompts/pages` in one language; moments are told on one clock."""

    wording: Wording
    language: str
    zone: ZoneInfo

    def text(self, key: str, /, **values: object) -> str:
        """The text of this key of the page."""
        return self.wording.plain(f"rehearsal.{key}", self.language, **values)

    def named(self, group: str, name: str, otherwise: str) -> str:
        """What something is called; where there is no word for it, `otherwise`."""
        return self.text(f"{group}.{name}") if self.wording.has(f"rehearsal.{group}.{name}") else otherwise

    def count(self, what: str, n: int) -> str:
        """A number with its noun."""
        return self.wording.count(what, n, self.language)

    def number(self, value: float) -> str:
        """A number as it is written in the language."""
        return self.wording.number(value, self.language)

    def list(self, names: Iterable[str]) -> str:
        """`ridge, fjord and dale`."""
        return self.wording.list(list(names), self.language)

    def in_full(self, day: date) -> str:
        """`15 September 2026`."""
        return self.wording.date(day, self.language, "year")

    def day(self, day: date) -> str:
        """`15 Sept`."""
        return self._formed("MMMd", day)

    def weekday(self, day: date) -> str:
        """`Tue 15 Sept`."""
        return self._formed("MMMEd", day)

    def month(self, day: date) -> str:
        """`Sept`."""
        return self._formed("MMM", day)

    def moment(self, moment: datetime, zone: ZoneInfo | None = None) -> str:
        """`Tue 15 Sept 10:00`."""
        local = moment.astimezone(zone or self.zone)
        return f"{self.weekday(local.date())} {self.wording.spelling(self.language).time(local)}"

    def _formed(self, form: str, day: date) -> str:
        return format_skeleton(form, day, locale=self.wording.spelling(self.language).locale)
