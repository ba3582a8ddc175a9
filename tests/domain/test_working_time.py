"""The days that count for a team."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import holidays
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.working_time import DateRange, NoWorkingDay, WorkingCalendar, covered, moment_of

OSLO = ZoneInfo("Europe/Oslo")
NEW_YORK = ZoneInfo("America/New_York")
SATURDAY_AND_SUNDAY = frozenset({5, 6})
NORWEGIAN = WorkingCalendar(OSLO, SATURDAY_AND_SUNDAY, holidays.country_holidays("NO"))

# Reckoned by the rule of Meeus, Jones and Butcher, not by the library that the other tests lean on.
EASTER_MONDAYS = {
    2025: date(2025, 4, 21),
    2026: date(2026, 4, 6),
    2027: date(2027, 3, 29),
    2028: date(2028, 4, 17),
    2029: date(2029, 4, 2),
    2030: date(2030, 4, 22),
    2031: date(2031, 4, 14),
    2032: date(2032, 3, 29),
    2033: date(2033, 4, 18),
    2034: date(2034, 4, 10),
    2035: date(2035, 3, 26),
}


def easter_sunday(year: int) -> date:
    century, of_century = divmod(year, 100)
    golden = year % 19
    epact = (19 * golden + century - century // 4 - (8 * century + 13) // 25 + 15) % 30
    epact -= epact // 28 * (1 - epact // 28 * (29 // (epact + 1)) * ((21 - golden) // 11))
    weekday = (year + year // 4 + epact + 2 - century + century // 4) % 7
    assert 0 <= of_century < 100
    days = epact - weekday
    month = 3 + (days + 40) // 44
    return date(year, month, days + 28 - 31 * (month // 4))


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)


def outage(day: date, first: time, last: time) -> tuple[datetime, datetime]:
    return moment_of(day, first, OSLO), moment_of(day, last, OSLO)


def with_outages(*outages: tuple[datetime, datetime]) -> WorkingCalendar:
    return WorkingCalendar(OSLO, SATURDAY_AND_SUNDAY, frozenset(), outages=outages)


def test_a_range_of_days_holds_both_its_ends():
    days = DateRange(date(2026, 12, 21), date(2027, 1, 3))

    assert [day in days for day in (date(2026, 12, 20), date(2026, 12, 21), date(2027, 1, 3), date(2027, 1, 4))] == [
        False,
        True,
        True,
        False,
    ]


def test_a_range_of_days_does_not_end_before_it_begins():
    with pytest.raises(ValueError, match=r"ends \(2026-01-01\) before it begins \(2026-01-02\)"):
        DateRange(date(2026, 1, 2), date(2026, 1, 1))


@pytest.mark.parametrize(("year", "monday"), EASTER_MONDAYS.items())
def test_the_table_of_easters_is_right(year: int, monday: date):
    assert easter_sunday(year) + timedelta(days=1) == monday


@pytest.mark.parametrize("monday", EASTER_MONDAYS.values(), ids=str)
def test_norway_is_closed_from_maundy_thursday_to_easter_monday(monday: date):
    wednesday, tuesday = monday - timedelta(days=5), monday + timedelta(days=1)

    closed = [day for n in range(7) if NORWEGIAN.is_closed(day := wednesday + timedelta(days=n))]

    assert closed == [monday - timedelta(days=n) for n in (4, 3, 2, 1, 0)]
    assert NORWEGIAN.working_day_after(wednesday, 1) == tuesday
    assert NORWEGIAN.working_days_between(wednesday, tuesday) == 1


@pytest.mark.parametrize("monday", EASTER_MONDAYS.values(), ids=str)
def test_norway_is_closed_on_ascension_day_and_whit_monday(monday: date):
    assert NORWEGIAN.is_closed(monday + timedelta(days=38))
    assert NORWEGIAN.is_closed(monday + timedelta(days=49))


@pytest.mark.parametrize("year", EASTER_MONDAYS)
@pytest.mark.parametrize(("month", "day"), [(1, 1), (5, 1), (5, 17), (12, 25), (12, 26)])
def test_norway_is_closed_on_its_fixed_days(year: int, month: int, day: int):
    assert NORWEGIAN.is_closed(date(year, month, day))


@pytest.mark.parametrize(
    ("calendar", "closed", "working"),
    [
        (NORWEGIAN, False, True),
        (WorkingCalendar(OSLO, frozenset({1}), frozenset()), True, False),
        (WorkingCalendar(OSLO, SATURDAY_AND_SUNDAY, {date(2026, 9, 8)}), True, False),
        (
            WorkingCalendar(OSLO, SATURDAY_AND_SUNDAY, (), closures=(DateRange(date(2026, 9, 8), date(2026, 9, 8)),)),
            True,
            False,
        ),
        (
            WorkingCalendar(OSLO, SATURDAY_AND_SUNDAY, (), pauses=(DateRange(date(2026, 9, 1), date(2026, 9, 8)),)),
            False,
            False,
        ),
        (
            WorkingCalendar(OSLO, SATURDAY_AND_SUNDAY, (), away=(DateRange(date(2026, 9, 8), date(2026, 9, 9)),)),
            False,
            False,
        ),
        (with_outages((utc(2026, 9, 8, 6), utc(2026, 9, 8, 12))), False, False),
    ],
    ids=["ordinary", "weekend", "holiday", "closure", "pause", "away", "outage"],
)
def test_what_closes_a_tuesday_and_what_only_keeps_it_from_counting(
    calendar: WorkingCalendar, closed: bool, working: bool
):
    tuesday = date(2026, 9, 8)

    assert calendar.is_closed(tuesday) is closed
    assert calendar.is_working_day(tuesday) is working


def test_the_weekend_is_the_country_s_own():
    friday_and_saturday = WorkingCalendar(ZoneInfo("Asia/Dubai"), frozenset({4, 5}), frozenset())

    assert friday_and_saturday.working_day_after(date(2026, 9, 3), 1) == date(2026, 9, 6)


DAY = date(2026, 9, 8)


@pytest.mark.parametrize(
    ("outages", "counts"),
    [
        ([(time(8), time(12))], True),
        ([(time(8), time(12, 0, 1))], False),
        ([(time(0), time(7))], True),
        ([(time(0), time(11))], True),
        ([(time(0), time(11, 1))], False),
        ([(time(16), time(23))], True),
        ([(time(15, 59), time(23))], False),
        ([(time(8), time(10)), (time(12), time(14))], True),
        ([(time(12), time(14, 1)), (time(8), time(10))], False),
        ([(time(8), time(11)), (time(9), time(12))], True),
        ([(time(8), time(12)), (time(9), time(10)), (time(9), time(11))], True),
        ([(time(12), time(8))], True),
    ],
)
def test_a_day_with_more_than_four_hours_of_outage_between_seven_and_twenty_does_not_count(
    outages: list[tuple[time, time]], counts: bool
):
    calendar = with_outages(*(outage(DAY, first, last) for first, last in outages))

    assert calendar.is_working_day(DAY) is counts


def test_an_outage_of_days_takes_all_of_them_but_its_short_ends():
    calendar = with_outages((moment_of(DAY, time(17), OSLO), moment_of(date(2026, 9, 11), time(9), OSLO)))

    assert calendar.working_days_between(date(2026, 9, 7), date(2026, 9, 11)) == 2


@pytest.mark.parametrize("day", [date(2026, 3, 29), date(2026, 10, 25)], ids=["spring", "autumn"])
@pytest.mark.parametrize(("last", "counts"), [(time(11), True), (time(11, 1), False)])
def test_hours_of_outage_are_local_on_the_days_of_the_clock_changes(day: date, last: time, counts: bool):
    every_day = WorkingCalendar(OSLO, frozenset(), frozenset(), outages=(outage(day, time(0), last),))

    assert every_day.is_working_day(day) is counts


def test_outages_that_overlap_count_once():
    spans = [(utc(2026, 1, 1, 8), utc(2026, 1, 1, 10)), (utc(2026, 1, 1, 9), utc(2026, 1, 1, 11))]

    assert covered(spans, utc(2026, 1, 1, 8, 30), utc(2026, 1, 1, 20)) == timedelta(hours=2, minutes=30)


def test_the_next_working_day_is_the_day_itself_where_it_counts():
    assert NORWEGIAN.next_working_day(date(2026, 5, 18)) == date(2026, 5, 18)
    assert NORWEGIAN.next_working_day(date(2026, 5, 14)) == date(2026, 5, 15)
    assert NORWEGIAN.next_working_day(date(2026, 12, 25)) == date(2026, 12, 28)


@pytest.mark.parametrize(
    ("day", "n", "expected"),
    [
        (date(2026, 9, 8), 1, date(2026, 9, 9)),
        (date(2026, 9, 8), 4, date(2026, 9, 14)),
        (date(2026, 9, 5), 1, date(2026, 9, 7)),
        (date(2026, 12, 30), 2, date(2027, 1, 4)),
        (date(2028, 2, 28), 1, date(2028, 2, 29)),
        (date(2026, 4, 1), 1, date(2026, 4, 7)),
    ],
)
def test_counts_working_days_from_the_day_after(day: date, n: int, expected: date):
    assert NORWEGIAN.working_day_after(day, n) == expected


@pytest.mark.parametrize("n", [0, -1])
def test_there_is_no_working_day_number_nought(n: int):
    with pytest.raises(ValueError, match="number 1"):
        NORWEGIAN.working_day_after(date(2026, 9, 8), n)


def test_no_working_days_lie_between_a_day_and_itself_or_an_earlier_one():
    assert NORWEGIAN.working_days_between(date(2026, 9, 8), date(2026, 9, 8)) == 0
    assert NORWEGIAN.working_days_between(date(2026, 9, 8), date(2026, 9, 1)) == 0


@pytest.mark.parametrize(
    "calendar",
    [
        WorkingCalendar(OSLO, frozenset(range(7)), frozenset()),
        WorkingCalendar(OSLO, SATURDAY_AND_SUNDAY, (), pauses=(DateRange(date(2026, 1, 1), date(2036, 1, 1)),)),
    ],
    ids=["all weekend", "a pause of ten years"],
)
def test_a_calendar_without_working_days_says_so(calendar: WorkingCalendar):
    with pytest.raises(NoWorkingDay, match="no working day in the three years from 2026-09-08"):
        calendar.next_working_day(date(2026, 9, 8))


@pytest.mark.parametrize(
    ("moment", "n", "expected"),
    [
        (utc(2026, 3, 27, 9), 1, utc(2026, 3, 30, 8)),
        (utc(2026, 10, 23, 8), 1, utc(2026, 10, 26, 9)),
        (utc(2026, 9, 8, 22, 30), 1, utc(2026, 9, 9, 22, 30)),
        (utc(2026, 9, 8, 8, 0, 1), 10, utc(2026, 9, 22, 8, 0, 1)),
        (utc(2026, 12, 31, 23, 30), 1, utc(2027, 1, 3, 23, 30)),
    ],
    ids=["over the spring change", "over the autumn change", "late at night", "with seconds", "over the new year"],
)
def test_so_many_working_days_later_it_is_the_same_local_time(moment: datetime, n: int, expected: datetime):
    assert NORWEGIAN.working_days_after(moment, n) == expected


def test_a_local_time_that_does_not_exist_moves_forward():
    every_day = WorkingCalendar(OSLO, frozenset(), frozenset())

    assert every_day.working_days_after(utc(2026, 3, 28, 1, 30), 1) == utc(2026, 3, 29, 1, 30)
    assert every_day.at(date(2026, 3, 29), time(2, 30)).astimezone(OSLO).time() == time(3, 30)


def test_an_ambiguous_local_time_is_the_first():
    every_day = WorkingCalendar(OSLO, frozenset(), frozenset())

    assert every_day.working_days_after(utc(2026, 10, 24, 0, 30), 1) == utc(2026, 10, 25, 0, 30)
    assert every_day.at(date(2026, 10, 25), time(2, 30, fold=1)) == utc(2026, 10, 25, 0, 30)


def test_the_second_of_an_ambiguous_hour_is_carried_on_as_its_clock_time():
    every_day = WorkingCalendar(OSLO, frozenset(), frozenset())

    assert every_day.working_days_after(utc(2026, 10, 25, 1, 30), 1) == utc(2026, 10, 26, 1, 30)


@pytest.mark.parametrize(
    ("zone", "expected"),
    [("Europe/Oslo", date(2026, 9, 9)), ("Asia/Kathmandu", date(2026, 9, 9)), ("America/New_York", date(2026, 9, 8))],
)
def test_the_date_is_the_team_s(zone: str, expected: date):
    calendar = WorkingCalendar(ZoneInfo(zone), SATURDAY_AND_SUNDAY, frozenset())

    assert calendar.local_date(utc(2026, 9, 8, 22, 15)) == expected


def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="aware"):
        NORWEGIAN.local_date(datetime(2026, 9, 8, 10))  # noqa: DTZ001 - that is the point


days = st.dates(date(2024, 1, 1), date(2030, 12, 31))
moments = st.integers(0, 6 * 365 * 24 * 60).map(lambda minutes: utc(2024, 1, 1) + timedelta(minutes=minutes))
ranges = st.builds(lambda first, n: DateRange(first, first + timedelta(days=n)), days, st.integers(0, 40))
calendars = st.builds(
    WorkingCalendar,
    st.sampled_from([OSLO, NEW_YORK, ZoneInfo("Asia/Tokyo"), ZoneInfo("Asia/Kathmandu")]),
    st.sampled_from([SATURDAY_AND_SUNDAY, frozenset({4, 5}), frozenset()]),
    st.frozensets(days, max_size=5),
    closures=st.lists(ranges, max_size=2).map(tuple),
    pauses=st.lists(ranges, max_size=2).map(tuple),
    away=st.lists(ranges, max_size=2).map(tuple),
)


@given(calendars, moments, st.integers(1, 25))
@settings(max_examples=150, deadline=None)
def test_agrees_with_counting_day_by_day(calendar: WorkingCalendar, moment: datetime, n: int):
    local = moment.astimezone(calendar.zone)
    left, day = n, local.date()
    while left:
        day += timedelta(days=1)
        left -= calendar.is_working_day(day)

    later = calendar.working_days_after(moment, n)

    assert later == calendar.at(day, local.time())
    assert calendar.local_date(later) == day
    assert calendar.working_days_between(local.date(), day) == n
    assert later > moment
    assert later.tzinfo is UTC


@given(calendars, days, days)
@settings(max_examples=100, deadline=None)
def test_what_counts_is_never_closed(calendar: WorkingCalendar, first: date, other: date):
    day = calendar.next_working_day(first)

    assert day >= first
    assert calendar.is_working_day(day)
    assert not calendar.is_closed(day)
    assert calendar.next_working_day(day) == day
    assert calendar.working_days_between(first, other) == 0 or other > first
