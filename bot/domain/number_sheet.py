"""The points of a measure in a sheet: every mistake is named with its line, and where there is one nothing is taken."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bot.domain.identity_number import LENGTH, contains_identity_number, mask
from bot.domain.measured import Fault, fault_of, value_of
from bot.domain.number import Number, parse_number
from bot.domain.sheet import BadSheet, Cell, Line, Mistake
from bot.domain.sheet_dates import day_in

# What people call a column, in the languages of the bot.
_COLUMNS = {
    "date": ("date", "day", "dato", "dag"),
    "value": ("value", "number", "verdi", "tall", "tal", "antall", "talet"),
    "numerator": ("numerator", "part", "teller", "teljar", "del"),
    "denominator": ("denominator", "whole", "of", "nevner", "nemnar", "av"),
}
_KNOWN = {name: column for column, names in _COLUMNS.items() for name in names}
RARE = "rare"
_TEN_DIGITS = 1e9


@dataclass(frozen=True, slots=True)
class Counted:
    """What the sheet is to hold: the measure's kind, unit and rules, and the first day that nobody can have counted."""

    kind: str
    unit: str
    rules: str
    tomorrow: date


@dataclass(frozen=True, slots=True)
class SheetPoint:
    """A point that stands in the sheet; of a rare event only its day."""

    on: date
    value: float | None
    numerator: float | None = None
    denominator: float | None = None


@dataclass(frozen=True, slots=True)
class _Values:
    value: float | None
    numerator: float | None = None
    denominator: float | None = None


def read_columns(lines: Sequence[Line]) -> list[Line]:
    """The lines with the columns that are read alone, without identity numbers; what else a file holds is not kept."""
    places = set(_places(lines[0]).values())
    return [
        Line(line.number, tuple(_masked(cell) if at in places else None for at, cell in enumerate(line.cells)))
        for line in lines
    ]


def _masked(cell: Cell) -> Cell:
    if isinstance(cell, float) and cell >= _TEN_DIGITS and cell.is_integer():
        # A spreadsheet takes it for a number, and leaves the zero in front of it out.
        digits = f"{cell:.0f}".zfill(LENGTH)
        return mask(digits) if contains_identity_number(digits) else cell
    return mask(cell) if isinstance(cell, str) else cell


def points_in(lines: Sequence[Line], counted: Counted, language: str) -> list[SheetPoint]:
    """The points, the oldest first. BadSheet with every mistake."""
    columns = _columns(lines[0], counted)
    points: dict[date, tuple[int, SheetPoint]] = {}
    mistakes: list[Mistake] = []
    for line in lines[1:]:
        found = _point(line, columns, counted, language)
        if isinstance(found, Mistake):
            mistakes.append(found)
        elif found.on in points:
            mistakes.append(
                Mistake("same-day", line.number, {"date": found.on.isoformat(), "other": points[found.on][0]})
            )
        else:
            points[found.on] = (line.number, found)
    if not points and not mistakes:
        mistakes.append(Mistake("no-points"))
    if mistakes:
        raise BadSheet(mistakes)
    return [points[on][1] for on in sorted(points)]


def _columns(head: Line, counted: Counted) -> dict[str, int]:
    found = _places(head)
    has_value = counted.kind == RARE or "value" in found or {"numerator", "denominator"} <= found.keys()
    if "date" not in found or not has_value:
        raise BadSheet([Mistake("no-dates-column" if counted.kind == RARE else "no-columns", head.number)])
    return found


def _places(head: Line) -> dict[str, int]:
    names = [cell.strip().casefold().rstrip(":") if isinstance(cell, str) else "" for cell in head.cells]
    return {_KNOWN[name]: place for place, name in enumerate(names) if name in _KNOWN}


def _point(line: Line, columns: dict[str, int], counted: Counted, language: str) -> SheetPoint | Mistake:
    cells = {name: line.cells[place] if place < len(line.cells) else None for name, place in columns.items()}
    on = day_in(cells["date"])
    if on is None:
        return Mistake("no-date", line.number, {"cell": _said(cells["date"])})
    if on >= counted.tomorrow:
        return Mistake("to-come", line.number, {"date": on.isoformat()})
    if counted.kind == RARE:
        return SheetPoint(on, None)
    values = _values(line, cells, language)
    if isinstance(values, Mistake):
        return values
    fault = fault_of(
        counted.kind,
        counted.unit,
        values.value,
        numerator=values.numerator,
        denominator=values.denominator,
        rules=counted.rules,
    )
    if fault is not None:
        return _fault(line, fault, values)
    if values.numerator is not None and values.denominator is not None:
        value = value_of(counted.kind, counted.unit, values.numerator, values.denominator)
        return SheetPoint(on, value, values.numerator, values.denominator)
    return SheetPoint(on, values.value)


def _values(line: Line, cells: dict[str, Cell], language: str) -> _Values | Mistake:
    if "numerator" in cells and "denominator" in cells:
        parts = [_number(line, cells[name], language) for name in ("numerator", "denominator")]
        for part in parts:
            if isinstance(part, Mistake):
                return part
        numerator, denominator = (float(it.value) for it in parts if isinstance(it, Number))
        return _Values(None, numerator, denominator)
    number = _number(line, cells["value"], language)
    if isinstance(number, Mistake):
        return number
    if number.numerator is not None and number.denominator is not None:
        return _Values(None, number.numerator, number.denominator)
    return _Values(float(number.value))


def _number(line: Line, cell: Cell, language: str) -> Number | Mistake:
    if cell is None:
        return Mistake("no-number-there", line.number)
    if isinstance(cell, float):
        return Number(Decimal(repr(cell)))
    said = _said(cell)
    if said.replace(" ", "").endswith("/0"):
        return Mistake(Fault.NOTHING_OF_NOTHING, line.number)
    read = parse_number(said, language) if isinstance(cell, str) else None
    if isinstance(read, Number):
        return read
    return Mistake("no-number" if read is None else "two-readings", line.number, {"cell": said})


def _fault(line: Line, fault: Fault, values: _Values) -> Mistake:
    named = {"value": values.value, "numerator": values.numerator, "denominator": values.denominator}
    return Mistake(fault, line.number, {name: number for name, number in named.items() if number is not None})


def _said(cell: Cell) -> str:
    return "" if cell is None else str(cell)


def changes(
    new: Sequence[SheetPoint], before: dict[date, SheetPoint]
) -> Iterator[tuple[SheetPoint, SheetPoint | None]]:
    """The points that differ from what stands for their day, each with that."""
    for point in new:
        was = before.get(point.on)
        if was != point:
            yield point, was
