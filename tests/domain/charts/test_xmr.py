"""XmR charts against the worked examples of the NHS's package and of Montgomery."""

import random
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.charts.judge import judge
from bot.domain.charts.judgement import Sign, Verdict
from bot.domain.charts.series import Rules
from bot.domain.charts.xmr import Limits, limits_of, signs_of
from tests.domain.charts.made import DOWN, UP, series

# NHSRplotthedots, vignette "Deviations from Excel defaults".
WITH_AN_OUTLIER = [1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1]
# R's set.seed(123); rnorm(20), on which the package's own tests print mean 0.142 and limits -3.01 and 3.29.
NORMAL = [
    -0.56047565, -0.23017749, 1.55870831, 0.07050839, 0.12928774, 1.71506499, 0.46091621, -1.26506123, -0.68685285,
    -0.44566197, 1.22408180, 0.35981383, 0.40077145, 0.11068272, -0.55584113, 1.78691314, 0.49785048, -1.96661716,
    0.70135590, -0.47279141,
]  # fmt: skip
# Montgomery, Example 6.5: costs of loans in 20 weeks; the mean is 300.5 and the mean moving range 7.79.
LOANS = [
    310, 288, 297, 298, 307, 303, 294, 297, 308, 306, 294, 299, 297, 299, 314, 295, 293, 306, 301, 304,
]  # fmt: skip


def about(values: list[float]) -> dict[Sign, tuple[int, ...]]:
    """The signs of values about a mean of 0, with limits at 3 and near limits at 2."""
    return signs_of(values, Limits(0, -3, 3, -2, 2))


def test_limits_are_those_that_the_nhs_package_prints() -> None:
    found = limits_of(NORMAL)

    assert (round(found.mean, 3), round(found.lower, 2), round(found.upper, 2)) == (0.142, -3.01, 3.29)


def test_limits_are_those_of_montgomery() -> None:
    found = limits_of(LOANS)

    # 300.5 ± 3 * 7.79 / 1.128 there; 2.66 is 3 / 1.128 rounded.
    assert (found.mean, round(found.lower, 1), round(found.upper, 1)) == (300.5, 279.8, 321.2)
    spread = Fraction(266, 100) * Fraction(148, 19)
    assert found.upper == pytest.approx(float(Fraction(601, 2) + spread))
    assert found.near_upper == pytest.approx(float(Fraction(601, 2) + spread * 2 / 3))


def test_a_moving_range_far_out_is_left_out_of_the_limits() -> None:
    screened, whole = limits_of(WITH_AN_OUTLIER), limits_of(WITH_AN_OUTLIER, screened=False)

    # Fifteen ranges of 1, one of 8 and one of 9: their mean is 32/17, and 3.267 times that is 6.15.
    assert (screened.mean, screened.upper) == pytest.approx((35 / 18, 35 / 18 + 2.66))
    assert (whole.mean, whole.upper) == pytest.approx((35 / 18, 35 / 18 + 2.66 * 32 / 17))
    assert judge(series(WITH_AN_OUTLIER), Rules.XMR).fired == {Sign.POINT_OUTSIDE: (4,)}


def test_ranges_are_screened_once_only() -> None:
    # Without the 100 the mean range falls to about 2.9, of which 10 is more than 3.267 times; it stays.
    values = [0, 1, 0, 1, 0, 1, 0, 10, 0, 1, 0, 1, 0, 100]
    ranges = [1, 1, 1, 1, 1, 1, 10, 10, 1, 1, 1, 1, 100]

    assert 3.267 * sum(ranges) / 13 <= 100
    assert limits_of(values).upper == pytest.approx(sum(values) / 14 + 2.66 * (30 / 12))


def test_rule_1_is_a_point_beyond_a_limit_and_not_on_it() -> None:
    assert about([0, 3, -3, 3.1, 0, -3.1, 0]) == {Sign.POINT_OUTSIDE: (3, 5)}


def test_rule_2_is_seven_in_a_row_on_one_side_of_the_mean() -> None:
    assert about([-1, 1, 2, 1, 1, 2, 1, -1]) == {}
    assert about([-1, 1, 2, 1, 1, 2, 1, 1, -1]) == {Sign.SHIFT: tuple(range(1, 8))}
    assert about([1, 2, 1, 0, 1, 2, 1, 1]) == {}


def test_rule_3_is_seven_in_a_row_that_go_one_way() -> None:
    six, seven = [-1.5, -1, -0.5, 0, 0.5, 1], [-1.5, -1, -0.5, 0, 0.5, 1, 1.5]

    assert about([*six, 0.9]) == {}
    assert about([0, *seven, 0]) == {Sign.TREND: tuple(range(1, 8))}
    assert about([0, *seven[::-1], 0]) == {Sign.TREND: tuple(range(1, 8))}
    assert about([-1.5, -1, -0.5, -0.5, 0, 0.5, 1, 1.5]) == {}


def test_rule_4_is_two_of_three_near_one_limit_with_all_three_on_one_side() -> None:
    assert about([0, 2.5, 1, 2.5, 0]) == {Sign.TWO_OF_THREE: (1, 3)}
    assert about([1, 2.5, 2.5, -1]) == {Sign.TWO_OF_THREE: (1, 2)}
    assert about([-1, 2.5, 2.5, -1]) == {}
    assert about([-1, 2.5, -2.5, 1]) == {}
    assert about([1, 2, 2, 1]) == {}


def test_a_point_beyond_the_limit_is_not_near_it() -> None:
    assert about([1, 3.5, 2.5, 1, -1]) == {Sign.POINT_OUTSIDE: (1,)}


def test_the_package_sees_nothing_in_two_points_near_opposite_limits() -> None:
    # From the package's own tests.
    values = [*[1, -1] * 7, 5.5, -5.5]

    assert judge(series(values), Rules.XMR).verdict is Verdict.NOTHING_UNUSUAL


def test_under_twelve_points_it_is_too_early() -> None:
    eleven, twelve = [*[1, 2] * 5, 6], [*[1, 2] * 5, 1, 6]

    early, enough = judge(series(eleven), Rules.XMR), judge(series(twelve), Rules.XMR)

    assert (early.verdict, early.signal, early.fired) == (Verdict.TOO_EARLY, False, {})
    assert early.upper is not None
    assert (enough.verdict, enough.signal, enough.fired) == (Verdict.IMPROVEMENT, True, {Sign.POINT_OUTSIDE: (11,)})


def test_limits_of_the_baseline_hold_for_all_points() -> None:
    found = judge(series([*[10, 12] * 6, 14, 9], baseline=12, direction=DOWN), Rules.XMR)

    assert found.centre == 11
    assert found.lower == pytest.approx((11 - 5.32,) * 14)
    assert found.verdict is Verdict.NOTHING_UNUSUAL


def test_the_newest_sign_decides() -> None:
    found = judge(series([*[1, 2] * 4, 60, *[1, 2] * 4, -60, 1, 2]), Rules.XMR)

    assert found.fired == {Sign.POINT_OUTSIDE: (8, 17)}
    assert (found.verdict, found.is_clear) == (Verdict.WORSENING, True)


def test_a_shift_up_after_one_down_is_clearly_up() -> None:
    found = judge(series([*[1, 2] * 6, *[8, 9] * 6], direction=UP), Rules.XMR)

    assert (found.verdict, found.is_clear) == (Verdict.IMPROVEMENT, True)


@pytest.mark.parametrize("value", [0, 0.1, 1e9])
def test_a_series_that_never_moves_has_nothing_unusual(value: float) -> None:
    found = judge(series([value] * 30), Rules.XMR)

    assert (found.verdict, found.centre, found.lower) == (Verdict.NOTHING_UNUSUAL, value, (value,) * 30)


def test_of_noise_this_many_series_have_some_sign() -> None:
    rng = random.Random(20261126)
    found = [judge(series([rng.gauss(0, 1) for _ in range(24)]), Rules.XMR).signal for _ in range(1500)]

    # Four rules at once on 24 points: 17 or so of 100, where Anhøj's two have 2 or 3.
    assert 0.14 < sum(found) / len(found) < 0.21


NUMBERS = st.lists(st.integers(-20, 20), max_size=40)


@given(NUMBERS)
def test_mirrored_and_with_the_other_direction_the_verdict_is_the_same(values: list[int]) -> None:
    found, mirrored = (
        judge(series(values, direction=UP), Rules.XMR),
        judge(series([-it for it in values], direction=DOWN), Rules.XMR),
    )

    assert (mirrored.verdict, mirrored.fired, mirrored.is_clear) == (found.verdict, found.fired, found.is_clear)


@given(NUMBERS)
def test_at_four_times_the_size_the_signs_are_the_same(values: list[int]) -> None:
    # A power of two, so that nothing is rounded otherwise.
    assert judge(series([4 * it for it in values]), Rules.XMR).fired == judge(series(values), Rules.XMR).fired
