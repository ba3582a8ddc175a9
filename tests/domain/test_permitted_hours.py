"""The hours in which a message may reach somebody."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import holidays
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.permitted_hours import ALERT, EMPLOYEE, WHOLE_DAY, Window, next_permitted, next_weekly
from bot.domain.working_time import DateRange, NoWorkingDay, WorkingCalendar

OSLO = ZoneInfo("Europe/Oslo")
TOKYO = ZoneInfo("Asia/Tokyo")
KATHMANDU = ZoneInfo("Asia/Kathmandu")
CAIRO = ZoneInfo("Africa/Cairo")
CHRISTMAS = DateRange(date(2026, 12, 21), date(2027, 1, 3))
NORWEGIAN = WorkingCalendar(OSLO, frozenset({5, 6}), holidays.country_holidays("NO"), closures=(CHRISTMAS,))
MONDAY = 0
# Somebody who works at night sleeps from eight to four.
NIGHT = Window(time(16), time(8))
TO_MIDNIGHT = Window(time(7), time(0))


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)


def oslo(*parts: int, fold: int = 0) -> datetime:
    return datetime(*parts, tzinfo=OSLO, fold=fold).astimezone(UTC)


def never(day: date) -> bool:
    return False


def always(day: date) -> bool:
    return True


def test_hours_do_not_end_when_they_begin():
    with pytest.raises(ValueError, match="end when they begin"):
        Window(time(8), time(8))


@pytest.mark.parametrize(
    ("window", "at", "permitted"),
    [
        (EMPLOYEE, time(6, 59, 59), False),
        (EMPLOYEE, time(7), True),
        (EMPLOYEE, time(19, 59, 59), True),
        (EMPLOYEE, time(20), False),
        (ALERT, time(7, 59), False),
        (ALERT, time(8), True),
        (ALERT, time(16), False),
        (WHOLE_DAY, time(0), True),
        (WHOLE_DAY, time.max, True),
        (NIGHT, time(15, 59, 59), False),
        (NIGHT, time(16), True),
        (NIGHT, time.max, True),
        (NIGHT, time(0), True),
        (NIGHT, time(7, 59, 59), True),
        (NIGHT, time(8), False),
        (TO_MIDNIGHT, time.max, True),
        (TO_MIDNIGHT, time(0), False),
    ],
)
def test_the_first_moment_is_in_and_the_last_is_out(window: Window, at: time, permitted: bool):
    assert (at in window) is permitted


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (oslo(2026, 9, 8, 10), oslo(2026, 9, 8, 10)),
        (oslo(2026, 9, 8, 7), oslo(2026, 9, 8, 7)),
        (oslo(2026, 9, 8, 5), oslo(2026, 9, 8, 7)),
        (oslo(2026, 9, 8, 20), oslo(2026, 9, 9, 7)),
        (oslo(2026, 9, 8, 23, 59), oslo(2026, 9, 9, 7)),
        (oslo(2026, 9, 11, 21), oslo(2026, 9, 14, 7)),
        (oslo(2026, 9, 12, 12), oslo(2026, 9, 14, 7)),
        (oslo(2026, 4, 1, 20, 30), oslo(2026, 4, 7, 7)),
        (oslo(2026, 12, 18, 20), oslo(2027, 1, 4, 7)),
        (oslo(2026, 3, 27, 22), oslo(2026, 3, 30, 7)),
        (oslo(2026, 10, 23, 22), oslo(2026, 10, 26, 7)),
    ],
    ids=[
        "by day",
        "at the first moment",
        "early",
        "at the last moment",
        "late",
        "Friday night",
        "Saturday",
        "before Easter",
        "before Christmas",
        "before the spring change",
        "before the autumn change",
    ],
)
def test_an_employee_is_reached_by_day_on_open_days(moment: datetime, expected: datetime):
    assert next_permitted(moment, EMPLOYEE, OSLO, NORWEGIAN.is_closed) == expected


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (oslo(2026, 9, 8, 10), oslo(2026, 9, 8, 16)),
        (oslo(2026, 9, 8, 8), oslo(2026, 9, 8, 16)),
        (oslo(2026, 9, 8, 7, 59), oslo(2026, 9, 8, 7, 59)),
        (oslo(2026, 9, 8, 23), oslo(2026, 9, 8, 23)),
        (oslo(2026, 9, 9, 3), oslo(2026, 9, 9, 3)),
        (oslo(2026, 9, 11, 23, 59), oslo(2026, 9, 11, 23, 59)),
        (oslo(2026, 9, 12, 0), oslo(2026, 9, 14, 0)),
        (oslo(2026, 9, 13, 20), oslo(2026, 9, 14, 0)),
        (oslo(2026, 4, 2, 10), oslo(2026, 4, 7, 0)),
        (oslo(2026, 12, 18, 12), oslo(2026, 12, 18, 16)),
        (oslo(2026, 12, 19, 1), oslo(2027, 1, 4, 0)),
        (oslo(2026, 3, 28, 12), oslo(2026, 3, 30, 0)),
        (oslo(2026, 10, 24, 12), oslo(2026, 10, 26, 0)),
    ],
    ids=[
        "in the morning",
        "at the last moment",
        "before it",
        "in the evening",
        "in the night",
        "Friday before midnight",
        "Friday's night ends with Friday",
        "Sunday's night begins with Monday",
        "before Easter",
        "the last day before Christmas",
        "after it",
        "over the spring change",
        "over the autumn change",
    ],
)
def test_hours_over_midnight_end_where_a_closed_day_begins(moment: datetime, expected: datetime):
    assert next_permitted(moment, NIGHT, OSLO, NORWEGIAN.is_closed) == expected


@pytest.mark.parametrize(
    ("zone", "day", "moment", "expected"),
    [
        (OSLO, date(2026, 3, 29), oslo(2026, 3, 28, 23), utc(2026, 3, 28, 23)),
        (OSLO, date(2026, 10, 25), oslo(2026, 10, 24, 23), utc(2026, 10, 24, 22)),
        (CAIRO, date(2026, 4, 24), utc(2026, 4, 23, 12), utc(2026, 4, 23, 22)),
        (CAIRO, date(2026, 10, 30), utc(2026, 10, 29, 12), utc(2026, 10, 29, 22)),
    ],
    ids=["a night of 23 hours", "a night of 25 hours", "a day without midnight", "a day after an hour that came twice"],
)
def test_a_night_goes_on_at_the_first_moment_of_its_day(
    zone: ZoneInfo, day: date, moment: datetime, expected: datetime
):
    assert next_permitted(moment, NIGHT, zone, lambda it: it != day) == expected


@pytest.mark.parametrize(
    ("moment", "window", "expected"),
    [
        (oslo(2026, 3, 29, 1, 30), Window(time(2, 30), time(1)), utc(2026, 3, 29, 1, 30)),
        (oslo(2026, 10, 25, 1, 30), Window(time(2, 30), time(1)), utc(2026, 10, 25, 0, 30)),
        (utc(2026, 10, 25, 1, 15), Window(time(2, 30), time(1)), utc(2026, 10, 25, 1, 30)),
    ],
    ids=["begins in the gap", "the first of two", "before the second"],
)
def test_hours_over_midnight_begin_at_a_clock_change_as_others_do(moment: datetime, window: Window, expected: datetime):
    assert next_permitted(moment, window, OSLO, never) == expected


@pytest.mark.parametrize(
    ("zone", "expected"),
    [
        (OSLO, utc(2026, 9, 8, 22)),
        (TOKYO, utc(2026, 9, 8, 23)),
        (KATHMANDU, utc(2026, 9, 9, 2, 15)),
        (ZoneInfo("America/New_York"), utc(2026, 9, 9, 12)),
    ],
)
def test_the_hours_are_those_of_the_receiver_s_zone(zone: ZoneInfo, expected: datetime):
    window = Window(time(0), time(8)) if zone is OSLO else ALERT

    assert next_permitted(utc(2026, 9, 8, 22), window, zone, never) == expected


@pytest.mark.parametrize(
    ("moment", "window", "expected"),
    [
        (oslo(2026, 3, 28, 23), Window(time(2, 30), time(5)), utc(2026, 3, 29, 1, 30)),
        (oslo(2026, 3, 28, 23), Window(time(2), time(2, 30)), utc(2026, 3, 30, 0)),
        (oslo(2026, 10, 24, 23), Window(time(2, 30), time(5)), utc(2026, 10, 25, 0, 30)),
        (utc(2026, 10, 25, 0, 15), Window(time(2, 30), time(5)), utc(2026, 10, 25, 0, 30)),
        (utc(2026, 10, 25, 1, 15), Window(time(2, 30), time(5)), utc(2026, 10, 25, 1, 30)),
    ],
    ids=["starts in the gap", "lies in the gap", "the first of two", "before the first", "before the second"],
)
def test_hours_at_a_clock_change_never_begin_in_the_past(moment: datetime, window: Window, expected: datetime):
    assert next_permitted(moment, window, OSLO, never) == expected


def test_a_calendar_that_never_opens_says_so():
    with pytest.raises(NoWorkingDay):
        next_permitted(utc(2026, 9, 8), EMPLOYEE, OSLO, always)
    with pytest.raises(NoWorkingDay):
        next_weekly(utc(2026, 9, 8), MONDAY, time(9), OSLO, always)


@pytest.mark.parametrize(
    ("after", "monday", "expected"),
    [
        (oslo(2026, 9, 8, 12), date(2026, 9, 14), oslo(2026, 9, 14, 9)),
        (oslo(2026, 9, 14, 8, 59), date(2026, 9, 14), oslo(2026, 9, 14, 9)),
        (oslo(2026, 9, 14, 9), date(2026, 9, 21), oslo(2026, 9, 21, 9)),
        (oslo(2026, 9, 20, 23, 30), date(2026, 9, 21), oslo(2026, 9, 21, 9)),
        (oslo(2026, 3, 27, 12), date(2026, 3, 30), oslo(2026, 3, 30, 9)),
        (oslo(2026, 10, 20, 12), date(2026, 10, 26), oslo(2026, 10, 26, 9)),
        (oslo(2026, 4, 3, 12), date(2026, 4, 6), oslo(2026, 4, 7, 9)),
        (oslo(2026, 4, 6, 12), date(2026, 4, 6), oslo(2026, 4, 7, 9)),
        (oslo(2026, 4, 7, 9), date(2026, 4, 13), oslo(2026, 4, 13, 9)),
        (oslo(2026, 12, 14, 9), date(2027, 1, 4), oslo(2027, 1, 4, 9)),
        (oslo(2026, 5, 18, 9), date(2026, 5, 25), oslo(2026, 5, 26, 9)),
    ],
    ids=[
        "the coming Monday",
        "the same Monday before the hour",
        "strictly after",
        "Sunday night",
        "the spring change",
        "the autumn change",
        "Easter Monday goes on Tuesday",
        "asked on Easter Monday",
        "asked when it went",
        "once after a closure of two weeks",
        "Whit Monday",
    ],
)
def test_the_digest_goes_on_the_coming_monday_or_the_next_open_day(after: datetime, monday: date, expected: datetime):
    assert next_weekly(after, MONDAY, time(9), OSLO, NORWEGIAN.is_closed) == (monday, expected)


def test_the_monday_is_the_reader_s():
    after = utc(2026, 9, 13, 23)

    assert next_weekly(after, MONDAY, time(9), TOKYO, never) == (date(2026, 9, 14), utc(2026, 9, 14, 0))
    assert next_weekly(after, MONDAY, time(9), KATHMANDU, never) == (date(2026, 9, 14), utc(2026, 9, 14, 3, 15))
    assert next_weekly(after + timedelta(hours=1), MONDAY, time(9), TOKYO, never) == (
        date(2026, 9, 21),
        utc(2026, 9, 21, 0),
    )


def test_another_weekday_stands_for_its_own_week_even_where_it_shifts_into_the_next():
    def good_friday_to_easter_monday(day: date) -> bool:
        return day in DateRange(date(2026, 4, 3), date(2026, 4, 6))

    found = next_weekly(oslo(2026, 4, 1, 12), 4, time(9), OSLO, good_friday_to_easter_monday)

    assert found == (date(2026, 3, 30), oslo(2026, 4, 7, 9))


zones = st.sampled_from([OSLO, TOKYO, KATHMANDU, CAIRO, ZoneInfo("America/New_York"), ZoneInfo("Australia/Lord_Howe")])
moments = st.integers(0, 2 * 366 * 24 * 60).map(lambda minutes: utc(2026, 1, 1) + timedelta(minutes=minutes))
windows = st.lists(st.times().map(lambda at: at.replace(fold=0)), min_size=2, max_size=2, unique=True).map(
    lambda ends: Window(ends[0], ends[1])
)
closures: st.SearchStrategy[Callable[[date], bool]] = st.frozensets(st.integers(0, 9), max_size=8).map(
    lambda closed: lambda day: day.toordinal() % 10 in closed
)


@given(moments, windows, zones, closures)
@settings(max_examples=200, deadline=None)
def test_what_is_found_is_permitted_and_the_earliest(
    moment: datetime, window: Window, zone: ZoneInfo, is_closed: Callable[[date], bool]
):
    found = next_permitted(moment, window, zone, is_closed)

    shown = found.astimezone(zone)
    assert found >= moment
    assert shown.time() in window
    assert not is_closed(shown.date())
    assert next_permitted(found, window, zone, is_closed) == found
    assert found == moment or next_permitted(found - timedelta(microseconds=1), window, zone, is_closed) == found


@given(moments, st.integers(0, 6), zones, closures)
@settings(max_examples=100, deadline=None)
def test_each_week_has_one_moment_at_most_and_they_come_in_order(
    after: datetime, weekday: int, zone: ZoneInfo, is_closed: Callable[[date], bool]
):
    weeks: list[date] = []
    for _ in range(8):
        week, moment = next_weekly(after, weekday, time(9), zone, is_closed)

        shown = moment.astimezone(zone)
        assert moment > after
        assert shown.time() == time(9)
        assert not is_closed(shown.date())
        assert timedelta(0) <= shown.date() - (week + timedelta(days=weekday)) < timedelta(days=7)
        weeks.append(week)
        after = moment
    assert weeks == sorted(set(weeks))
    assert all(week.weekday() == MONDAY for week in weeks)
