"""A series as a line of little bars."""

import pytest

from bot.domain.sparkline import MOST, sparkline, sparkline_of
from tests.charts.charts import chart


@pytest.mark.parametrize(
    ("values", "bars"),
    [([], ""), ([1], "▁"), ([1, 3, 5], "▁▅█"), ([5, 4, 3, 2, 1], "█▆▅▃▁"), ([0, 9], "▁█"), ([2.5], "▄")],
)
def test_each_value_has_its_bar(values: list[float], bars: str) -> None:
    assert sparkline(values, 1, 5) == bars


def test_of_a_long_series_the_newest_are_shown() -> None:
    assert sparkline([1] * 50 + [5], 1, 5) == "▁" * (MOST - 1) + "█"


@pytest.mark.parametrize(
    ("values", "bars"), [((54.0,), "▅"), ((7.0, 7.0, 7.0), "▅▅▅"), ((-12.0, 0.0, 2.0), "▁▇█"), ((1e9, 5e9), "▁█")]
)
def test_a_chart_is_shown_from_its_lowest_value_to_its_highest(values: tuple[float, ...], bars: str) -> None:
    assert sparkline_of(chart(values)) == bars
