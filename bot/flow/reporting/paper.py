"""How a document says things: its language, its day, and the words of people without anybody's name."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.content.limits import shortened
from bot.content.model_texts import ModelTexts
from bot.content.wording import LOCALE
from bot.domain.report import Block, Bullets, Report, Style, Words
from bot.flow.house import House
from bot.flow.screens.talk import model_texts
from bot.storage.rows import TeamRow

LONGEST_TITLE, LONGEST_LINE, LONGEST_CELL = 120, 220, 300


@dataclass(frozen=True, slots=True)
class Paper:
    """A document in the making: in this language, as of this moment."""

    house: House
    language: str
    zone: ZoneInfo
    now: datetime

    def say(self, key: str, /, **values: object) -> str:
        """A text of the documents."""
        return self.house.content.wording.plain(f"report.{key}", self.language, **values)

    def day(self, moment: datetime | date, form: str = "day") -> str:
        """The date, as of the zone in which the document is read."""
        day = moment.astimezone(self.zone).date() if isinstance(moment, datetime) else moment
        return self.house.content.wording.date(day, self.language, form)

    def number(self, value: float) -> str:
        """A number as the language writes it."""
        return self.house.content.wording.number(value, self.language)

    def list(self, names: Sequence[str]) -> str:
        """`Ridge, Fjord and Dale`."""
        return self.house.content.wording.list(names, self.language)

    def texts(self, team: TeamRow) -> ModelTexts:
        """The words of the model that the team works by."""
        return model_texts(self.house, team, self.language)

    def named(self, text: str, names: Iterable[str], most: int = LONGEST_LINE) -> str:
        """Somebody's own words, cut to `most`, with a colleague in the place of anybody who is named."""
        somebody = self.house.content.wording.plain("check-in.a-colleague", self.language)
        return shortened(without_names(" ".join(text.split()), names, somebody), most)

    def report(self, title: str, subtitle: str, pages: Iterable[Sequence[Block]]) -> Report:
        """The finished document."""
        before, between, after = self.say("page", page="\x00", pages="\x00").split("\x00")
        return Report(
            title=shortened(title, LONGEST_TITLE),
            subtitle=shortened(subtitle, LONGEST_TITLE),
            language=self._tag(),
            pages=tuple(tuple(page) for page in pages),
            foot=self.say("foot", date=self.day(self.now, "year")),
            numbering=(before, between, after),
            made_at=self.now,
        )

    def _tag(self) -> str:
        return self.house.content.wording.plain(LOCALE, self.language).replace("_", "-")


def heading(words: str) -> Words:
    """A heading within a page."""
    return Words(words, Style.SUBHEADING)


def bullets(lines: Sequence[str], otherwise: str) -> Block:
    """These lines as a list, or what to say where there are none."""
    return Bullets(tuple(lines)) if lines else Words(otherwise)


def without_names(text: str, names: Iterable[str], somebody: str) -> str:
    """The text with `somebody` in the place of these people, whether they stand there in full or by one of their names.

    Only words that are written as the name is are taken for it: "per" and "bo" are words too.
    """
    parts = {part for name in names for part in (name, *name.split()) if len(part) > 1 and part[0].isupper()}
    for part in sorted(parts, key=len, reverse=True):
        # Karis, Kari's and Kari’s are what is Kari's.
        text = re.sub(rf"(?<!\w){re.escape(part)}(|s|'s|’s)(?!\w)", lambda found: somebody + found[1], text)
    return text
