"""Tables that are read aloud and printed well: a row of names that comes again on each page, and no row cut in two."""

from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Pt
from docx.table import Table, _Cell, _Row

from bot.documents.look import BODY_WIDTH
from bot.domain.harmless import harmless
from bot.domain.report import Grid

SIZE = Pt(9)
SHADE = "E7E7E7"


def add_table(document: Document, grid: Grid) -> None:
    """Put the table on the page."""
    table = document.add_table(rows=1, cols=len(grid.columns), style="Table Grid")
    table.autofit = False
    _set_look(table)
    _fill(table.rows[0], grid.columns, names=True)
    _add(table.rows[0], "w:tblHeader")
    for cells in grid.rows:
        _fill(table.add_row(), cells, names=False)
    for width, column in zip(_widths(grid), table.columns, strict=True):
        column.width = width
        for cell in column.cells:
            cell.width = width


def _widths(grid: Grid) -> list[Length]:
    parts = grid.widths or (1,) * len(grid.columns)
    return [Length(BODY_WIDTH * part // sum(parts)) for part in parts]


def _set_look(table: Table) -> None:
    """Say that the first row and the first column are names."""
    look = next(table._tbl.iter(qn("w:tblLook")))
    look.attrib.clear()
    values = {"firstRow": 1, "firstColumn": 1, "lastRow": 0, "lastColumn": 0, "noHBand": 1, "noVBand": 1}
    for name, value in {"val": "06A0", **values}.items():
        look.set(qn(f"w:{name}"), str(value))


def _fill(row: _Row, cells: tuple[str, ...], *, names: bool) -> None:
    _add(row, "w:cantSplit")
    for place, (cell, text) in enumerate(zip(row.cells, cells, strict=True)):
        paragraph = cell.paragraphs[0]
        run = paragraph.add_run(harmless(text))
        run.font.size, run.font.bold = SIZE, (names or place == 0) or None
        paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(2)
        if names:
            _shade(cell)


def _add(row: _Row, tag: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(tag))


def _shade(cell: _Cell) -> None:
    shade = OxmlElement("w:shd")
    for name, value in {"val": "clear", "color": "auto", "fill": SHADE}.items():
        shade.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shade)
