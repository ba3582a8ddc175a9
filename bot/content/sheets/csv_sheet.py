"""CSV with one table of plain values."""

from bot.content.csv_text import BrokenLine, decoded, lines_of
from bot.domain.sheet import BadSheet, Line, Mistake

_LONGEST_CELL = 200


def csv_lines(content: bytes) -> list[Line]:
    """The lines in which something stands. BadSheet where this is no such file."""
    text = decoded(content)
    if text is None:
        raise BadSheet([Mistake("no-sheet")])
    try:
        lines = list(lines_of(text))
    except BrokenLine as broken:
        raise BadSheet([Mistake("broken-line", broken.line)]) from None
    formulas = [
        Mistake("formula", line.number, {"cell": cell}) for line in lines for cell in line.cells if cell.startswith("=")
    ]
    if formulas:
        raise BadSheet(formulas)
    return [Line(line.number, _filled(line.cells)) for line in lines]


def _filled(cells: list[str]) -> tuple[str | None, ...]:
    """The cells up to the last in which something stands."""
    last = max(place for place, cell in enumerate(cells) if cell)
    return tuple(cell[:_LONGEST_CELL] or None for cell in cells[: last + 1])
