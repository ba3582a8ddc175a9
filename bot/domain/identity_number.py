"""Finds and masks what has the form of a Norwegian identity number.

The form is eleven digits that begin with a date (ddmmyy). A D-number adds 40 to the day, an H-number 40 to the month,
a synthetic number 40, 65 or 80 to the month. The other five digits are not looked at, so that a number with a slip in
it, or one by the rules of 2032, is found as well. What stands between the digits:

1. Anything but a letter, and any amount of it, separates digits without ending the number.
2. The number begins and ends where digits begin and end: an unbroken row of twelve digits or more (a long id, a time in
   milliseconds) holds none, while in "1 ddmmyy nnnnn 6" the two odd digits stand apart and the number is found.
3. A date with a four-digit year, with the clock time that follows it, is a date: its digits belong to no number.
   A date with a four-digit year and then five digits is an identity number with the century written out.

Where the form leaves it open (an account number, a row of measurements, phone numbers side by side), it is masked.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate
from typing import TypeVar, cast

# The letter in it ends a number like any other, so that what stands on its two sides forms none.
MASK = "•x•"
LENGTH = 11

DAYS_IN_MONTH = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
DAY_SHIFTS = (0, 40)
MONTH_SHIFTS = (0, 40, 65, 80)

_T = TypeVar("_T")
_Span = tuple[int, int]

_LETTERLESS = re.compile(r"[\W\d_]+")
_DIGITS = re.compile(r"\d+")
_WITH_CENTURY = re.compile(r"(?<!\d)(\d\d)[\W_]*(\d\d)[\W_]*(?:18|19|20)(\d\d)[\W_]+(\d{5})(?!\d)")
_DAY, _MONTH, _YEAR = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:0?[1-9]|1[0-2])", r"(?:19|20)\d\d"
_DATE = re.compile(
    rf"""(?<!\d)
    (?: {_DAY} (?P<dmy>[./-]) {_MONTH} (?P=dmy) {_YEAR} (?! (?P=dmy)? \d )
      | {_YEAR} (?P<ymd>[./-]) {_MONTH} (?P=ymd) {_DAY} (?! (?P=ymd)? \d )
    )
    (?: (?: T | ,?\s{{1,2}} ) \d{{1,2}} [:.] \d\d (?: [:.]\d\d )? (?: [.,]\d{{1,9}} )? (?: [+-]\d\d:?\d\d )? (?!\d) )?
    """,
    re.VERBOSE,
)


def mask(text: str) -> str:
    """The text with a mask in place of every identity number."""
    # Once is nearly always enough: a second look finds what only reads as a number beside a mask.
    while spans := _find(text):
        for first, end in reversed(spans):
            text = text[:first] + MASK + text[end:]
    return text


def contains_identity_number(text: str) -> bool:
    """Whether anything in the text has the form of an identity number."""
    return bool(_find(text))


def mask_strings(value: _T) -> tuple[_T, bool]:
    """The same JSON value with every string in it masked, keys too, and whether that changed any. Numbers stay."""
    masked = _masked(value)
    return cast(_T, masked), masked is not value


def _masked(value: object) -> object:
    """The value masked; the very same object if there was nothing to mask."""
    match value:
        case str():
            masked = mask(value)
            return value if masked == value else masked
        case dict():
            pairs = [(_masked(key), _masked(inner)) for key, inner in value.items()]
            same = all(new == old and inner is value[old] for (new, inner), old in zip(pairs, value, strict=True))
            return value if same else dict(pairs)
        case list():
            members = [_masked(inner) for inner in value]
            return value if all(new is old for new, old in zip(members, value, strict=True)) else members
        case _:
            return value


def _find(text: str) -> list[_Span]:
    """Where the identity numbers stand, in order; those that overlap are one."""
    shape, origins = _shape(text)
    found: list[_Span] = []
    for first, end in sorted([*_with_century(shape), *_plain(_without_dates(shape))]):
        span = (origins[first], origins[end - 1] + 1)
        if found and span[0] < found[-1][1]:
            span = (found[-1][0], max(span[1], found[-1][1]))
            found.pop()
        found.append(span)
    return found


def _plain(shape: str) -> Iterator[_Span]:
    """Rows of digits that together are eleven and begin with a date."""
    for stretch in _LETTERLESS.finditer(shape):
        groups = [(group.start(), group.end()) for group in _DIGITS.finditer(shape, *stretch.span())]
        for index, (first, _) in enumerate(groups):
            # Eleven groups are enough: each holds a digit at least.
            following = groups[index : index + LENGTH]
            sizes = accumulate(end - start for start, end in following)
            for size, (_, end) in zip(sizes, following, strict=True):
                if size == LENGTH and _begins_with_date("".join(_DIGITS.findall(shape, first, end))):
                    yield first, end


def _with_century(shape: str) -> Iterator[_Span]:
    for found in _WITH_CENTURY.finditer(shape):
        if _begins_with_date("".join(found.groups())):
            yield found.span()


def _without_dates(shape: str) -> str:
    """The same text with letters in place of its full dates, since letters end a number."""
    return _DATE.sub(lambda found: "x" * len(found.group()), shape)


def _begins_with_date(digits: str) -> bool:
    day, month, year = int(digits[:2]), int(digits[2:4]), int(digits[4:6])
    return any(
        _is_date(day - day_shift, month - month_shift, year) for day_shift in DAY_SHIFTS for month_shift in MONTH_SHIFTS
    )


def _is_date(day: int, month: int, year: int) -> bool:
    """Whether there is such a day in any century (2000 had a leap day)."""
    if not 1 <= month <= 12 or not 1 <= day <= DAYS_IN_MONTH[month - 1]:
        return False
    return (day, month) != (29, 2) or year % 4 == 0


def _shape(text: str) -> tuple[str, list[int]]:
    """The text with its digits in plain ones, and for each character of that its place in the text."""
    if text.isascii():
        return text, list(range(len(text)))
    plain = [_plainly(character) for character in text]
    origins = [index for index, characters in enumerate(plain) for _ in characters]
    return "".join(plain), origins


@lru_cache(maxsize=4096)
def _plainly(character: str) -> str:
    """A character as plain digits, as a letter, or as what separates: of any script, in a ring or a box, full-width."""
    plain = "".join(_digits_or_kept(part) for part in unicodedata.normalize("NFKC", character))
    # A character such as ½ is two digits apart from each other, and from its neighbours.
    return plain if len(plain) == 1 or plain.isdecimal() else f" {plain} "


def _digits_or_kept(character: str) -> str:
    if character.isalpha():
        return character
    value = unicodedata.numeric(character, -1)
    if value in range(100):
        return str(int(value))
    return " " if character.isalnum() else character
