"""Few round values up the side, and days that have room below."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.charts.axes import MOST_STEPS, Days, named_days, scale_of
from tests.charts.charts import day, dots

VALUES = st.lists(st.floats(-1e12, 1e12, allow_nan=False), min_size=1, max_size=30)


@pytest.mark.parametrize(
    ("values", "ticks", "decimals"),
    [
        ((52.0, 61.0, 90.0), (50, 60, 70, 80, 90), 0),
        ((12.0, 97.0), (0, 25, 50, 75, 100), 0),
        ((0.0, 3.0), (0, 1, 2, 3), 0),
        ((0.0, 0.0), (0, 1, 2, 3, 4), 0),
        ((7.0, 7.0), (0, 5, 10, 15), 0),
        ((0.2, 0.35), (0.2, 0.25, 0.3, 0.35), 2),
        ((-12.5, 8.25), (-20, -10, 0, 10), 0),
        ((998.0, 1001.0), (998, 999, 1000, 1001), 0),
        ((4.0, 9.0), (0, 5, 10), 0),
    ],
)
def test_values_stand_between_round_ones(values: tuple[float, ...], ticks: tuple[float, ...], decimals: int) -> None:
    scale = scale_of(values)

    assert (scale.ticks, scale.decimals) == (pytest.approx(ticks), decimals)


@given(VALUES)
def test_every_value_is_on_the_scale_and_the_marks_are_few(values: list[float]) -> None:
    scale = scale_of(values)

    assert 2 <= len(scale.ticks) <= MOST_STEPS + 1
    assert all(-1e-6 <= scale.at(value) <= 1 + 1e-6 for value in values)


def test_days_stand_where_they_are_in_time() -> None:
    days = Days(day(0), day(10))

    assert [days.at(day(week)) for week in (0, 1, 5, 10)] == pytest.approx([0.035, 0.128, 0.5, 0.965])


def test_a_single_day_stands_in_the_middle() -> None:
    assert Days(day(3), day(3)).at(day(3)) == 0.5


@pytest.mark.parametrize(
    ("weeks", "size", "words"),
    [
        (range(20), 22, ["7 Sep", "19 Oct", "7 Dec", "18 Jan"]),
        (range(20), 60, ["7 Sep", "9 Nov", "18 Jan"]),
        (range(20), 80, ["7 Sep", "18 Jan"]),
        (range(20), 200, ["18 Jan"]),
        ((0, 1, 2, 19), 22, ["7 Sep", "18 Jan"]),
        ((0,), 22, ["7 Sep"]),
        ((0, 0.15), 22, ["7 Sep", "8 Sep"]),
    ],
)
def test_the_last_day_is_named_then_the_first_and_others_with_room(
    weeks: range | tuple[float, ...], size: float, words: list[str]
) -> None:
    when = [day(week) for week in weeks]

    named = named_days(dots([1.0] * len(when), when), Days(when[0], when[-1]), 590, size)

    assert [said for _, said in named] == words
