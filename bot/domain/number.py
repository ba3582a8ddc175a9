"""Numbers as people type them."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

DECIMAL_MARK = {"nb": ",", "nn": ",", "en": "."}
# More digits than these is no count or share of a team's, and a float would not hold them.
MOST_DIGITS = 15


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it was meant: 12.5 for "12,5 %". "3 of 20" is 0.15 and keeps its parts."""

    value: Decimal
    percent: bool = False
    numerator: int | None = None
    denominator: int | None = None

    @property
    def percentage(self) -> Decimal | None:
        """What it is of a hundred, if it says so: 12.5 for "12,5 %", 15 for "3 of 20". None for "12"."""
        if self.numerator is not None and self.denominator is not None:
            return Decimal(self.numerator * 100) / self.denominator
        return self.value if self.percent else None


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """What a text may mean, the likelier first: "1.200" is 1200 or 1.2."""

    readings: tuple[Number, ...]


_BLANKS = re.compile(r"\s+")
_ABOUT = re.compile(
    r"(?:(?:ca|cirka|circa|omtrent|omkring|rundt|om lag|omlag|kring|about|around|approximately|approx|roughly)"
    r"(?![^\W\d_])\.?|[~≈]) ?"
)
_COUNTED = re.compile(
    r" ?(?:stk|stykk|stykker|pcs|pieces|ganger|gonger|times|personer|personar|people|pasienter|pasientar|patients)\.?"
)
_PERCENT = re.compile(r" ?(?:%|(?:prosent|percent|per cent|pst|pct)\.?)")
_MINUS = re.compile(r"(?:[-\u2010-\u2015\u2212]|minus ) ?")
_OF = re.compile(r"(?P<part>.+?)(?: ?[/\u2044\u2215] ?| (?:ut )?av | (?:out )?of )(?P<whole>.+)")
_VULGAR = re.compile(r"(?P<whole>\d*) ?(?P<part>\D)")

_WHOLE = re.compile(r"\d+")
_IN_THOUSANDS = re.compile(r"\d{1,3}(?:(?P<mark>[ .,])\d{3})(?:(?P=mark)\d{3})*")
_DECIMAL = re.compile(r"(?P<whole>\d*|\d{1,3}(?: \d{3})+)[.,](?P<part>\d+)")
_MIXED = re.compile(r"(?P<whole>\d{1,3}(?:(?P<mark>[.,])\d{3})+)(?!(?P=mark))[.,](?P<part>\d+)")
_EITHER = re.compile(r"[1-9]\d{0,2}(?P<mark>[.,])\d{3}")


def parse_number(text: str, language: str) -> Number | Ambiguous | None:
    """The number that a text is, or every reading of it, or None if it is none."""
    text = _tidy(text)
    if (parts := _OF.fullmatch(text)) is not None:
        return _fraction(parts["part"], parts["whole"], language)
    text, percent = _without_end(text, _PERCENT)
    if not percent:
        text, _ = _without_end(text, _COUNTED)
    sign = 1
    if (minus := _MINUS.match(text)) is not None:
        text, sign = text[minus.end() :], -1
    readings = tuple(Number(sign * value, percent) for value in _values(text.removeprefix("+"), language))
    if len(readings) > 1:
        return Ambiguous(readings)
    return readings[0] if readings else None


def parse_parts(text: str, language: str) -> tuple[int, int] | None:
    """The parts of "3 of 20", also where they make no number, as in "0 of 0" or "-3/20"; None for anything else."""
    found = _OF.fullmatch(_tidy(text))
    if found is None:
        return None
    part, whole = (_signed(found[name], language) for name in ("part", "whole"))
    return None if part is None or whole is None else (part, whole)


def _signed(text: str, language: str) -> int | None:
    minus = _MINUS.match(text)
    count = _count(text[minus.end() :] if minus else text, language)
    return count if count is None or minus is None else -count


def _tidy(text: str) -> str:
    """Small letters, single blanks, no "about" in front and no full stop behind; digits of any script made plain."""
    text = "".join(_plain(character) for character in text.casefold())
    text = _BLANKS.sub(" ", text).strip().rstrip(".,!")
    return text[about.end() :] if (about := _ABOUT.match(text)) is not None else text


def _plain(character: str) -> str:
    digit = unicodedata.decimal(character, None)
    if digit is not None:
        return str(digit)
    # Of marks and blanks only: "1½" would otherwise become "11/2", and "10²" a hundred and two.
    return character if character.isalnum() else unicodedata.normalize("NFKC", character)


def _without_end(text: str, end: re.Pattern[str]) -> tuple[str, bool]:
    """The text without this at its end, and whether that was there."""
    for found in end.finditer(text):
        if found.end() == len(text):
            return text[: found.start()], True
    return text, False


def _fraction(part: str, whole: str, language: str) -> Number | None:
    part_is, whole_is = _count(part, language), _count(whole, language)
    if part_is is None or not whole_is:
        return None
    return Number(Decimal(part_is) / whole_is, numerator=part_is, denominator=whole_is)


def _count(text: str, language: str) -> int | None:
    text, _ = _without_end(text, _COUNTED)
    readings = list(_values(text, language))
    if len(readings) != 1 or readings[0] != int(readings[0]):
        return None
    return int(readings[0])


def _values(text: str, language: str) -> Iterator[Decimal]:
    """Every value that digits with marks between them may have."""
    if sum(character.isdecimal() for character in text) > MOST_DIGITS:
        return
    if _WHOLE.fullmatch(text):
        yield Decimal(text)
    elif (either := _EITHER.fullmatch(text)) is not None:
        yield from _thousands_or_decimals(text, either["mark"], language)
    elif (found := _DECIMAL.fullmatch(text) or _MIXED.fullmatch(text)) is not None:
        yield Decimal(f"{_bare(found['whole']) or 0}.{found['part']}")
    elif _IN_THOUSANDS.fullmatch(text):
        yield Decimal(_bare(text))
    elif (vulgar := _VULGAR.fullmatch(text)) is not None and (part := _part_of_one(vulgar["part"])) is not None:
        yield int(vulgar["whole"] or 0) + part


def _thousands_or_decimals(text: str, mark: str, language: str) -> Iterator[Decimal]:
    """The readings of a mark with three digits behind it, which no rule of writing settles alone."""
    thousands, decimals = Decimal(_bare(text)), Decimal(text.replace(mark, "."))
    decimal_mark = DECIMAL_MARK.get(language.split("-", maxsplit=1)[0])
    if mark == decimal_mark:
        yield decimals
    elif decimal_mark == ".":
        yield thousands
    else:
        # Norwegian thousands have a blank or a point, and a phone's keypad gives a point for decimals.
        yield from (thousands, decimals)


def _part_of_one(character: str) -> Decimal | None:
    """The value of a character such as ½."""
    top, slash, bottom = unicodedata.normalize("NFKC", character).partition("\u2044")
    return Decimal(top) / Decimal(bottom) if slash and top and bottom else None


def _bare(digits: str) -> str:
    return re.sub(r"[ .,]", "", digits)
