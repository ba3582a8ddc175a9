"""Days on which people are away: a team rests when all are, and a day is read as it is written."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.away import days_all_are_away, month_page, next_monday, other_month, read_day
from bot.domain.working_time import DateRange, WorkingCalendar

TODAY = date(2026, 9, 8)


def days(first: int, last: int) -> DateRange:
    return DateRange(date(2026, 9, first), date(2026, 9, last))


@pytest.mark.parametrize(
    ("absences", "expected"),
    [
        ([], ()),
        ([()], ()),
        ([(days(1, 9),)], (days(1, 9),)),
        ([(days(1, 9),), ()], ()),
        ([(days(1, 9),), (days(5, 20),)], (days(5, 9),)),
        ([(days(1, 4),), (days(5, 20),)], ()),
        ([(days(1, 4), days(5, 9)), (days(3, 6),)], (days(3, 6),)),
        ([(days(1, 4), days(8, 20)), (days(3, 9), days(15, 30))], (days(3, 4), days(8, 9), days(15, 20))),
        ([(days(1, 20), days(3, 5)), (days(2, 25),), (days(10, 10),)], (days(10, 10),)),
    ],
    ids=[
        "nobody has joined",
        "one who is there",
        "one who is away",
        "one of two is there",
        "both for a while",
        "one after the other",
        "one absence right after another",
        "several times",
        "three",
    ],
)
def test_all_are_away_on_the_days_on_which_each_is(
    absences: list[tuple[DateRange, ...]], expected: tuple[DateRange, ...]
):
    assert days_all_are_away(absences) == expected


dates = st.dates(date(2026, 8, 20), date(2026, 10, 20))
ranges = st.builds(lambda first, n: DateRange(first, first + timedelta(days=n)), dates, st.integers(0, 25))
people = st.lists(st.lists(ranges, max_size=4), max_size=4)


@given(people, st.lists(ranges, max_size=2), st.frozensets(dates, max_size=5))
@settings(max_examples=200, deadline=None)
def test_absences_take_working_days_away_and_never_give_one(
    absences: list[list[DateRange]], closures: list[DateRange], free: frozenset[date]
):
    plain = WorkingCalendar(ZoneInfo("Europe/Oslo"), frozenset({5, 6}), free, closures=tuple(closures))
    calendar = WorkingCalendar(
        plain.zone, plain.weekend, free, closures=plain.closures, away=days_all_are_away(absences)
    )

    for n in range(90):
        day = date(2026, 8, 10) + timedelta(days=n)
        all_away = bool(absences) and all(any(day in it for it in own) for own in absences)
        assert calendar.is_working_day(day) == (plain.is_working_day(day) and not all_away)
        assert calendar.is_closed(day) == plain.is_closed(day)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("14.12.", date(2026, 12, 14)),
        ("14.12", date(2026, 12, 14)),
        (" 14. 12. ", date(2026, 12, 14)),
        ("14/12", date(2026, 12, 14)),
        ("14 12", date(2026, 12, 14)),
        ("14.12.2026", date(2026, 12, 14)),
        ("14.12.26", date(2026, 12, 14)),
        ("2026-12-14", date(2026, 12, 14)),
        ("9.9.", date(2026, 9, 9)),
        ("8.9.", date(2027, 9, 8)),
        ("1.2.", date(2027, 2, 1)),
        ("28.2.", date(2027, 2, 28)),
        ("29.2.", None),
        ("31.9.", None),
        ("8.9.2026", None),
        ("7.9.2026", None),
        ("10.9.2027", None),
        ("14.13.", None),
        ("two weeks", None),
        ("", None),
        ("0.0.", None),
        ("2026-12-14-1", None),
        ("٩.٩.", date(2026, 9, 9)),
    ],
)
def test_a_day_is_read_as_people_write_it_and_lies_ahead_within_a_year(text: str, expected: date | None):
    assert read_day(text, TODAY) == expected


@given(st.text(max_size=12), dates)
def test_whatever_is_written_is_a_day_ahead_or_none(text: str, today: date):
    day = read_day(text, today)

    assert day is None or today < day <= today + timedelta(days=366)


@pytest.mark.parametrize(
    ("today", "monday"),
    [(date(2026, 9, 6), date(2026, 9, 7)), (date(2026, 9, 7), date(2026, 9, 14)), (TODAY, date(2026, 9, 14))],
)
def test_next_monday_is_never_today(today: date, monday: date):
    assert next_monday(today) == monday


def test_a_page_of_a_month_has_its_days_below_their_weekdays():
    page = month_page(date(2026, 11, 17))

    assert [[day.day if day else None for day in week] for week in page] == [
        [None, None, None, None, None, None, 1],
        [2, 3, 4, 5, 6, 7, 8],
        [9, 10, 11, 12, 13, 14, 15],
        [16, 17, 18, 19, 20, 21, 22],
        [23, 24, 25, 26, 27, 28, 29],
        [30, None, None, None, None, None, None],
    ]
    assert len(month_page(date(2027, 2, 1))) == 4


def test_the_months_before_and_after_are_found_from_any_day():
    assert other_month(date(2026, 12, 31), 1) == date(2027, 1, 1)
    assert other_month(date(2027, 1, 31), 1) == date(2027, 2, 1)
    assert other_month(date(2027, 1, 31), -1) == date(2026, 12, 1)
