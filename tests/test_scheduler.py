"""The scheduler only ticks, whatever happens to the clock of the machine."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.scheduler import Steady

NOW = datetime(2026, 9, 1, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("since_the_last", "until_the_next"),
    [
        (timedelta(), timedelta(seconds=0.2)),
        (timedelta(seconds=0.05), timedelta(seconds=0.15)),
        (timedelta(seconds=3), timedelta(seconds=0.2)),
        (timedelta(hours=20), timedelta(seconds=0.2)),
    ],
)
def test_the_ticks_that_a_jump_passed_over_are_one(since_the_last: timedelta, until_the_next: timedelta) -> None:
    every = Steady(seconds=0.2, timezone=UTC)

    assert every.get_next_fire_time(NOW - since_the_last, NOW) == NOW + until_the_next
