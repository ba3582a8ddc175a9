"""A team stands in one of nine states; what is to be done about it decides where several would hold."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.team_state import LastAsked, Lateness, Standing, TeamState, is_slipping, state_of

NOW = datetime(2026, 9, 10, 12, tzinfo=UTC)
DAY = timedelta(days=1)
WELL = Standing(
    over=False, paused=False, joined=True, begun=True, in_reach=True, silent=False, stuck=False,
    last=LastAsked(answered=True, late_at=NOW - DAY),
)  # fmt: skip
WAITED_FOR = LastAsked(answered=False, late_at=NOW + DAY)
OVERDUE = LastAsked(answered=False, late_at=NOW)


@pytest.mark.parametrize(
    ("standing", "expected"),
    [
        (WELL, TeamState.ON_TRACK),
        (replace(WELL, last=None), TeamState.ON_TRACK),
        (replace(WELL, last=WAITED_FOR), TeamState.DUE),
        (replace(WELL, last=OVERDUE), TeamState.LATE),
        (replace(WELL, last=OVERDUE, stuck=True), TeamState.STUCK),
        (replace(WELL, silent=True, stuck=True), TeamState.SILENT),
        (replace(WELL, silent=True, in_reach=False), TeamState.UNREACHABLE),
        (replace(WELL, joined=False, in_reach=True), TeamState.NOT_STARTED),
        (replace(WELL, begun=False), TeamState.NOT_STARTED),
        (replace(WELL, paused=True, in_reach=False, silent=True), TeamState.PAUSED),
        (replace(WELL, over=True, paused=True, silent=True), TeamState.CLOSED),
    ],
)
def test_the_state(standing: Standing, expected: TeamState) -> None:
    assert state_of(standing, NOW) is expected


IN_TIME = Lateness(NOW, NOW - DAY)
LATE = Lateness(NOW - 3 * DAY, NOW - 2 * DAY)
MISSED = Lateness(NOW - 9 * DAY, None)
STILL_OPEN = Lateness(NOW + DAY, None)


@pytest.mark.parametrize(
    ("asked", "slips"),
    [
        ([], False),
        ([LATE], False),
        ([LATE, MISSED], True),
        ([IN_TIME, LATE, MISSED], True),
        ([LATE, MISSED, IN_TIME], True),
        ([LATE, MISSED, IN_TIME, IN_TIME], False),
        ([LATE, IN_TIME, STILL_OPEN], False),
        ([LATE, LATE, STILL_OPEN], True),
    ],
)
def test_two_of_the_last_three_that_came_late_forecast_a_silence(asked: list[Lateness], slips: bool) -> None:
    assert is_slipping(asked, NOW) is slips
