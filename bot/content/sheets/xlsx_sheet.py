"""An Excel file with one sheet of plain values: what cannot be taken at its word is named, cell by cell."""

import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell as XlsxCell
from openpyxl.cell.cell import MergedCell
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from bot.domain.sheet import BadSheet, Cell, Line, Mistake

# A small file may unpack to one that fills the memory.
MOST_UNPACKED = 20_000_000
# One cell far below or to the right would make every one before it be looked at.
MOST_ROWS = 20_000
MOST_COLUMNS = 100
_UNREADABLE = (
    zipfile.BadZipFile,
    InvalidFileException,
    KeyError,
    ValueError,
    TypeError,
    IndexError,
    OSError,
    SyntaxError,  # what both XML parsers raise
)
_LONGEST_CELL = 200


def xlsx_lines(content: bytes) -> list[Line]:
    """The lines of its only sheet in which something stands. BadSheet with all that is wrong."""
    sheet = _only_sheet(content)
    merged = [Mistake("merged", values={"cell": str(it)}) for it in sheet.merged_cells.ranges]
    mistakes = [*merged, *_untakable(sheet)]
    if mistakes:
        raise BadSheet(mistakes)
    lines = (Line(n, _filled(row)) for n, row in enumerate(sheet.iter_rows(), start=1))
    return [line for line in lines if line.cells]


def _only_sheet(content: bytes) -> Worksheet:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(it.file_size for it in packed.infolist()) > MOST_UNPACKED:
                raise BadSheet([Mistake("too-large", values={"most": 1})])
        book = load_workbook(io.BytesIO(content), keep_links=False)
    except _UNREADABLE:
        raise BadSheet([Mistake("no-sheet")]) from None
    if any(sheet.max_row > MOST_ROWS or sheet.max_column > MOST_COLUMNS for sheet in book.worksheets):
        raise BadSheet([Mistake("too-large", values={"most": 1})])
    filled = [sheet for sheet in book.worksheets if any(_filled(row) for row in sheet.iter_rows())]
    if len(filled) > 1:
        names = ", ".join(sheet.title for sheet in filled)
        raise BadSheet([Mistake("several-sheets", values={"sheets": names[:_LONGEST_CELL]})])
    if not filled:
        raise BadSheet([Mistake("empty")])
    return filled[0]


def _untakable(sheet: Worksheet) -> Iterator[Mistake]:
    for row in sheet.iter_rows():
        for cell in row:
            # "f" a formula, "e" an error such as #DIV/0!, "b" true or false.
            what = {"f": "formula", "e": "error-cell", "b": "no-value"}.get(cell.data_type)
            if what is not None:
                yield Mistake(what, cell.row, {"cell": cell.coordinate})


def _filled(row: tuple[XlsxCell | MergedCell, ...]) -> tuple[Cell, ...]:
    cells = [_value(cell) for cell in row]
    while cells and cells[-1] is None:
        cells.pop()
    return tuple(cells)


def _value(cell: XlsxCell | MergedCell) -> Cell:
    value = cell.value
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, int | float):
        # What is shown as 15 % is stored as 0.15.
        return f"{round(float(value) * 100, 9):.9g} %" if "%" in (cell.number_format or "") else float(value)
    return (str(value).strip()[:_LONGEST_CELL] or None) if value is not None else None
