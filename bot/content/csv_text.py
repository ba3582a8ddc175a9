"""CSV as spreadsheets of any country write it: its encoding, and what stands between its cells."""

import codecs
import csv
import io
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

# A comma last: where another mark stands between the cells it may be a decimal sign.
_MARKS = ";\t,"


class BrokenLine(Exception):
    """A line with a quotation mark that is not closed."""

    def __init__(self, line: int) -> None:
        super().__init__(f"line {line}")
        self.line = line


@dataclass(frozen=True, slots=True)
class CsvLine:
    """A line in which something stands: its number in the file, from 1, and its cells without blanks around them."""

    number: int
    cells: list[str]


def decoded(content: bytes) -> str | None:
    """The text of a file; None where it is none."""
    # Excel on Norwegian machines saves CSV in the old western encoding unless it is told otherwise.
    wide = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for encoding in ("utf-16",) if wide else ("utf-8-sig", "cp1252"):
        with suppress(UnicodeDecodeError):
            text = content.decode(encoding)
            return None if "\0" in text else text
    return None


def mark_between_cells(text: str) -> str:
    """What stands between the cells of the first line."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    return next((mark for mark in _MARKS if mark in first), ",")


def lines_of(text: str) -> Iterator[CsvLine]:
    """The lines in which something stands. BrokenLine at the first that cannot be read."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark_between_cells(text), strict=True)
    try:
        for row in reader:
            cells = [cell.strip() for cell in row]
            if any(cells):
                yield CsvLine(reader.line_num, cells)
    except csv.Error:
        raise BrokenLine(reader.line_num) from None
