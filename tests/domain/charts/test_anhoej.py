"""Anhøj's rules against qicharts2's published table and against a reckoning of its own, and on made series."""

import random
from fractions import Fraction
from itertools import pairwise
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.charts.anhoej import crossings_limit, longest_run_limit, runs_about
from bot.domain.charts.judge import judge
from bot.domain.charts.judgement import Sign, Verdict
from bot.domain.charts.series import Rules
from tests.domain.charts.made import DOWN, UP, series

# qicharts2, vignette, appendix "Critical values for longest run and number of crossings", n = 10 ... 100.
PUBLISHED_CROSSINGS = (
    "2 2 3 3 4 4 4 5 5 6 6 6 7 7 8 8 8 9 9 10 10 11 11 11 12 12 13 13 14 14 14 15 15 16 16 17 17 17 18 18 19 19 20 20 "
    "21 21 21 22 22 23 23 24 24 25 25 25 26 26 27 27 28 28 29 29 29 30 30 31 31 32 32 33 33 34 34 34 35 35 36 36 37 37 "
    "38 38 39 39 39 40 40 41 41"
)
PUBLISHED_RUNS = "6 " * 2 + "7 " * 11 + "8 " * 23 + "9 " * 45 + "10 " * 10


def test_the_limits_are_those_of_the_published_table() -> None:
    crossings, runs = map(int, PUBLISHED_CROSSINGS.split()), map(int, PUBLISHED_RUNS.split())

    assert [(n, longest_run_limit(n), crossings_limit(n)) for n in range(10, 101)] == list(
        zip(range(10, 101), runs, crossings, strict=True)
    )


@pytest.mark.parametrize("n", [1, 2, 3, 9, *range(10, 101), 250, 1000])
def test_fewer_crossings_than_the_limit_are_rarer_than_one_in_twenty(n: int) -> None:
    def chance_of_at_most(crossings: int) -> Fraction:
        return Fraction(sum(comb(n - 1, it) for it in range(crossings + 1)), 2 ** (n - 1))

    limit = crossings_limit(n)

    assert chance_of_at_most(limit - 1) < Fraction(1, 20) <= chance_of_at_most(limit)


@pytest.mark.parametrize("n", range(1, 500))
def test_the_longest_run_is_the_whole_number_nearest_to_the_logarithm_plus_three(n: int) -> None:
    nearest = longest_run_limit(n) - 3

    # log2(n) - 1/2 < nearest < log2(n) + 1/2, squared to whole numbers; no n lies in the middle.
    assert 2 ** (2 * nearest) < 2 * n**2 < 2 ** (2 * nearest + 2)


def test_a_run_has_to_be_longer_than_its_limit() -> None:
    at_the_limit = [1, 2, 1, 2, 1, 2, *[2] * 6, 1, 2, 1, 1, 1, 1, 1, 1]
    longer = [1, 2, 1, 2, 1, 2, *[2] * 7, 1, 2, 1, 1, 1, 1, 1, 1]

    assert (runs_about(at_the_limit, 1.5).longest, runs_about(at_the_limit, 1.5).fired) == (7, {})
    assert runs_about(longer, 1.5).fired == {Sign.LONG_RUN: (5, 6, 7, 8, 9, 10, 11, 12)}


def test_few_crossings_alone_are_a_signal() -> None:
    # Twenty useful points in four runs of five: none is long, but four sides are crossed only three times.
    found = judge(series([*[1] * 5, *[3] * 5, *[1] * 5, *[3] * 5]), Rules.ANHOEJ)

    assert (found.longest_run, found.longest_run_limit) == (5, 7)
    assert (found.crossings, found.crossings_limit) == (3, 6)
    assert (found.signal, list(found.fired)) == (True, [Sign.FEW_CROSSINGS])


def test_a_point_on_the_median_neither_breaks_a_run_nor_counts() -> None:
    found = judge(series([1, 3, 1, 3, 1, 3, 1, 2, 1, 2, 2, 1, 3, 3, 1, 3, 3]), Rules.ANHOEJ)

    assert (found.centre, found.n, found.n_useful) == (2, 17, 14)
    assert (found.longest_run, found.crossings) == (3, 9)


def test_the_median_is_that_of_the_baseline_and_all_points_are_held_against_it() -> None:
    found = judge(series([4, 6, 4, 6, 4, 6, 4, 6, 4, 6, 7, 8, 7, 8, 7, 8, 7], baseline=10), Rules.ANHOEJ)

    assert (found.centre, found.n_useful, found.longest_run) == (5, 17, 8)
    assert (found.verdict, found.fired[Sign.LONG_RUN]) == (Verdict.IMPROVEMENT, tuple(range(9, 17)))


def test_under_ten_useful_points_it_is_too_early() -> None:
    nine, ten = [1, 1, 1, 1, 2, 3, 3, 3, 3, 3], [1, 1, 1, 1, 1, 3, 3, 3, 3, 3]

    early, enough = judge(series(nine, 9), Rules.ANHOEJ), judge(series(ten), Rules.ANHOEJ)

    assert (early.n, early.n_useful, early.verdict, early.signal) == (10, 9, Verdict.TOO_EARLY, False)
    assert (enough.n_useful, enough.verdict, enough.signal) == (10, Verdict.IMPROVEMENT, True)


@pytest.mark.parametrize("values", [[], [5], [5] * 40])
def test_a_series_that_never_leaves_its_median_says_nothing(values: list[float]) -> None:
    found = judge(series(values), Rules.ANHOEJ)

    assert (found.n_useful, found.longest_run, found.crossings) == (0, 0, 0)
    assert (found.verdict, found.signal) == (Verdict.TOO_EARLY, False)


def test_the_side_of_the_newer_half_says_which_way_it_went() -> None:
    up = [*[1, 2] * 5, *[8, 9] * 5]

    assert judge(series(up, direction=UP), Rules.ANHOEJ).verdict is Verdict.IMPROVEMENT
    assert judge(series(up, direction=DOWN), Rules.ANHOEJ).verdict is Verdict.WORSENING
    assert judge(series(up[::-1], direction=DOWN), Rules.ANHOEJ).verdict is Verdict.IMPROVEMENT


def test_what_is_older_does_not_outweigh_the_newer_half() -> None:
    found = judge(series([1, 3, *[1] * 12, *[3] * 8], baseline=2), Rules.ANHOEJ)

    # Thirteen of all lie below, eight of the newest eleven above.
    assert (found.centre, found.verdict, found.is_clear) == (2, Verdict.IMPROVEMENT, True)


def test_a_signal_on_both_sides_alike_goes_by_its_newest_points_and_is_not_clear() -> None:
    found = judge(series([*[1] * 6, *[3] * 6, *[1] * 6, *[3] * 6]), Rules.ANHOEJ)

    assert (found.signal, found.verdict, found.is_clear) == (True, Verdict.IMPROVEMENT, False)


def test_without_a_direction_nothing_is_clear() -> None:
    found = judge(series([*[1, 2] * 5, *[8, 9] * 5], direction=None), Rules.ANHOEJ)

    assert (found.verdict, found.is_clear) == (Verdict.IMPROVEMENT, False)


def test_of_noise_few_series_are_called_a_change() -> None:
    rng = random.Random(20261126)
    found = [judge(series([rng.gauss(0, 1) for _ in range(n)]), Rules.ANHOEJ).signal for n in (12, 24, 36) * 700]

    # 2.4 of 100, against 5 or so where the true middle is known.
    assert 0.015 < sum(found) / len(found) < 0.04


NUMBERS = st.lists(st.integers(-20, 20), max_size=60)


@given(NUMBERS, st.none() | st.integers(1, 30))
def test_mirrored_and_with_the_other_direction_the_verdict_is_the_same(values: list[int], baseline: int | None) -> None:
    found = judge(series(values, baseline, UP), Rules.ANHOEJ)
    mirrored = judge(series([-it for it in values], baseline, DOWN), Rules.ANHOEJ)

    assert (mirrored.verdict, mirrored.fired) == (found.verdict, found.fired)
    assert (mirrored.longest_run, mirrored.crossings, mirrored.is_clear) == (
        found.longest_run,
        found.crossings,
        found.is_clear,
    )


@given(NUMBERS, st.integers(1, 9), st.integers(-1000, 1000))
def test_in_another_unit_the_verdict_is_the_same(values: list[int], times: int, more: int) -> None:
    found = judge(series(values), Rules.ANHOEJ)
    scaled = judge(series([times * it + more for it in values]), Rules.ANHOEJ)

    assert (scaled.verdict, scaled.fired, scaled.n_useful) == (found.verdict, found.fired, found.n_useful)


@given(NUMBERS)
def test_every_useful_point_is_in_one_run(values: list[int]) -> None:
    found, off = runs_about(values, 0), [it for it in values if it]

    assert len(found.sides) == len(off)
    assert found.crossings == sum(a * b < 0 for a, b in pairwise(off))
