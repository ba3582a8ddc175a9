"""Whether a text holds what looks like an e-mail address or a phone number."""

import re
import unicodedata

_EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.\w{2,}")
# A row of digits with at most one mark of the usual kind between them; a country's code may stand before it.
_DIGITS = re.compile(r"(?<![\w.,/:])(?:\+|00)?\d(?:[ .()/-]{0,2}\d){6,14}(?![\w/:%])")
_DATE = re.compile(r"(?:\d{1,2}[./-]){2}(?:\d{4}|\d{2})|\d{4}-\d{2}-\d{2}")
_YEARS = re.compile(r"(?:19|20)\d\d ?[-/] ?(?:19|20)\d\d")
LEAST_DIGITS, MOST_DIGITS = 8, 15


def has_contact_details(text: str) -> bool:
    """Whether anything in it looks like an e-mail address, or like a phone number of eight to fifteen digits.

    Fifteen is the most that a number has by ITU-T E.164; Norwegian ones have eight, and service numbers of five are
    left alone, because totals look the same. Dates, and years side by side, are none.
    """
    text = unicodedata.normalize("NFKC", text)
    if _EMAIL.search(text):
        return True
    bare = _YEARS.sub(" x ", _DATE.sub(" x ", text))
    return any(_is_phone_number(found[0]) for found in _DIGITS.finditer(bare))


def _is_phone_number(row: str) -> bool:
    digits = sum(character.isdecimal() for character in row)
    return LEAST_DIGITS <= digits <= MOST_DIGITS
