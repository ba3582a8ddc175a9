"""Reads a CSV file of dates and values as a series, and names every mistake in it by its line."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from math import isinf
from pathlib import Path

from bot.content.csv_text import BrokenLine, decoded, lines_of, mark_between_cells
from bot.domain.charts.series import Point, Rules
from bot.domain.errors import BadFile, Problem

# Some thirty thousand points, far more than anybody judges by eye.
MOST_BYTES = 1_000_000

_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ]00:00(?::00(?:\.0+)?)?)?")
_WITH_POINTS = re.compile(r"(\d{1,2})\. ?(\d{1,2})\. ?(\d{4})")
_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?")
# A line that is all wrong is not repeated whole.
_LONGEST_SAID = 40
_PARTS = ("numerator", "denominator")


class _Wrong(Exception):
    """What is wrong in a line, and what it should be."""


def read_series(path: Path, rules: Rules) -> tuple[Point, ...]:
    """The points, the oldest first. BadFile with every mistake.

    Cells stand between commas, semicolons or tabs; beside the last two a comma may be the decimal sign. The header
    names the columns, in any order and beside others: `date` and `value`, or `date`, `numerator` and `denominator`.
    """
    name, lines = str(path), _lines(_text_of(path), str(path))
    if not lines:
        raise BadFile([Problem(name, 1, "this file is empty; it should have a line date,value and then one a point")])
    (first, header), *rest = lines
    columns = _columns(header, rules)
    if isinstance(columns, str):
        raise BadFile([Problem(name, first, columns)])
    points: dict[date, tuple[int, Point]] = {}
    problems: list[Problem] = []
    for number, cells in rest:
        try:
            point = _point(cells, columns, rules, len(header))
            _check_day(point.on, points)
            points[point.on] = (number, point)
        except _Wrong as wrong:
            problems.append(Problem(name, number, str(wrong)))
    if not rest:
        problems.append(Problem(name, first, "no point stands below this line; there should be one a line"))
    if problems:
        raise BadFile(problems)
    return tuple(points[on][1] for on in sorted(points))


def _text_of(path: Path) -> str:
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise BadFile([Problem(str(path), 1, f"this file cannot be read: {error.strerror}")]) from None
    if len(content) > MOST_BYTES:
        raise BadFile([Problem(str(path), 1, "this file is larger than 1 MB; it should hold one series and no more")])
    text = decoded(content)
    if text is None:
        raise BadFile([Problem(str(path), 1, "this is no text; save the sheet as CSV")])
    return text


def _lines(text: str, name: str) -> list[tuple[int, list[str]]]:
    """The lines in which something stands, each with its number and its cells."""
    # Where no comma separates, one may be a decimal sign.
    decimal_comma = mark_between_cells(text) != ","
    try:
        return [
            (line.number, [it.replace(",", ".") for it in line.cells] if decimal_comma else line.cells)
            for line in lines_of(text)
        ]
    except BrokenLine as broken:
        wrong = "a quotation mark stands alone here; it should stand at both ends of a cell"
        raise BadFile([Problem(name, broken.line, wrong)]) from None


def _columns(header: Sequence[str], rules: Rules) -> dict[str, int] | str:
    """The places of the columns that these rules need; else what is wrong."""
    found = {cell.casefold(): place for place, cell in enumerate(header)}
    has_parts = found.keys() >= {"date", *_PARTS}
    if rules in (Rules.P, Rules.U):
        return found if has_parts else f"the first line should name the columns: date,{','.join(_PARTS)}"
    return (
        found
        if has_parts or found.keys() >= {"date", "value"}
        else ("the first line should name the columns: date,value")
    )


def _point(cells: Sequence[str], columns: Mapping[str, int], rules: Rules, width: int) -> Point:
    if len(cells) > width and any(cells[width:]):
        raise _Wrong(
            f"{len(cells)} cells stand here and the first line names {width}; "
            "decimals should have a point, or the cells a semicolon between them"
        )
    said = {name: cells[place] if place < len(cells) else "" for name, place in columns.items()}
    on = _day(said["date"])
    if rules not in (Rules.P, Rules.U) and "value" in said:
        value = _number(said["value"], "value")
        if rules is Rules.C and (value < 0 or value != int(value)):
            raise _Wrong(f'"{said["value"]}" is no count; it should be a whole number from 0')
        return Point(on, value)
    top, below = (_number(said[name], name) for name in _PARTS)
    _check_parts(top, below, rules)
    return Point(on, top / below, top, below)


def _check_day(on: date, points: Mapping[date, tuple[int, Point]]) -> None:
    if on in points:
        raise _Wrong(f"line {points[on][0]} has a point of {on} too; there should be one a day")


def _check_parts(top: float, below: float, rules: Rules) -> None:
    if below <= 0:
        raise _Wrong("the denominator should be above 0; where nothing was counted, leave the line out")
    if top < 0:
        raise _Wrong("the numerator should be 0 or more")
    if top > below and rules is not Rules.U:
        raise _Wrong(f"the numerator {top:g} is above the denominator {below:g}; it should be a part of it")


def _day(said: str) -> date:
    if (found := _ISO.fullmatch(said)) is not None:
        year, month, day = map(int, found.groups())
    elif (found := _WITH_POINTS.fullmatch(said)) is not None:
        day, month, year = map(int, found.groups())
    else:
        raise _Wrong(f"{_quoted(said, 'date')}; it should be year-month-day, such as 2026-08-31")
    try:
        return date(year, month, day)
    except ValueError:
        raise _Wrong(f'there is no day "{said}" in the calendar; it should be one, such as 2026-08-31') from None


def _number(said: str, what: str) -> float:
    number = float(said) if _NUMBER.fullmatch(said) else None
    if number is None or isinf(number):
        raise _Wrong(f"{_quoted(said, what)}; it should be a number, such as 12.5")
    return number


def _quoted(said: str, what: str) -> str:
    return f'the {what} is "{said[:_LONGEST_SAID]}"' if said else f"the {what} is missing"
