"""A measure's stored points as the series that is drawn and judged."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from bot.domain.charts.control import MADE_FOR, has_parts
from bot.domain.charts.judge import judge, needed
from bot.domain.charts.judgement import Judgement
from bot.domain.charts.series import Direction, Point, Rules, Series
from bot.domain.measured import value_of
from bot.storage.measures import MeasureRow, PointRow


def series_of(measure: MeasureRow, rows: Sequence[PointRow]) -> Series:
    """The points that stand, the oldest first, with the frozen baseline where it is long enough to be held against.

    A middle line of three points or five is chance itself: measured with `python -m benchmarks.judging`, 24 points of
    pure noise are called a change in 22 of 100 series when held against their first four, in 10 against their first
    ten, and in 3 against all of them. So a baseline of fewer points than the rules need leaves the middle to all.
    """
    return _series(
        measure, tuple(_since_the_one_before(rows) if measure.kind == "rare" else [_point(measure, it) for it in rows])
    )


def series_at(measure: MeasureRow, whole: Series, on: date) -> Series:
    """The series as it was when the point of this day was the newest."""
    return _series(measure, whole.points[: bisect_right(whole.points, on, key=lambda it: it.on)])


def _series(measure: MeasureRow, points: tuple[Point, ...]) -> Series:
    before = points_before(measure, points)
    baseline = before if before >= needed(Rules(measure.rules)) else None
    return Series(points, baseline, Direction(measure.direction) if measure.direction else None)


def points_before(measure: MeasureRow, points: Sequence[Point]) -> int:
    """How many points the frozen baseline has; 0 where none is frozen."""
    until = measure.baseline_until
    return bisect_right(points, until, key=lambda it: it.on) if until else 0


def rules_of(measure: MeasureRow, series: Series) -> Rules:
    """The measure's rules, or Anhøj's where they want parts that the points do not have."""
    rules = Rules(measure.rules)
    fits = measure.kind in MADE_FOR.get(rules, (measure.kind,))
    return rules if fits and has_parts(series.points, rules) else Rules.ANHOEJ


def judged(measure: MeasureRow, series: Series) -> Judgement:
    """The series by the measure's rules, in the measure's unit."""
    found = judge(series, rules_of(measure, series))
    if found.rules not in (Rules.P, Rules.U) or found.centre is None:
        return found
    whole = value_of(measure.kind, measure.unit, 1, 1)
    assert found.lower is not None
    assert found.upper is not None
    lower, upper = (tuple(limit * whole for limit in limits) for limits in (found.lower, found.upper))
    return replace(found, centre=found.centre * whole, lower=lower, upper=upper)


def _point(measure: MeasureRow, row: PointRow) -> Point:
    top, below, value = row.numerator, row.denominator, row.value
    if measure.kind == "count" and measure.rules == Rules.U and below:
        # What is drawn is the rate; the count is its upper part.
        top = value if top is None else top
        value = None
    if value is None:
        value = value_of(measure.kind, measure.unit, top or 0.0, below) if below else 0.0
    return Point(row.on_date, value, top, below)


def _since_the_one_before(rows: Sequence[PointRow]) -> list[Point]:
    """Of something rare: the days since it happened before. The first has none."""
    return [Point(later.on_date, float((later.on_date - earlier.on_date).days)) for earlier, later in pairwise(rows)]
