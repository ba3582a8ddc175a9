"""What may be said of a series: a signal of improvement or of worsening, nothing unusual, or that it is too early."""

from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from bot.domain.charts import anhoej, xmr
from bot.domain.charts.anhoej import Runs, runs_about
from bot.domain.charts.control import control
from bot.domain.charts.judgement import Judgement, Sign, Verdict
from bot.domain.charts.runs import side_of
from bot.domain.charts.series import Direction, Point, Rules, Series

# A signal goes clearly one way where so much of what is newest lies on that side.
_CLEAR = 2 / 3


def judge(series: Series, rules: Rules) -> Judgement:
    """The series by these rules: a centre from its baseline, against which every point is held.

    Without a direction higher is taken for better, and nothing is clear. ValueError where p or u lack a denominator.
    """
    if not series.points:
        return Judgement(rules, Verdict.TOO_EARLY, signal=False, n=0, n_useful=0, centre=None)
    if rules is Rules.ANHOEJ:
        return _by_runs(series)
    if rules is Rules.XMR:
        return _by_ranges(series)
    return _by_control(series, rules)


def needed(rules: Rules) -> int:
    """The fewest points of which these rules say anything; of Anhøj's, points off the median."""
    return xmr.FEWEST if rules is Rules.XMR else anhoej.FEWEST


def _by_runs(series: Series) -> Judgement:
    """Anhøj's rules about the median (`qic.run`)."""
    values = [point.value for point in series.points]
    centre = median(point.value for point in _baseline(series))
    runs = runs_about(values, centre)
    found = _with_runs(Rules.ANHOEJ, len(values), centre, runs)
    return _decided(found, series, _where_it_is(runs), runs.fired)


def _by_ranges(series: Series) -> Judgement:
    """The NHS rules about the mean."""
    values, baseline = [point.value for point in series.points], [point.value for point in _baseline(series)]
    limits, n = xmr.limits_of(baseline), len(values)
    if len(baseline) < 2:
        # Without a range there are no limits.
        return Judgement(Rules.XMR, Verdict.TOO_EARLY, signal=False, n=n, n_useful=n, centre=limits.mean)
    fired = xmr.signs_of(values, limits)
    found = Judgement(Rules.XMR, Verdict.TOO_EARLY, signal=False, n=n, n_useful=n, centre=limits.mean)
    found = replace(found, lower=(limits.lower,) * n, upper=(limits.upper,) * n)
    return _decided(found, series, _of_the_newest(values, limits.mean, fired), fired)


def _by_control(series: Series, rules: Rules) -> Judgement:
    """Points beyond the limits, and Anhøj's rules about the centre where there are enough useful points."""
    chart = control(series.points, _baseline(series), rules)
    runs = runs_about(chart.values, chart.centre)
    fired = runs.fired if len(runs.sides) >= anhoej.FEWEST else {}
    beyond = {Sign.POINT_OUTSIDE: chart.outside} if chart.outside else {}
    went = _together(
        _where_it_is(runs) if fired else None,
        _of_the_newest(chart.values, chart.centre, beyond) if beyond else None,
    )
    found = _with_runs(rules, len(chart.values), chart.centre, runs)
    return _decided(replace(found, lower=chart.lower, upper=chart.upper), series, went, {**beyond, **fired})


def _baseline(series: Series) -> tuple[Point, ...]:
    return series.points[: series.baseline or None]


def _with_runs(rules: Rules, n: int, centre: float, runs: Runs) -> Judgement:
    found = Judgement(rules, Verdict.TOO_EARLY, signal=False, n=n, n_useful=len(runs.sides), centre=centre)
    return replace(
        found,
        longest_run=runs.longest,
        longest_run_limit=runs.longest_limit,
        crossings=runs.crossings,
        crossings_limit=runs.crossings_limit,
    )


def _decided(found: Judgement, series: Series, went: tuple[int, bool], fired: dict[Sign, tuple[int, ...]]) -> Judgement:
    """With its verdict; `went` says to which side a signal goes, and whether clearly."""
    enough = found.n_useful if found.rules is Rules.ANHOEJ else found.n
    if enough < needed(found.rules):
        return found
    if not fired:
        return replace(found, verdict=Verdict.NOTHING_UNUSUAL)
    side, is_clear = went
    verdict = Verdict.IMPROVEMENT if side == _better(series) else Verdict.WORSENING
    is_clear = is_clear and series.direction is not None
    return replace(found, verdict=verdict, signal=True, fired=fired, is_clear=is_clear)


def _better(series: Series) -> int:
    return -1 if series.direction is Direction.DOWN else 1


def _where_it_is(runs: Runs) -> tuple[int, bool]:
    """The side on which the newer half of the useful points mostly lies, the newest one's where neither has more."""
    newer = [side for _, side in runs.sides[len(runs.sides) // 2 :]]
    total = sum(newer)
    side = (total > 0) - (total < 0) or (newer[-1] if newer else 0)
    return side, _is_clear(side, newer)


def _of_the_newest(values: Sequence[float], centre: float, fired: dict[Sign, tuple[int, ...]]) -> tuple[int, bool]:
    """The side of the newest point of a sign; clear where those of the series' newer half mostly lie there."""
    places = sorted({place for of_sign in fired.values() for place in of_sign})
    sides = [(place, side) for place in places if (side := side_of(values[place], centre))]
    newer = [side for place, side in sides if place >= len(values) // 2] or [side for _, side in sides[-1:]]
    side = newer[-1] if newer else 0
    return side, _is_clear(side, newer)


def _together(runs: tuple[int, bool] | None, outside: tuple[int, bool] | None) -> tuple[int, bool]:
    """Where runs and points beyond the limits go; runs tell the side, and clear is what both say."""
    found = [it for it in (runs, outside) if it]
    if not found:
        return 0, False
    side = found[0][0]
    return side, all(it == (side, True) for it in found)


def _is_clear(side: int, newer: Sequence[int]) -> bool:
    return newer.count(side) >= _CLEAR * len(newer)
