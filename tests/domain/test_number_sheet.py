"""The numbers in a sheet: all of them, or none and every mistake by its line."""

from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.number_sheet import Counted, SheetPoint, changes, points_in
from bot.domain.sheet import BadSheet, Cell, Line, Mistake
from bot.domain.sheet_dates import day_in

SHARE = Counted("share", "%", "anhoej", date(2026, 11, 27))
COUNT = Counted("count", "falls", "anhoej", date(2026, 11, 27))
RARE = Counted("rare", "", "anhoej", date(2026, 11, 27))


def lines(*rows: Sequence[Cell]) -> list[Line]:
    return [Line(number, tuple(row)) for number, row in enumerate(rows, start=1)]


def mistakes(counted: Counted, *rows: Sequence[Cell]) -> list[Mistake]:
    with pytest.raises(BadSheet) as raised:
        points_in(lines(*rows), counted, "nb")
    return raised.value.mistakes


def test_points_come_in_the_order_of_their_days_whatever_the_columns_are_called() -> None:
    norwegian = lines(
        ["Uke", "Teller", "Nevner", "Dato"], ["45", "3", "20", "3.11.2026"], ["44", 4.0, 16.0, "27.10.2026"]
    )
    english = lines(["date", "value"], [date(2026, 11, 3), "12,5 %"], ["2026-11-10", 13.0])

    assert points_in(norwegian, SHARE, "nb") == [
        SheetPoint(date(2026, 10, 27), 25.0, 4, 16),
        SheetPoint(date(2026, 11, 3), 15.0, 3, 20),
    ]
    assert points_in(english, SHARE, "nb") == [
        SheetPoint(date(2026, 11, 3), 12.5),
        SheetPoint(date(2026, 11, 10), 13),
    ]


def test_a_share_may_stand_in_one_cell_with_its_parts() -> None:
    assert points_in(lines(["dato", "verdi"], ["2026-11-03", "3/20"]), SHARE, "nb") == [
        SheetPoint(date(2026, 11, 3), 15.0, 3, 20)
    ]


def test_of_a_rare_event_only_the_days_are_wanted() -> None:
    assert points_in(lines(["Dato"], ["2026-11-03"]), RARE, "nb") == [SheetPoint(date(2026, 11, 3), None)]
    assert mistakes(RARE, ["Hendelse"], ["2026-11-03"]) == [Mistake("no-dates-column", 1)]


def test_every_mistake_is_named_with_its_line() -> None:
    assert mistakes(
        SHARE,
        ["date", "numerator", "denominator"],
        ["2026-11-03", 0.0, 0.0],
        ["2026-11-04", 4.0, 3.0],
        ["uke 45", 1.0, 3.0],
        ["03/11/2026", 1.0, 3.0],
        ["2026-11-27", 1.0, 3.0],
        ["2026-11-05", 1.0, 3.0],
        ["5.11.2026", 2.0, 3.0],
        ["2026-11-06", None, 3.0],
        ["2026-11-07", "mange", 3.0],
        ["2026-11-08", "1.200", 3000.0],
        ["2026-11-09", -1.0, 3.0],
        ["31.11.2026", 1.0, 3.0],
    ) == [
        Mistake("nothing-of-nothing", 2, {"numerator": 0.0, "denominator": 0.0}),
        Mistake("part-above-whole", 3, {"numerator": 4.0, "denominator": 3.0}),
        Mistake("no-date", 4, {"cell": "uke 45"}),
        Mistake("no-date", 5, {"cell": "03/11/2026"}),
        Mistake("to-come", 6, {"date": "2026-11-27"}),
        Mistake("same-day", 8, {"date": "2026-11-05", "other": 7}),
        Mistake("no-number-there", 9),
        Mistake("no-number", 10, {"cell": "mange"}),
        Mistake("two-readings", 11, {"cell": "1.200"}),
        Mistake("negative", 12, {"numerator": -1.0, "denominator": 3.0}),
        Mistake("no-date", 13, {"cell": "31.11.2026"}),
    ]


def test_a_sheet_without_named_columns_or_points_says_so() -> None:
    assert mistakes(COUNT, ["2026-11-03", 3.0]) == [Mistake("no-columns", 1)]
    assert mistakes(COUNT, ["date", "numerator"], ["2026-11-03", 3.0]) == [Mistake("no-columns", 1)]
    assert mistakes(COUNT, ["date", "value"]) == [Mistake("no-points")]


def test_only_what_differs_changes_anything() -> None:
    before = {on: SheetPoint(on, 3.0) for on in (date(2026, 11, 3), date(2026, 11, 4))}
    new = [SheetPoint(date(2026, 11, 3), 3.0), SheetPoint(date(2026, 11, 4), 4.0), SheetPoint(date(2026, 11, 5), 5.0)]

    assert list(changes(new, before)) == [
        (new[1], SheetPoint(date(2026, 11, 4), 3.0)),
        (new[2], None),
    ]


@given(st.dates(min_value=date(1000, 1, 1)))
def test_a_day_is_read_as_it_was_written(day: date) -> None:
    assert day_in(day.isoformat()) == day_in(f"{day.day}.{day.month}.{day.year:04}") == day


@given(
    st.lists(st.lists(st.none() | st.text(max_size=12) | st.floats(allow_nan=False, allow_infinity=False), max_size=4))
)
def test_no_sheet_raises_anything_else_or_gives_a_point_with_a_mistake_beside_it(rows: list[list[Cell]]) -> None:
    sheet = lines(["date", "value"], *rows)

    assert taken(sheet) in (len(rows), "named")


def taken(sheet: list[Line]) -> int | str:
    try:
        return len(points_in(sheet, COUNT, "nb"))
    except BadSheet as bad:
        return "named" if bad.mistakes else "nothing said"
