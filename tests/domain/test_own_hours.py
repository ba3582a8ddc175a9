"""When a person may be asked: own hours, own weekdays, and never while away."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.own_hours import OF_A_SHIFT, OwnTime, days_off, hours_of, in_a_run, with_day
from bot.domain.permitted_hours import EMPLOYEE, Window
from bot.domain.working_time import DateRange, WorkingCalendar

OSLO = ZoneInfo("Europe/Oslo")
WEEKEND = frozenset({5, 6})
NORWEGIAN = WorkingCalendar(OSLO, WEEKEND, holidays.country_holidays("NO"))
USUAL = OwnTime(OSLO, EMPLOYEE)
NIGHT = OwnTime(OSLO, OF_A_SHIFT["night"])
WEDNESDAY_TO_SUNDAY = OwnTime(OSLO, EMPLOYEE, days_off=frozenset({0, 1}))
AWAY = OwnTime(OSLO, EMPLOYEE, away=(DateRange(date(2026, 9, 8), date(2026, 9, 20)),))
EARLY_ON_FRIDAYS = OwnTime(
    OSLO, OF_A_SHIFT["early"], frozenset({0, 1, 2, 3}), (DateRange(date(2026, 9, 7), date(2026, 9, 12)),)
)


def oslo(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=OSLO).astimezone(UTC)


@pytest.mark.parametrize(
    ("own", "moment", "expected"),
    [
        (USUAL, oslo(2026, 9, 8, 10), oslo(2026, 9, 8, 10)),
        (NIGHT, oslo(2026, 9, 8, 10), oslo(2026, 9, 8, 16)),
        (NIGHT, oslo(2026, 9, 11, 10), oslo(2026, 9, 11, 16)),
        (WEDNESDAY_TO_SUNDAY, oslo(2026, 9, 8, 10), oslo(2026, 9, 9, 7)),
        (WEDNESDAY_TO_SUNDAY, oslo(2026, 9, 11, 21), oslo(2026, 9, 16, 7)),
        (AWAY, oslo(2026, 9, 7, 10), oslo(2026, 9, 7, 10)),
        (AWAY, oslo(2026, 9, 7, 21), oslo(2026, 9, 21, 7)),
        (AWAY, oslo(2026, 9, 8, 10), oslo(2026, 9, 21, 7)),
        (EARLY_ON_FRIDAYS, oslo(2026, 9, 8, 10), oslo(2026, 9, 18, 6)),
        (EARLY_ON_FRIDAYS, oslo(2026, 4, 1, 10), oslo(2026, 4, 10, 6)),
        (OwnTime(OSLO, EMPLOYEE, frozenset({0, 1})), oslo(2026, 3, 27, 22), oslo(2026, 4, 1, 7)),
        (OwnTime(OSLO, EMPLOYEE, frozenset({0, 1})), oslo(2026, 10, 23, 22), oslo(2026, 10, 28, 7)),
    ],
    ids=[
        "nothing of one's own",
        "asleep in the morning",
        "Friday's night",
        "a day off",
        "no weekend for who works on it",
        "before the holiday",
        "the evening before it",
        "away",
        "all at once",
        "Good Friday is nobody's working day",
        "over the spring change",
        "over the autumn change",
    ],
)
def test_a_person_is_asked_in_their_own_hours_on_their_own_days(own: OwnTime, moment: datetime, expected: datetime):
    assert own.next_permitted(moment, NORWEGIAN.is_closed) == expected


def test_quiet_hours_of_ones_own_take_the_place_of_the_usual_ones():
    assert hours_of(None, None, EMPLOYEE) == EMPLOYEE
    assert hours_of(time(8), time(16), EMPLOYEE) == Window(time(16), time(8))
    assert hours_of(time(22), time(11), EMPLOYEE) == Window(time(11), time(22))


@pytest.mark.parametrize(
    ("working_days", "expected"),
    [
        (None, set()),
        ([0, 1, 2, 3, 4, 5, 6], set()),
        ([2, 3, 4, 5, 6], {0, 1}),
        ([4], {0, 1, 2, 3, 5, 6}),
        ([5, 6], set()),
        ([], set()),
    ],
)
def test_days_off_that_leave_no_open_day_do_not_hold(working_days: list[int] | None, expected: set[int]):
    assert days_off(working_days, WEEKEND) == expected


def test_a_day_is_said_to_be_worked_on_or_not_and_saying_it_twice_changes_nothing():
    assert with_day(None, 0, works=True) is None
    assert with_day(None, 0, works=False) == [1, 2, 3, 4, 5, 6]
    assert with_day([1, 2, 3, 4, 5, 6], 0, works=False) == [1, 2, 3, 4, 5, 6]
    assert with_day([1, 2, 3, 4, 5, 6], 0, works=True) is None
    assert with_day([4], 1, works=True) == [1, 4]


@pytest.mark.parametrize(
    ("days", "expected"),
    [([0, 1, 2, 3, 4], (0, 4)), ([4, 2, 3], (2, 4)), ([0, 1], None), ([0, 2, 3], None), ([4], None), ([], None)],
)
def test_three_days_in_a_row_are_named_by_the_first_and_the_last(days: list[int], expected: tuple[int, int] | None):
    assert in_a_run(days) == expected


ranges = st.builds(
    lambda first, n: DateRange(first, date.fromordinal(first.toordinal() + n)),
    st.dates(date(2026, 8, 1), date(2026, 10, 31)),
    st.integers(0, 20),
)


@given(
    st.sampled_from([EMPLOYEE, *OF_A_SHIFT.values()]),
    st.lists(st.integers(0, 6), unique=True),
    st.lists(ranges, max_size=3),
    st.integers(0, 121 * 24 * 60).map(lambda minutes: datetime(2026, 8, 1, tzinfo=UTC) + timedelta(minutes=minutes)),
)
def test_what_reaches_a_person_reaches_the_team_s_open_days_as_well(
    hours: Window, working_days: list[int], away: list[DateRange], moment: datetime
):
    own = OwnTime(OSLO, hours, days_off(working_days, WEEKEND), tuple(away))

    found = own.next_permitted(moment, NORWEGIAN.is_closed)

    shown = found.astimezone(OSLO)
    assert found >= moment
    assert shown.time() in hours
    assert not NORWEGIAN.is_closed(shown.date())
    assert not any(shown.date() in days for days in away)
