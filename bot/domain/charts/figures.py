"""A judgement as plain figures: to be kept, and to be read by machines."""

from typing import Any

from bot.domain.charts.judgement import Judgement
from bot.domain.charts.series import Rules, Series


def figures_of(series: Series, found: Judgement) -> dict[str, Any]:
    """The figures that led to the verdict, and the verdict."""
    return {"rules": found.rules.value, "n": found.n, **_measured(series, found), **_said(found)}


def _measured(series: Series, found: Judgement) -> dict[str, Any]:
    if found.rules is Rules.ANHOEJ:
        return {"centre": found.centre, **_of_runs(found)}
    if found.rules is Rules.XMR:
        return {"mean": found.centre, **_limits(found), "points": points_of_signs(series, found)}
    return {"centre": found.centre, **_limits(found), **_of_runs(found), "points": points_of_signs(series, found)}


def points_of_signs(series: Series, found: Judgement) -> list[dict[str, Any]]:
    """The points that are part of a sign, the oldest first, each with the signs."""
    places = sorted({place for of_sign in found.fired.values() for place in of_sign})
    return [
        {
            "date": series.points[place].on.isoformat(),
            "value": series.points[place].value,
            "signs": [sign.value for sign, of_sign in found.fired.items() if place in of_sign],
        }
        for place in places
    ]


def _of_runs(found: Judgement) -> dict[str, Any]:
    return {
        "n_useful": found.n_useful,
        "longest_run": found.longest_run,
        "longest_run_limit": found.longest_run_limit,
        "crossings": found.crossings,
        "crossings_limit": found.crossings_limit,
    }


def _limits(found: Judgement) -> dict[str, Any]:
    """One limit for all where they do not vary from point to point, else that of each."""
    return {"lower": _one_or_all(found.lower), "upper": _one_or_all(found.upper)}


def _one_or_all(limits: tuple[float, ...] | None) -> float | list[float] | None:
    if not limits:
        return None
    return limits[0] if len(set(limits)) == 1 else list(limits)


def _said(found: Judgement) -> dict[str, Any]:
    signs = [sign.value for sign in found.fired]
    return {"signs": signs, "signal": found.signal, "verdict": found.verdict.value}
