"""CSV as spreadsheets write it: with a comma, a semicolon or a tab between the cells."""

import codecs
import csv
import io

from bot.domain.sheet import BadSheet, Cell, Line, Mistake

_MARKS = ";\t,"
_LONGEST_CELL = 200


def csv_lines(content: bytes) -> list[Line]:
    """The lines in which something stands. BadSheet where this is no such file."""
    text = _decoded(content)
    if "\x00" in text:
        raise BadSheet([Mistake("no-sheet")])
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_mark(text), strict=True)
    lines: list[Line] = []
    try:
        for row in reader:
            cells = _filled(row)
            if cells:
                lines.append(Line(reader.line_num, cells))
    except csv.Error:
        raise BadSheet([Mistake("broken-line", reader.line_num)]) from None
    mistakes = [
        Mistake("formula", line.number, {"cell": cell})
        for line in lines
        for cell in line.cells
        if isinstance(cell, str) and cell.startswith("=")
    ]
    if mistakes:
        raise BadSheet(mistakes)
    return lines


def _decoded(content: bytes) -> str:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings = ["utf-16"]
    else:
        # Excel on Norwegian machines saves CSV in the old western encoding unless it is told otherwise.
        encodings = ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BadSheet([Mistake("no-sheet")])


def _mark(text: str) -> str:
    """What stands between the cells of the first line: where a semicolon does, a comma may be a decimal sign."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    return next((mark for mark in _MARKS if mark in first), ",")


def _filled(row: list[str]) -> tuple[Cell, ...]:
    cells: list[Cell] = [cell.strip()[:_LONGEST_CELL] or None for cell in row]
    while cells and cells[-1] is None:
        cells.pop()
    return tuple(cells)
