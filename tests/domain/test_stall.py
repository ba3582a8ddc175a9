"""When silence is a stall: the same local time, so many working days later."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.domain.stall import Reason, never_started_at, silent_at
from bot.domain.working_time import WorkingCalendar

OSLO = ZoneInfo("Europe/Oslo")
PLAIN = WorkingCalendar(OSLO, frozenset({5, 6}), frozenset())


def oslo(day: str) -> datetime:
    return datetime.fromisoformat(day).replace(tzinfo=OSLO).astimezone(UTC)


@pytest.mark.parametrize(
    ("asked", "after", "silent"),
    [
        ("2026-09-01 10:00", 10, "2026-09-15 10:00"),
        ("2026-09-01 10:00", 1, "2026-09-02 10:00"),
        ("2026-10-13 10:00", 10, "2026-10-27 10:00"),
        ("2026-09-04 23:59", 1, "2026-09-07 23:59"),
    ],
    ids=["two weeks", "one day", "over a clock change", "late on a Friday"],
)
def test_silent_after_working_days(asked: str, after: int, silent: str) -> None:
    assert silent_at(PLAIN, oslo(asked), after) == oslo(silent)


def test_never_started_counts_from_the_beginning_in_the_teams_own_zone() -> None:
    tokyo = WorkingCalendar(ZoneInfo("Asia/Tokyo"), frozenset({5, 6}), frozenset())

    assert never_started_at(PLAIN, oslo("2026-08-31 00:00"), 5) == oslo("2026-09-07 00:00")
    assert never_started_at(tokyo, datetime(2026, 8, 30, 15, tzinfo=UTC), 5) == datetime(2026, 9, 6, 15, tzinfo=UTC)


def test_an_outage_of_more_than_four_hours_gives_the_team_another_day() -> None:
    down = (oslo("2026-09-02 09:00"), oslo("2026-09-02 13:00"))
    longer = (down[0], down[1] + timedelta(seconds=1))

    def counted(span: tuple[datetime, datetime]) -> datetime:
        calendar = WorkingCalendar(OSLO, frozenset({5, 6}), frozenset(), outages=(span,))
        return silent_at(calendar, oslo("2026-09-01 10:00"), 2)

    assert counted(down) == oslo("2026-09-03 10:00")
    assert counted(longer) == oslo("2026-09-04 10:00")


def test_a_reason_is_stored_with_its_numbers() -> None:
    assert Reason("silent", 10, oslo("2026-09-01 10:00")).as_data() == {
        "rule": "silent",
        "working_days": 10,
        "since": "2026-09-01T08:00:00+00:00",
    }
