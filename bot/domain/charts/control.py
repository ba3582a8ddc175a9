"""Control charts of parts and counts: p (shares), c (counts), u (counts per something), with limits at each point.

As in qicharts2 (R/helper.functions.R: `qic.p`, `qic.c`, `qic.u`, and `qic.agg` for the signals), read on GitHub, which
names Montgomery, Introduction to Statistical Quality Control, 7.17 (c) and 7.19 (u). A point beyond a limit is a signal
(`sigma.signal`), and so are Anhøj's two rules about the centre line (`runs.signal`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import mean

from bot.domain.charts.series import Point, Rules

# The kinds of measures that each of these charts is made for; the other rules take any.
MADE_FOR = {Rules.P: ("share",), Rules.C: ("count",), Rules.U: ("count", "share")}


@dataclass(frozen=True, slots=True)
class Control:
    """The values, the centre line, and the limits at each point."""

    values: tuple[float, ...]
    centre: float
    lower: tuple[float, ...]
    upper: tuple[float, ...]

    @property
    def outside(self) -> tuple[int, ...]:
        """The places of the points beyond a limit."""
        parts = zip(self.lower, self.values, self.upper, strict=True)
        return tuple(place for place, (lower, value, upper) in enumerate(parts) if not lower <= value <= upper)


def has_parts(points: Sequence[Point], rules: Rules) -> bool:
    """Whether each point has what these rules need: a denominator for p and u."""
    if rules not in (Rules.P, Rules.U):
        return True
    return all(point.numerator is not None and (point.denominator or 0) > 0 for point in points)


def control(points: Sequence[Point], baseline: Sequence[Point], rules: Rules) -> Control:
    """The chart of these points about the centre of the baseline. ValueError where a point lacks its denominator."""
    if not has_parts(points, rules):
        raise ValueError(f"a {rules} chart needs a numerator and a denominator above 0 of every point")
    match rules:
        case Rules.P:
            return _shares(points, baseline)
        case Rules.U:
            return _rates(points, baseline)
    return _counts(points, baseline)


def _shares(points: Sequence[Point], baseline: Sequence[Point]) -> Control:
    """p: all numerators by all denominators ± 3 sqrt(p (1 - p) / n), between 0 and 1."""
    centre = _pooled(baseline)
    return _around(points, centre, [sqrt(max(centre * (1 - centre), 0) / _parts(it)[1]) for it in points], most=1.0)


def _rates(points: Sequence[Point], baseline: Sequence[Point]) -> Control:
    """u: all numerators by all denominators ± 3 sqrt(u / n), 0 at the least."""
    centre = _pooled(baseline)
    return _around(points, centre, [sqrt(centre / _parts(it)[1]) for it in points])


def _counts(points: Sequence[Point], baseline: Sequence[Point]) -> Control:
    """c: the mean count ± 3 sqrt(c), 0 at the least."""
    values = tuple(point.value for point in points)
    centre = mean(point.value for point in baseline)
    lower, upper = _limits(centre, sqrt(centre), None)
    return Control(values, centre, (lower,) * len(values), (upper,) * len(values))


def _around(points: Sequence[Point], centre: float, spreads: Sequence[float], most: float | None = None) -> Control:
    limits = [_limits(centre, spread, most) for spread in spreads]
    values = tuple(top / below for top, below in map(_parts, points))
    return Control(values, centre, tuple(it[0] for it in limits), tuple(it[1] for it in limits))


def _limits(centre: float, spread: float, most: float | None) -> tuple[float, float]:
    upper = centre + 3 * spread
    return max(centre - 3 * spread, 0.0), upper if most is None else min(upper, most)


def _pooled(points: Sequence[Point]) -> float:
    parts = list(map(_parts, points))
    return sum(top for top, _ in parts) / sum(below for _, below in parts)


def _parts(point: Point) -> tuple[float, float]:
    assert point.numerator is not None
    assert point.denominator is not None
    return point.numerator, point.denominator
