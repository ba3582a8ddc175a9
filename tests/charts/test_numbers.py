"""Numbers as they stand in a picture."""

import pytest

from bot.charts.numbers import newest, written


@pytest.mark.parametrize(
    ("value", "decimals", "mark", "words"),
    [
        (12.5, 1, ",", "12,5"),
        (12.5, 1, ".", "12.5"),
        (-3.0, 0, ".", "−3"),
        (-0.001, 1, ",", "0,0"),
        (1234567.0, 0, ",", "1\u00a0234\u00a0567"),
        (1234.5, 1, ".", "1\u00a0234.5"),
        (2.5e9, 0, ",", "2,5 · 10^9"),
        (-1e12, 0, ".", "−1 · 10^12"),
    ],
)
def test_a_number_is_written_with_the_signs_of_the_language(value: float, decimals: int, mark: str, words: str) -> None:
    assert written(value, decimals, mark) == words


@pytest.mark.parametrize(
    ("value", "words"),
    [(86.0, "86"), (86.25, "86,2"), (123.75, "124"), (0.333333, "0,33"), (0.0, "0"), (-7.45, "−7,5"), (0.5, "0,5")],
)
def test_the_newest_value_has_no_more_figures_than_one_reads_at_a_glance(value: float, words: str) -> None:
    assert newest(value, ",") == words
