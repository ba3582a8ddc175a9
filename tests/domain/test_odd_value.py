"""Which values are asked back, given those before."""

import pytest

from bot.domain.odd_value import LOOKED_AT, Odd, odd_value


@pytest.mark.parametrize(
    ("value", "earlier"),
    [(72, []), (72, [70]), (80, [60, 65, 70]), (45, [60, 65, 70]), (0, [5, 12]), (100, [85, 95])],
)
def test_a_usual_share_is_kept(value: float, earlier: list[float]) -> None:
    assert odd_value(value, earlier, is_share=True) is None


@pytest.mark.parametrize(
    ("value", "earlier", "odd"),
    [
        (7.2, [70, 75], Odd(70, 75, 72)),
        (95, [20, 30], Odd(20, 30)),
        (0, [70, 75], Odd(70, 75)),
        (0.7, [70, 75], Odd(70, 75, 70)),
        (90, [9.5], Odd(9.5, 9.5, 9)),
    ],
)
def test_a_share_far_from_the_others_is_asked_back(value: float, earlier: list[float], odd: Odd) -> None:
    assert odd_value(value, earlier, is_share=True) == odd


@pytest.mark.parametrize(("value", "earlier"), [(12, [10, 11]), (0, [1, 3]), (3, [0, 0]), (30, [10, 12]), (2, [4])])
def test_a_usual_count_is_kept(value: float, earlier: list[float]) -> None:
    assert odd_value(value, earlier, is_share=False) is None


@pytest.mark.parametrize(
    ("value", "earlier", "odd"),
    [
        (120, [10, 12], Odd(10, 12, 12)),
        (1, [10, 12], Odd(10, 12, 10)),
        (1250, [11, 14], Odd(11, 14, 12.5)),
        (80, [10, 12], Odd(10, 12)),
        (5, [40, 50], Odd(40, 50, 50)),
        (0, [40, 50], Odd(40, 50)),
    ],
)
def test_a_count_far_from_the_others_is_asked_back(value: float, earlier: list[float], odd: Odd) -> None:
    assert odd_value(value, earlier, is_share=False) == odd


def test_what_was_long_ago_is_usual_no_more() -> None:
    earlier = [10.0] + [80.0] * LOOKED_AT

    assert odd_value(12, earlier, is_share=True) == Odd(80, 80)
    assert odd_value(12, earlier[:-1], is_share=True) is None


def test_a_share_of_one_has_the_same_bounds() -> None:
    assert odd_value(0.5, [0.2, 0.25], is_share=True, whole=1) == Odd(0.2, 0.25)
    assert odd_value(0.4, [0.2, 0.25], is_share=True, whole=1) is None
