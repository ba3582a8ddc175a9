"""What a whole plan comes to: every check-in of it, the fullest week, and why a day was passed over."""

from dataclasses import replace
from datetime import date, time
from zoneinfo import ZoneInfo

from bot.domain.coming import all_due, most_in_a_week, passed_over
from bot.domain.grid_cadence import GridCadence
from bot.domain.working_time import DateRange, WorkingCalendar

CHRISTMAS = DateRange(date(2026, 12, 21), date(2027, 1, 3))
CALENDAR = WorkingCalendar(
    ZoneInfo("Europe/Oslo"), frozenset({5, 6}), frozenset({date(2026, 12, 17)}), closures=(CHRISTMAS,)
)


def test_every_check_in_of_a_plan_comes_in_order_merged_ones_too() -> None:
    cadence = GridCadence(every_days=7, weekday=1, at=time(10))

    due = all_due(cadence, CALENDAR, starts=date(2026, 12, 9), ends=date(2027, 1, 12), session_days=frozenset())

    assert [(it.grid_on, it.on, it.merged) for it in due] == [
        (date(2026, 12, 15), date(2026, 12, 15), False),
        (date(2026, 12, 22), date(2027, 1, 4), True),
        (date(2026, 12, 29), date(2027, 1, 4), True),
        (date(2027, 1, 5), date(2027, 1, 5), False),
        (date(2027, 1, 12), date(2027, 1, 12), False),
    ]


def test_the_fullest_week_runs_from_monday_to_sunday() -> None:
    friday, monday, tuesday = date(2026, 9, 4), date(2026, 9, 7), date(2026, 9, 8)

    assert most_in_a_week([friday, monday, tuesday]) == 2
    assert most_in_a_week([]) == 0


def test_each_day_that_was_passed_over_has_its_reason() -> None:
    days = passed_over(
        CALENDAR,
        date(2026, 12, 15),
        date(2026, 12, 23),
        sessions={date(2026, 12, 15): "First"},
        closures={CHRISTMAS: "Christmas"},
    )

    assert days == [
        (date(2026, 12, 15), "gathering", "First"),
        (date(2026, 12, 17), "holiday", ""),
        (date(2026, 12, 19), "weekend", ""),
        (date(2026, 12, 20), "weekend", ""),
        (date(2026, 12, 21), "closure", "Christmas"),
        (date(2026, 12, 22), "closure", "Christmas"),
    ]


def test_a_day_on_which_all_are_away_is_passed_over_for_that() -> None:
    first, last = date(2026, 9, 4), date(2026, 9, 7)
    resting = replace(CALENDAR, away=(DateRange(first, last),))

    assert passed_over(resting, first, date(2026, 9, 9), sessions={}, closures={}) == [
        (date(2026, 9, 4), "away", ""),
        (date(2026, 9, 5), "weekend", ""),
        (date(2026, 9, 6), "weekend", ""),
        (date(2026, 9, 7), "away", ""),
    ]
