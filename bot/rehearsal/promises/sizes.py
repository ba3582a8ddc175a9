"""Promises about what the channel takes."""

from collections.abc import Iterable, Iterator
from html.parser import HTMLParser

from bot.rehearsal.played import Arrived, Broken

# UTF-16 units after parsing, bytes, and pictures.
LONGEST_TEXT, LONGEST_CAPTION, LONGEST_BUTTON, LARGEST_ALBUM = 4096, 1024, 64, 10


def check_sizes(arrived: Iterable[Arrived]) -> Iterator[Broken]:
    """Every text, album and button that the channel would refuse."""
    for it in arrived:
        most = LONGEST_CAPTION if it.verdicts else LONGEST_TEXT
        for length in (_units(it.text), *map(_plain_units, it.verdicts)):
            if length > most:
                was = f"it has {length} characters; there should be at most {most}"
                yield Broken("the length of a text", it.at, it.person, was)
        if len(it.verdicts) > LARGEST_ALBUM:
            was = f"it has {len(it.verdicts)} pictures; there should be at most {LARGEST_ALBUM}"
            yield Broken("the size of an album", it.at, it.person, was)
        for button in it.buttons:
            size = len(button.encode())
            if not 0 < size <= LONGEST_BUTTON:
                was = f"a button carries {size} bytes; it should be 1 to {LONGEST_BUTTON}"
                yield Broken("the size of a button", it.at, it.person, was)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.units = 0

    def handle_data(self, data: str) -> None:
        self.units += _plain_units(data)


def _plain_units(text: str) -> int:
    return sum(2 if ord(sign) > 0xFFFF else 1 for sign in text)


def _units(markup: str) -> int:
    reader = _Reader()
    reader.feed(markup)
    reader.close()
    return reader.units
