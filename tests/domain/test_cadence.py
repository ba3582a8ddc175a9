"""When check-ins are due: tables of real calendars, and what holds for every one."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice, pairwise
from zoneinfo import ZoneInfo

import holidays
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.cadence import CheckInDue, closes_at, merges_into_next, next_due, reminder_at
from bot.domain.frame import Frame
from bot.domain.grid_cadence import GridCadence
from bot.domain.working_time import DateRange, WorkingCalendar

OSLO = ZoneInfo("Europe/Oslo")
WEEKEND = frozenset({5, 6})
NORWEGIAN = WorkingCalendar(OSLO, WEEKEND, holidays.country_holidays("NO"))
BARE = WorkingCalendar(OSLO, WEEKEND, frozenset())
TEN = time(10)
TUESDAY = 1
WEEKLY = GridCadence(7, TUESDAY, TEN)
FORTNIGHTLY = GridCadence(14, TUESDAY, TEN)
CHRISTMAS = DateRange(date(2026, 12, 21), date(2027, 1, 3))


def all_due(
    cadence: GridCadence,
    calendar: WorkingCalendar,
    starts: date,
    ends: date,
    session_days: frozenset[date] = frozenset(),
) -> list[CheckInDue]:
    found: list[CheckInDue] = []
    after = None
    while due := next_due(cadence, calendar, starts=starts, ends=ends, session_days=session_days, after=after):
        found.append(due)
        after = due.grid_on
    return found


def grid_dates(cadence: GridCadence, starts: date, ends: date = date.max) -> Iterator[date]:
    return cadence.dates(Frame.of(BARE, starts, ends, frozenset()))


def asked(found: list[CheckInDue]) -> list[date]:
    return [due.on for due in found if not due.merged]


def merged(found: list[CheckInDue]) -> list[date]:
    return [due.grid_on for due in found if due.merged]


@pytest.mark.parametrize(
    ("starts", "first"),
    [
        (date(2026, 8, 31), date(2026, 9, 1)),
        (date(2026, 9, 1), date(2026, 9, 1)),
        (date(2026, 9, 2), date(2026, 9, 8)),
        (date(2026, 12, 30), date(2027, 1, 5)),
        (date(2028, 2, 24), date(2028, 2, 29)),
    ],
)
def test_the_grid_begins_on_the_first_tuesday_on_or_after_the_start(starts: date, first: date):
    assert next(grid_dates(FORTNIGHTLY, starts)) == first


def test_the_grid_goes_on_every_fourteen_days_over_the_new_year():
    assert list(islice(grid_dates(FORTNIGHTLY, date(2026, 12, 1)), 4)) == [
        date(2026, 12, 1),
        date(2026, 12, 15),
        date(2026, 12, 29),
        date(2027, 1, 12),
    ]


def test_the_grid_ends_with_the_calendar():
    assert list(grid_dates(WEEKLY, date(9999, 12, 20))) == [date(9999, 12, 21), date(9999, 12, 28)]


@pytest.mark.parametrize(("every_days", "weekday"), [(0, 1), (-7, 1), (7, 7), (7, -1)])
def test_a_cadence_that_cannot_be_is_refused(every_days: int, weekday: int):
    with pytest.raises(ValueError, match="not"):
        GridCadence(every_days, weekday, TEN)


@pytest.mark.parametrize(
    ("day", "hour"),
    [
        (date(2026, 3, 24), 9),
        (date(2026, 3, 31), 8),
        (date(2026, 10, 20), 8),
        (date(2026, 10, 27), 9),
        (date(2027, 3, 23), 9),
        (date(2027, 4, 6), 8),
        (date(2027, 10, 26), 8),
        (date(2027, 11, 2), 9),
    ],
)
def test_keeps_ten_o_clock_across_the_clock_changes(day: date, hour: int):
    due = next_due(WEEKLY, NORWEGIAN, starts=day, ends=date(2028, 1, 1), session_days=frozenset(), after=None)

    assert due == CheckInDue(day, day, datetime(day.year, day.month, day.day, hour, tzinfo=UTC), merged=False)


@pytest.mark.parametrize(
    ("zone", "expected"),
    [
        ("Asia/Tokyo", {(1, 0)}),
        ("Asia/Kathmandu", {(4, 15)}),
        ("Europe/Oslo", {(8, 0), (9, 0)}),
        ("America/New_York", {(14, 0), (15, 0)}),
        ("Australia/Lord_Howe", {(23, 0), (23, 30)}),
    ],
)
def test_it_is_ten_o_clock_in_every_zone_all_year(zone: str, expected: set[tuple[int, int]]):
    calendar = replace(BARE, zone=ZoneInfo(zone))

    found = all_due(WEEKLY, calendar, date(2026, 1, 1), date(2027, 12, 31))

    assert len(found) == 104
    assert {due.due_at.astimezone(calendar.zone).time() for due in found} == {TEN}
    assert {(due.due_at.hour, due.due_at.minute) for due in found} == expected


def test_plays_the_whole_programme_of_the_contract():
    calendar = replace(NORWEGIAN, closures=(CHRISTMAS,))
    sessions = frozenset({date(2026, 9, 8), date(2026, 11, 17)})

    found = all_due(FORTNIGHTLY, calendar, date(2026, 8, 31), date(2027, 6, 18), sessions)

    assert [(due.grid_on, due.on) for due in found if due.grid_on != due.on] == [
        (date(2026, 12, 22), date(2027, 1, 4)),
    ]
    assert merged(found) == [date(2026, 12, 22)]
    assert asked(found)[:4] == [date(2026, 9, 1), date(2026, 9, 15), date(2026, 9, 29), date(2026, 10, 13)]
    assert asked(found)[-1] == date(2027, 6, 8)


def test_a_closed_tuesday_shifts_to_wednesday_and_the_grid_stays():
    calendar = replace(BARE, holidays=frozenset({date(2026, 9, 8)}))

    found = all_due(WEEKLY, calendar, date(2026, 9, 1), date(2026, 9, 22))

    assert asked(found) == [date(2026, 9, 1), date(2026, 9, 9), date(2026, 9, 15), date(2026, 9, 22)]
    assert merged(found) == []


def test_a_session_on_a_tuesday_shifts_the_check_in_to_the_day_after():
    found = all_due(WEEKLY, BARE, date(2026, 9, 1), date(2026, 9, 15), frozenset({date(2026, 9, 8)}))

    assert asked(found) == [date(2026, 9, 1), date(2026, 9, 9), date(2026, 9, 15)]


def test_a_session_of_two_days_is_stepped_over_whole():
    sessions = frozenset({date(2026, 9, 8), date(2026, 9, 9)})

    found = all_due(WEEKLY, BARE, date(2026, 9, 8), date(2026, 9, 15), sessions)

    assert asked(found) == [date(2026, 9, 10), date(2026, 9, 15)]


@pytest.mark.parametrize(
    ("last_closed", "on", "is_merged"),
    [
        (date(2026, 9, 8), date(2026, 9, 9), False),
        (date(2026, 9, 9), date(2026, 9, 10), False),
        (date(2026, 9, 10), date(2026, 9, 11), True),
        (date(2026, 9, 11), date(2026, 9, 14), True),
        (date(2026, 9, 14), date(2026, 9, 15), True),
        (date(2026, 9, 15), date(2026, 9, 16), True),
        (date(2026, 9, 30), date(2026, 10, 1), True),
    ],
)
def test_with_fewer_than_three_working_days_to_the_next_it_is_merged(last_closed: date, on: date, is_merged: bool):
    calendar = replace(BARE, closures=(DateRange(date(2026, 9, 8), last_closed),))

    due = next_due(
        WEEKLY, calendar, starts=date(2026, 9, 8), ends=date(2026, 12, 1), session_days=frozenset(), after=None
    )

    assert due is not None
    assert (due.on, due.merged) == (on, is_merged)


def test_a_closed_tuesday_before_a_closed_tuesday_counts_to_the_next_one_s_own_day():
    closed = frozenset({date(2026, 9, 8), date(2026, 9, 9), date(2026, 9, 15)})

    found = all_due(WEEKLY, replace(BARE, holidays=closed), date(2026, 9, 8), date(2026, 9, 22))

    assert [(due.on, due.merged) for due in found] == [
        (date(2026, 9, 10), False),  # Friday, Monday and Wednesday are three
        (date(2026, 9, 16), False),
        (date(2026, 9, 22), False),
    ]


def test_a_session_that_moves_the_next_one_leaves_room_for_this_one():
    calendar = replace(BARE, closures=(DateRange(date(2026, 9, 8), date(2026, 9, 10)),))

    assert asked(all_due(WEEKLY, calendar, date(2026, 9, 8), date(2026, 9, 16))) == [date(2026, 9, 15)]
    assert asked(all_due(WEEKLY, calendar, date(2026, 9, 8), date(2026, 9, 16), frozenset({date(2026, 9, 15)}))) == [
        date(2026, 9, 11),
        date(2026, 9, 16),
    ]


def test_two_that_come_to_one_day_are_one_even_where_nothing_is_merged_for_being_near():
    calendar = replace(BARE, closures=(DateRange(date(2026, 9, 8), date(2026, 9, 14)),))

    found = all_due(GridCadence(7, TUESDAY, TEN, merge_under=0), calendar, date(2026, 9, 1), date(2026, 9, 15))
    later = all_due(GridCadence(7, 0, TEN, merge_under=0), calendar, date(2026, 9, 7), date(2026, 9, 21))

    assert asked(found) == [date(2026, 9, 1), date(2026, 9, 15)]
    assert asked(later) == [date(2026, 9, 7), date(2026, 9, 15), date(2026, 9, 21)]


def test_a_christmas_closure_is_followed_by_one_check_in_only():
    found = all_due(WEEKLY, replace(NORWEGIAN, closures=(CHRISTMAS,)), date(2026, 12, 8), date(2027, 1, 12))

    assert asked(found) == [date(2026, 12, 8), date(2026, 12, 15), date(2027, 1, 5), date(2027, 1, 12)]
    assert merged(found) == [date(2026, 12, 22), date(2026, 12, 29)]


@pytest.mark.parametrize(
    ("monday", "expected"),
    [
        (date(2026, 4, 6), [date(2026, 3, 31), date(2026, 4, 7)]),
        (date(2027, 3, 29), [date(2027, 3, 23), date(2027, 3, 30)]),
        (date(2035, 3, 26), [date(2035, 3, 20), date(2035, 3, 27)]),
    ],
)
def test_a_check_in_on_its_own_day_is_asked_even_where_easter_is_near(monday: date, expected: list[date]):
    found = all_due(WEEKLY, NORWEGIAN, monday - timedelta(days=6), monday + timedelta(days=1))

    assert asked(found) == expected


@pytest.mark.parametrize("year", range(2025, 2036))
@pytest.mark.parametrize("weekday", range(7))
def test_no_weekday_of_any_year_is_asked_on_a_closed_day(year: int, weekday: int):
    cadence = GridCadence(7, weekday, TEN)

    found = all_due(cadence, NORWEGIAN, date(year, 1, 1), date(year, 12, 31))

    assert not any(NORWEGIAN.is_closed(due.on) for due in found)
    assert len({due.grid_on for due in found}) == len(found)
    assert all(weekday == due.grid_on.weekday() for due in found)


def test_easter_monday_shifts_a_monday_s_check_in_to_tuesday():
    found = all_due(GridCadence(7, 0, TEN), NORWEGIAN, date(2026, 4, 6), date(2026, 4, 13))

    assert asked(found) == [date(2026, 4, 7), date(2026, 4, 13)]


def test_maundy_thursday_is_merged_into_the_thursday_after():
    found = all_due(GridCadence(7, 3, TEN), NORWEGIAN, date(2026, 4, 2), date(2026, 4, 16))

    assert [(due.grid_on, due.on, due.merged) for due in found] == [
        (date(2026, 4, 2), date(2026, 4, 7), True),
        (date(2026, 4, 9), date(2026, 4, 9), False),
        (date(2026, 4, 16), date(2026, 4, 16), False),
    ]


def test_an_agreed_pause_moves_nothing_for_what_falls_in_it_is_left_out_when_it_comes_due():
    resting = replace(NORWEGIAN, pauses=(DateRange(date(2026, 6, 29), date(2026, 8, 2)),))

    assert all_due(WEEKLY, resting, date(2026, 6, 16), date(2026, 8, 11)) == all_due(
        WEEKLY, NORWEGIAN, date(2026, 6, 16), date(2026, 8, 11)
    )


def test_a_check_in_waits_for_the_first_member_who_is_back():
    calendar = replace(BARE, away=(DateRange(date(2026, 9, 7), date(2026, 9, 9)),))

    assert asked(all_due(FORTNIGHTLY, calendar, date(2026, 9, 8), date(2026, 9, 8 + 14))) == [
        date(2026, 9, 10),
        date(2026, 9, 22),
    ]


def test_an_outage_that_is_over_plans_nothing_anew():
    down = (datetime(2026, 9, 8, 4, tzinfo=UTC), datetime(2026, 9, 10, 12, tzinfo=UTC))
    calendar = replace(BARE, outages=(down,))

    assert all_due(WEEKLY, calendar, date(2026, 9, 1), date(2026, 9, 30)) == all_due(
        WEEKLY, BARE, date(2026, 9, 1), date(2026, 9, 30)
    )


@pytest.mark.parametrize(
    ("asked_on", "expected"),
    [
        (date(2026, 9, 8), False),
        (date(2026, 9, 9), False),
        (date(2026, 9, 10), False),
        (date(2026, 9, 11), True),
        (date(2026, 9, 14), True),
        (date(2026, 9, 16), True),
    ],
)
def test_a_check_in_held_up_too_long_is_merged_as_if_it_had_shifted(asked_on: date, expected: bool):
    due = CheckInDue(date(2026, 9, 8), date(2026, 9, 8), datetime(2026, 9, 8, 8, tzinfo=UTC), merged=False)

    assert (
        merges_into_next(
            WEEKLY, BARE, due, asked_on, starts=date(2026, 9, 1), ends=date(2026, 12, 1), session_days=frozenset()
        )
        is expected
    )


def test_the_last_check_in_is_asked_however_late_since_none_follows():
    due = CheckInDue(date(2026, 9, 8), date(2026, 9, 8), datetime(2026, 9, 8, 8, tzinfo=UTC), merged=False)

    assert not merges_into_next(
        WEEKLY, BARE, due, date(2026, 9, 14), starts=date(2026, 9, 1), ends=date(2026, 9, 14), session_days=frozenset()
    )


def test_nothing_is_due_before_the_start_or_after_the_end():
    assert asked(all_due(WEEKLY, BARE, date(2026, 9, 2), date(2026, 9, 15))) == [date(2026, 9, 8), date(2026, 9, 15)]
    assert all_due(WEEKLY, BARE, date(2026, 9, 2), date(2026, 9, 7)) == []
    assert all_due(WEEKLY, BARE, date(2026, 9, 2), date(2026, 8, 1)) == []


def test_a_check_in_that_would_shift_past_the_end_is_dropped():
    calendar = replace(BARE, closures=(DateRange(date(2026, 9, 22), date(2026, 9, 25)),))

    assert asked(all_due(WEEKLY, calendar, date(2026, 9, 15), date(2026, 9, 25))) == [date(2026, 9, 15)]


def test_the_last_check_in_is_not_merged_into_one_that_will_not_come():
    closed = DateRange(date(2026, 9, 15), date(2026, 9, 17))

    found = all_due(WEEKLY, replace(BARE, closures=(closed,)), date(2026, 9, 15), date(2026, 9, 21))

    assert [(due.on, due.merged) for due in found] == [(date(2026, 9, 18), False)]


def test_asks_for_what_comes_after_any_date_not_only_one_of_the_grid():
    due = next_due(
        WEEKLY,
        BARE,
        starts=date(2026, 9, 1),
        ends=date(2026, 12, 1),
        session_days=frozenset(),
        after=date(2026, 9, 9),
    )

    assert due is not None
    assert due.grid_on == date(2026, 9, 15)


@pytest.mark.parametrize(
    ("asked_at", "expected"),
    [
        (datetime(2026, 9, 8, 8, tzinfo=UTC), datetime(2026, 9, 10, 8, tzinfo=UTC)),
        (datetime(2026, 9, 8, 12, 34, 56, tzinfo=UTC), datetime(2026, 9, 10, 8, tzinfo=UTC)),
        (datetime(2026, 9, 10, 8, tzinfo=UTC), datetime(2026, 9, 14, 8, tzinfo=UTC)),
        (datetime(2026, 10, 23, 8, tzinfo=UTC), datetime(2026, 10, 27, 9, tzinfo=UTC)),
        (datetime(2026, 3, 31, 8, tzinfo=UTC), datetime(2026, 4, 7, 8, tzinfo=UTC)),
        (datetime(2026, 5, 12, 8, tzinfo=UTC), datetime(2026, 5, 15, 8, tzinfo=UTC)),
    ],
    ids=["Tuesday", "at another hour", "over the weekend", "over the clock change", "over Easter", "over Ascension"],
)
def test_the_reminder_goes_at_ten_two_working_days_after_the_day_of_asking(asked_at: datetime, expected: datetime):
    assert reminder_at(NORWEGIAN, asked_at) == expected


def test_the_reminder_s_day_and_hour_can_be_set():
    asked_at = datetime(2026, 9, 8, 8, tzinfo=UTC)

    assert reminder_at(NORWEGIAN, asked_at, working_days=1, at=time(13, 30)) == datetime(2026, 9, 9, 11, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("asked_at", "expected"),
    [
        (datetime(2026, 9, 8, 8, tzinfo=UTC), datetime(2026, 9, 22, 8, tzinfo=UTC)),
        (datetime(2026, 10, 20, 8, tzinfo=UTC), datetime(2026, 11, 3, 9, tzinfo=UTC)),
        (datetime(2026, 3, 31, 8, tzinfo=UTC), datetime(2026, 4, 17, 8, tzinfo=UTC)),
    ],
    ids=["two weeks", "over the clock change", "over Easter"],
)
def test_a_check_in_closes_after_ten_working_days(asked_at: datetime, expected: datetime):
    assert closes_at(NORWEGIAN, asked_at) == expected


some_days = st.dates(date(2025, 12, 1), date(2027, 3, 1))
ranges = st.builds(lambda first, n: DateRange(first, first + timedelta(days=n)), some_days, st.integers(0, 30))
calendars = st.builds(
    WorkingCalendar,
    st.sampled_from([OSLO, ZoneInfo("Asia/Tokyo"), ZoneInfo("Asia/Kathmandu"), ZoneInfo("America/New_York")]),
    st.just(WEEKEND),
    st.frozensets(some_days, max_size=12),
    closures=st.lists(ranges, max_size=2).map(tuple),
    pauses=st.lists(ranges, max_size=2).map(tuple),
    away=st.lists(ranges, max_size=1).map(tuple),
)
cadences = st.builds(GridCadence, st.sampled_from([7, 10, 14, 21]), st.integers(0, 6), st.just(TEN))
sessions = st.frozensets(some_days, max_size=6)


@given(cadences, calendars, sessions, st.dates(date(2025, 12, 1), date(2026, 3, 1)), st.integers(0, 365))
@settings(max_examples=150, deadline=None)
def test_what_holds_for_every_calendar(
    cadence: GridCadence, calendar: WorkingCalendar, session_days: frozenset[date], starts: date, length: int
):
    ends = starts + timedelta(days=length)

    found = all_due(cadence, calendar, starts, ends, session_days)
    calendar = replace(calendar, pauses=())

    assert found == all_due(cadence, calendar, starts, ends, session_days)
    assert [due.grid_on for due in found] == list(islice(grid_dates(cadence, starts), len(found)))
    for due in found:
        assert calendar.is_working_day(due.on)
        assert not calendar.is_closed(due.on)
        assert due.on not in session_days
        assert due.grid_on <= due.on <= ends
        assert due.due_at.tzinfo is UTC
        assert due.due_at.astimezone(calendar.zone).replace(tzinfo=None) == datetime.combine(due.on, TEN)
        assert due.on != due.grid_on or not due.merged
        assert all(
            not calendar.is_working_day(day) or day in session_days
            for day in (due.grid_on + timedelta(days=n) for n in range((due.on - due.grid_on).days))
        )
    for earlier, later in pairwise(found):
        near = calendar.working_days_between(earlier.on, later.on) < 3
        assert earlier.merged is (earlier.on != earlier.grid_on and near)
    assert not found or not found[-1].merged
    moments = [due.due_at for due in found if not due.merged]
    assert all(earlier < later for earlier, later in pairwise(moments))
