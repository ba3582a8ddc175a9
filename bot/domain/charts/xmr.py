"""XmR charts (individual values and moving ranges) by the rules of NHS England, Making Data Count.

As in the NHS's own package NHSRplotthedots, read on GitHub: R/ptd_spc_standard.R for the limits,
R/ptd_calculate_point_type.R for the rules, R/ptd_spc.R for what holds unless one says otherwise.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from statistics import mean

from bot.domain.charts.judgement import Sign
from bot.domain.charts.runs import side_of

# Three standard deviations of values whose ranges have this mean: 3 / 1.128.
_LIMIT = 2.66
_NEAR = 2 * _LIMIT / 3
# The upper limit of moving ranges (Nelson 1982).
_WIDEST_RANGE = 3.267
_IN_A_ROW = 7

# ptd_add_short_group_warnings.R and the vignette "Number of points required": under 12 points the limits are on trial,
# and ptd_spc_options.R refuses to fix them earlier. Where the package warns, we say that it is too early.
FEWEST = 12


@dataclass(frozen=True, slots=True)
class Limits:
    """The mean, the process limits and the near limits at two thirds of the way."""

    mean: float
    lower: float
    upper: float
    near_lower: float
    near_upper: float


def limits_of(baseline: Sequence[float], *, screened: bool = True) -> Limits:
    """Mean ± 2.66 times the mean moving range of the baseline.

    `screened` leaves out moving ranges of 3.267 times their mean or more, once. That is the default of the package
    (`screen_outliers = TRUE`, vignette "Deviations from Excel defaults") and of qicharts2 once it is attached; the
    NHS's own spreadsheets do not. Where all ranges are 0 the limits are the mean itself.
    """
    centre = mean(baseline)
    ranges = [abs(later - earlier) for earlier, later in pairwise(baseline)]
    average = mean(ranges) if ranges else 0.0
    if screened and (kept := [it for it in ranges if it < _WIDEST_RANGE * average]):
        average = mean(kept)
    far, near = _LIMIT * average, _NEAR * average
    return Limits(centre, centre - far, centre + far, centre - near, centre + near)


def signs_of(values: Sequence[float], limits: Limits) -> dict[Sign, tuple[int, ...]]:
    """The places of the points of each rule, as `ptd_special_cause_flag` has them.

    1. a point beyond a limit; 2. seven in a row on one side of the mean; 3. seven in a row, each higher (or each lower)
    than the one before; 4. two of three in a row beyond the near limit, all three on the same side of the mean, where a
    point beyond the limit itself does not count as near.
    """
    sides = [side_of(value, limits.mean) for value in values]
    steps = [side_of(later, earlier) for earlier, later in pairwise(values)]
    outside = [not limits.lower <= value <= limits.upper for value in values]
    near = [
        not out and not limits.near_lower <= value <= limits.near_upper
        for value, out in zip(values, outside, strict=True)
    ]
    found = {
        Sign.POINT_OUTSIDE: {place for place, out in enumerate(outside) if out},
        Sign.SHIFT: _in_a_row(sides, _IN_A_ROW),
        Sign.TREND: {place + more for place in _in_a_row(steps, _IN_A_ROW - 1) for more in (0, 1)},
        Sign.TWO_OF_THREE: {
            place
            for start in range(len(values) - 2)
            if _all_one_way(sides[start : start + 3]) and sum(near[start : start + 3]) >= 2
            for place in range(start, start + 3)
            if near[place]
        },
    }
    return {sign: tuple(sorted(places)) for sign, places in found.items() if places}


def _in_a_row(ways: Sequence[int], fewest: int) -> set[int]:
    """The places of all rows of so many or more that go one way."""
    found: set[int] = set()
    start = 0
    for way, row in groupby(ways):
        end = start + len(list(row))
        if way and end - start >= fewest:
            found.update(range(start, end))
        start = end
    return found


def _all_one_way(ways: Sequence[int]) -> bool:
    return abs(sum(ways)) == len(ways)
