"""Days for which something was counted, as people type them."""

from datetime import date

import pytest

from bot.domain.counted_day import is_day, may_be_counted, read_counted_day

TODAY = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("text", "today", "day"),
    [
        ("3.11", TODAY, date(2026, 11, 3)),
        ("3.11.", TODAY, date(2026, 11, 3)),
        ("3/11/2025", TODAY, date(2025, 11, 3)),
        ("2026-11-03", TODAY, date(2026, 11, 3)),
        ("28.12", date(2027, 1, 5), date(2026, 12, 28)),
        ("30.11", TODAY, date(2026, 11, 30)),
        ("29.2", date(2028, 3, 1), date(2028, 2, 29)),
        ("31.6", TODAY, None),
        ("12", TODAY, None),
        ("yesterday-ish", TODAY, None),
    ],
)
def test_a_day_without_a_year_is_the_nearest(text: str, today: date, day: date | None) -> None:
    assert read_counted_day(text, today) == day


@pytest.mark.parametrize(
    ("day", "may"),
    [
        (TODAY, True),
        (date(2026, 11, 27), False),
        (date(2022, 1, 1), True),
        (date(1926, 11, 3), False),
    ],
)
def test_nothing_is_counted_for_a_day_to_come(day: date, may: bool) -> None:
    assert may_be_counted(day, TODAY) is may


@pytest.mark.parametrize(("text", "is_"), [("3.11", True), ("29.2", True), ("12", False), ("", False)])
def test_what_is_a_day(text: str, is_: bool) -> None:
    assert is_day(text) is is_
