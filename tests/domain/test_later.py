"""When somebody who has no time now may be asked again: in two hours, tomorrow, on Monday."""

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest

from bot.domain.buttons import LATER_2_HOURS, LATER_TOMORROW, LATER_WEEK
from bot.domain.later import Later, fits, wished_for
from bot.domain.working_time import local_time

OSLO = ZoneInfo("Europe/Oslo")
KATHMANDU = ZoneInfo("Asia/Kathmandu")
TEN = time(10)


def local(text: str, zone: ZoneInfo = OSLO) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone).astimezone(UTC)


@pytest.mark.parametrize(
    ("now", "in_two_hours", "tomorrow", "on_monday"),
    [
        ("2026-09-01 10:00", "2026-09-01 12:00", "2026-09-02 10:00", "2026-09-07 10:00"),
        ("2026-09-04 15:00", "2026-09-04 17:00", "2026-09-05 10:00", "2026-09-07 10:00"),
        ("2026-09-06 11:00", "2026-09-06 13:00", "2026-09-07 10:00", "2026-09-07 10:00"),
        ("2026-09-07 09:00", "2026-09-07 11:00", "2026-09-08 10:00", "2026-09-14 10:00"),
        ("2026-09-01 22:30", "2026-09-02 00:30", "2026-09-02 10:00", "2026-09-07 10:00"),
        ("2026-12-31 23:59", "2027-01-01 01:59", "2027-01-01 10:00", "2027-01-04 10:00"),
        ("2027-03-27 12:00", "2027-03-27 14:00", "2027-03-28 10:00", "2027-03-29 10:00"),
        ("2027-03-28 01:30", "2027-03-28 04:30", "2027-03-29 10:00", "2027-03-29 10:00"),
        ("2026-10-24 12:00", "2026-10-24 14:00", "2026-10-25 10:00", "2026-10-26 10:00"),
        ("2026-10-25 01:30", "2026-10-25 02:30", "2026-10-26 10:00", "2026-10-26 10:00"),
    ],
    ids=[
        "a Tuesday",
        "Friday at three",
        "Sunday",
        "Monday",
        "late in the evening",
        "the last minute of the year",
        "the day before the clocks go forward",
        "the night in which they do",
        "the day before they go back",
        "the night in which they do so",
    ],
)
def test_the_moments_that_are_meant(now: str, in_two_hours: str, tomorrow: str, on_monday: str) -> None:
    found = {it.choice: f"{local_time(it.moment, OSLO):%Y-%m-%d %H:%M}" for it in wished_for(local(now), TEN, OSLO)}

    assert found == {LATER_2_HOURS: in_two_hours, LATER_TOMORROW: tomorrow, LATER_WEEK: on_monday}


def test_the_days_are_those_of_the_zone_and_the_moments_are_utc() -> None:
    # Half past six in the evening in Greenwich is a quarter past midnight in Kathmandu.
    found = list(wished_for(datetime(2026, 9, 6, 18, 30, tzinfo=UTC), time(7, 15), KATHMANDU))

    assert found == [
        Later(LATER_2_HOURS, datetime(2026, 9, 6, 20, 30, tzinfo=UTC)),
        Later(LATER_TOMORROW, datetime(2026, 9, 8, 1, 30, tzinfo=UTC)),
        Later(LATER_WEEK, datetime(2026, 9, 14, 1, 30, tzinfo=UTC)),
    ]
    assert {it.moment.tzinfo for it in found} == {UTC}


@pytest.mark.parametrize(
    ("choice", "wished", "permitted", "fit"),
    [
        (LATER_2_HOURS, "2026-09-01 12:00", "2026-09-01 12:00", True),
        (LATER_2_HOURS, "2026-09-01 21:00", "2026-09-02 07:00", False),
        (LATER_2_HOURS, "2026-09-01 05:00", "2026-09-01 07:00", False),
        (LATER_TOMORROW, "2026-09-02 10:00", "2026-09-02 10:00", True),
        (LATER_TOMORROW, "2026-09-02 10:00", "2026-09-02 16:00", True),
        (LATER_TOMORROW, "2026-09-02 23:00", "2026-09-03 07:00", False),
        (LATER_TOMORROW, "2026-09-05 10:00", "2026-09-07 07:00", False),
        (LATER_WEEK, "2026-09-07 10:00", "2026-09-07 10:00", True),
        (LATER_WEEK, "2027-03-29 10:00", "2027-03-30 07:00", True),
        (LATER_WEEK, "2026-09-07 10:00", "2026-09-21 07:00", True),
    ],
    ids=[
        "in two hours",
        "in two hours it is night",
        "in two hours it is early",
        "tomorrow",
        "tomorrow in one's own hours",
        "tomorrow is over by then",
        "tomorrow is a Saturday",
        "on Monday",
        "Monday is a holiday",
        "Monday is far off",
    ],
)
def test_what_is_permitted_is_still_what_was_meant(choice: str, wished: str, permitted: str, *, fit: bool) -> None:
    assert fits(Later(choice, local(wished)), local(permitted), OSLO) is fit


def test_a_day_is_the_zones_own_day() -> None:
    wished = Later(LATER_TOMORROW, local("2026-09-02 23:30", KATHMANDU))

    assert fits(wished, local("2026-09-02 23:45", KATHMANDU), KATHMANDU)
    assert not fits(wished, local("2026-09-03 00:15", KATHMANDU), KATHMANDU)
