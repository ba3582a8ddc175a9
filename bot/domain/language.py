"""A language: its code, and whose words it borrows where it has none of its own."""

from collections.abc import Iterator
from typing import Self


class Language(str):
    """The code of a language, such as `se`; where a text is missing in it, `borrows_from` is asked next."""

    __slots__ = ("borrows_from",)
    borrows_from: str

    def __new__(cls, code: str, borrows_from: str = "") -> Self:
        made = super().__new__(cls, code)
        made.borrows_from = borrows_from
        return made


def asked_in_turn(language: str, *last: str) -> Iterator[str]:
    """The languages in which a text is looked for: this one, the one it borrows from, and at last these."""
    yield language
    if isinstance(language, Language) and language.borrows_from:
        yield language.borrows_from
    yield from last
