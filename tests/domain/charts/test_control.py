"""p, c and u charts against the worked examples of Montgomery, Introduction to Statistical Quality Control."""

from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.charts.control import control
from bot.domain.charts.judge import judge
from bot.domain.charts.judgement import Sign, Verdict
from bot.domain.charts.series import Rules
from tests.domain.charts.made import DOWN, parts, series

# Example 7.1: nonconforming cans in 30 samples of 50; p is 0.2313, the limits 0.0524 and 0.4102, 15 and 23 beyond.
CANS = [12, 15, 8, 10, 4, 7, 16, 9, 14, 10, 5, 6, 17, 12, 22, 8, 10, 5, 13, 11, 20, 18, 24, 15, 9, 12, 7, 13, 9, 6]
# Table 7.4: nonconforming purchase orders, with the number looked at each week.
ORDERS = [12, 8, 6, 9, 10, 12, 11, 16, 10, 6, 20, 15, 9, 8, 6, 8, 10, 7, 5, 8, 5, 8, 10, 6, 9]
LOOKED_AT = [
    100, 80, 80, 100, 110, 110, 100, 100, 90, 90, 110, 120, 120, 120, 110, 80, 80, 80, 90, 100, 100, 100, 100, 90, 90,
]  # fmt: skip
# Example 7.3: faults on 26 samples of circuit boards; c is 19.85, the limits 6.48 and 33.22, 6 and 20 beyond.
BOARDS = [21, 24, 16, 12, 15, 5, 28, 20, 31, 25, 20, 24, 16, 19, 10, 17, 13, 22, 18, 39, 30, 24, 16, 19, 17, 15]
# Example 7.4: errors in 20 weeks of 50 shipments; u is 0.0740, the limits 0 and 0.1894.
SHIPMENTS = [2, 3, 8, 1, 1, 4, 1, 4, 5, 1, 8, 2, 4, 3, 4, 1, 8, 3, 7, 4]


def test_p_of_equal_samples() -> None:
    found = judge(parts([(it, 50) for it in CANS], direction=DOWN), Rules.P)

    assert found.centre == 347 / 1500
    assert found.lower is not None
    assert found.upper is not None
    assert (round(found.lower[0], 4), round(found.upper[0], 4)) == (0.0524, 0.4102)
    assert found.fired[Sign.POINT_OUTSIDE] == (14, 22)


def test_p_of_unequal_samples_has_limits_at_each_point() -> None:
    found = judge(parts(list(zip(ORDERS, LOOKED_AT, strict=True)), direction=DOWN), Rules.P)

    assert found.centre == 234 / 2450
    assert found.lower is not None
    assert found.upper is not None
    # Of 100, of 80 where the lower one would be below 0, and of 110, where week 11 lies beyond.
    assert [round(found.upper[it], 3) for it in (0, 1, 10)] == [0.184, 0.194, 0.180]
    assert [round(found.lower[it], 3) for it in (0, 1, 10)] == [0.007, 0.0, 0.011]
    assert found.fired == {Sign.POINT_OUTSIDE: (10,)}
    assert found.verdict is Verdict.WORSENING


def test_c() -> None:
    found = judge(series(BOARDS, direction=DOWN), Rules.C)

    assert found.centre == 516 / 26
    assert found.lower is not None
    assert found.upper is not None
    assert (round(found.lower[0], 2), round(found.upper[0], 2)) == (6.48, 33.21)
    assert found.fired == {Sign.POINT_OUTSIDE: (5, 19), Sign.FEW_CROSSINGS: ()}
    # Nine of the newest thirteen lie below the mean, and fewer are better.
    assert (found.crossings, found.crossings_limit, found.verdict) == (7, 8, Verdict.IMPROVEMENT)


def test_u() -> None:
    found = judge(parts([(it, 50) for it in SHIPMENTS], direction=DOWN), Rules.U)

    assert found.centre == 74 / 1000
    assert found.lower == (0.0,) * 20
    assert found.upper is not None
    assert round(found.upper[0], 4) == 0.1894
    assert found.verdict is Verdict.NOTHING_UNUSUAL


def test_u_of_unequal_areas_has_limits_at_each_point() -> None:
    found = judge(parts([(4, 2), (6, 3), (10, 5), *[(8, 4)] * 9]), Rules.U)

    assert found.centre == 2
    assert found.upper == pytest.approx((2 + 3, 2 + sqrt(6), 2 + 3 * sqrt(0.4), *[2 + 3 * sqrt(0.5)] * 9))


def test_limits_are_those_of_the_baseline() -> None:
    found = judge(parts([(5, 10)] * 12 + [(10, 10)] * 3, baseline=12), Rules.P)

    assert found.centre == 0.5
    assert found.upper is not None
    assert found.upper[-1] == pytest.approx(0.5 + 3 * sqrt(0.025))
    assert (found.fired, found.verdict) == ({Sign.POINT_OUTSIDE: (12, 13, 14)}, Verdict.IMPROVEMENT)


def test_runs_about_the_mean_are_signals_too() -> None:
    found = judge(parts([*[(40, 100), (42, 100)] * 6, *[(48, 100), (50, 100)] * 6]), Rules.P)

    assert list(found.fired) == [Sign.LONG_RUN, Sign.FEW_CROSSINGS]
    assert (found.longest_run, found.crossings, found.verdict) == (12, 1, Verdict.IMPROVEMENT)


def test_a_point_far_out_on_one_side_and_runs_on_the_other_are_not_clear() -> None:
    found = judge(parts([*[(5, 20), (6, 20)] * 6, (13, 20)], direction=DOWN), Rules.P)

    assert list(found.fired) == [Sign.POINT_OUTSIDE, Sign.LONG_RUN, Sign.FEW_CROSSINGS]
    assert (found.verdict, found.is_clear) == (Verdict.IMPROVEMENT, False)


def test_runs_of_few_useful_points_are_none() -> None:
    # Twelve points about a mean of 5, three of them on it: a run of seven would be long for nine.
    found = judge(series([*[4] * 7, 5, 5, 5, 8, 9]), Rules.C)

    assert (found.n_useful, found.longest_run, found.longest_run_limit) == (9, 7, 6)
    assert (found.fired, found.verdict) == ({}, Verdict.NOTHING_UNUSUAL)


@pytest.mark.parametrize("rules", [Rules.P, Rules.U, Rules.C])
def test_under_ten_points_it_is_too_early(rules: Rules) -> None:
    found = judge(parts([(1, 20)] * 8 + [(20, 20)]), rules)

    assert (found.n, found.verdict, found.signal) == (9, Verdict.TOO_EARLY, False)


@pytest.mark.parametrize("rules", [Rules.P, Rules.U])
@pytest.mark.parametrize("bad", [(1, None), (None, 4), (0, 0)])
def test_a_point_without_its_parts_is_refused(rules: Rules, bad: tuple[float | None, float | None]) -> None:
    points = list(parts([(1, 2)] * 12).points)
    points[5] = type(points[5])(points[5].on, 1.0, *bad)

    with pytest.raises(ValueError, match="needs a numerator and a denominator above 0 of every point"):
        control(points, points, rules)


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)).map(lambda it: (it[0], sum(it) + 1)), min_size=1))
def test_limits_of_shares_stay_between_none_and_all(pairs: list[tuple[int, int]]) -> None:
    points = parts(pairs).points
    found = control(points, points, Rules.P)

    assert all(0 <= lower <= found.centre <= upper <= 1 for lower, upper in zip(found.lower, found.upper, strict=True))
