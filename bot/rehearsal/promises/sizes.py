"""Promises about what the channel takes."""

from collections.abc import Iterable, Iterator
from html.parser import HTMLParser

from bot.rehearsal.played import Arrived, Broken

LONGEST_TEXT, LONGEST_BUTTON = 4096, 64  # UTF-16 units after parsing; bytes


def check_sizes(arrived: Iterable[Arrived]) -> Iterator[Broken]:
    """Every text and button that the channel would refuse."""
    for it in arrived:
        length = _units(it.text)
        if length > LONGEST_TEXT:
            was = f"it has {length} characters; there should be at most {LONGEST_TEXT}"
            yield Broken("the length of a text", it.at, it.person, was)
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
        self.units += sum(2 if ord(sign) > 0xFFFF else 1 for sign in data)


def _units(markup: str) -> int:
    reader = _Reader()
    reader.feed(markup)
    reader.close()
    return reader.units
