"""A file that somebody sent, read as the lines of a sheet, whatever it is called."""

from bot.content.sheets.csv_sheet import csv_lines
from bot.content.sheets.xlsx_sheet import xlsx_lines
from bot.domain.sheet import BadSheet, Line, Mistake

# A year of days.
MOST_LINES = 400
MOST_BYTES = 1_000_000

_ZIP = b"PK\x03\x04"
# An Excel file of before 2007, or one that is locked with a password.
_OLD_OR_LOCKED = b"\xd0\xcf\x11\xe0"


def read_sheet(content: bytes) -> list[Line]:
    """The lines in which something stands. BadSheet with all that is wrong with the file."""
    if len(content) > MOST_BYTES:
        raise BadSheet([too_large()])
    if content.startswith(_OLD_OR_LOCKED):
        raise BadSheet([Mistake("old-or-locked")])
    lines = xlsx_lines(content) if content.startswith(_ZIP) else csv_lines(content)
    if len(lines) > MOST_LINES:
        raise BadSheet([Mistake("too-many-lines", values={"most": MOST_LINES})])
    if not lines:
        raise BadSheet([Mistake("empty")])
    return lines


def too_large() -> Mistake:
    """That the file is larger than a sheet of numbers can be."""
    return Mistake("too-large", values={"most": MOST_BYTES // 1_000_000})
