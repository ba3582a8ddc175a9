"""Charts as teams have them, in finished words."""

from collections.abc import Sequence
from datetime import date, timedelta
from statistics import median
from typing import Any

from bot.domain.charts.picture import Chart, Dot, Level, Mark

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
BEGAN = date(2026, 9, 7)
# Shares of lists reviewed, week for week: before the change, and after.
BEFORE = (52.0, 61.0, 48.0, 57.0, 55.0, 63.0, 50.0, 58.0, 54.0, 60.0)
AFTER = (66.0, 71.0, 68.0, 76.0, 74.0, 81.0, 79.0, 84.0, 80.0, 86.0)


def day(week: float) -> int:
    """The day so many weeks after the first."""
    return (BEGAN + timedelta(days=round(week * 7))).toordinal()


def dots(values: Sequence[float], days: Sequence[int] | None = None, signs: Sequence[int] = ()) -> tuple[Dot, ...]:
    """A dot a week, or on these days."""
    when = days or [day(week) for week in range(len(values))]
    return tuple(
        Dot(it, _said(it), value, is_sign=place in signs)
        for place, (it, value) in enumerate(zip(when, values, strict=True))
    )


def _said(ordinal: int) -> str:
    on = date.fromordinal(ordinal)
    return f"{on.day} {MONTHS[on.month - 1]}"


def chart(values: Sequence[float] = BEFORE, **other: Any) -> Chart:
    """A chart of these values with nothing unusual in them, or with what is given."""
    given = other.pop("dots", None) or dots(values)
    middle = median([dot.value for dot in given])
    plain: dict[str, Any] = {
        "title": "Medication lists reviewed",
        "team": "Ridge home care",
        "unit": "%",
        "decimal_mark": ".",
        "dots": given,
        "centre": Level(middle, f"middle {middle:g} %"),
        "baseline": len(given),
        "goal": None,
        "lower": (),
        "upper": (),
        "limits": "",
        "phases": (),
        "tests": (),
        "verdict": "Nothing unusual. Ups and downs like these are normal variation, so do not react to a single point.",
        "why": "",
        "alt": "Line chart of Medication lists reviewed for Ridge home care, 10 points from 7 September to 9 November.",
    }
    return Chart(**plain | other)


def improved(**other: Any) -> Chart:
    """The chart of a team whose change has worked, with all that can stand in one of Anhøj's."""
    return chart(
        **{
            "dots": dots(BEFORE + AFTER, signs=range(10, 20)),
            "centre": Level(56, "middle 56 %"),
            "baseline": 10,
            "goal": Level(90, "goal 90 %"),
            "phases": (Mark(day(3), "Plan"), Mark(day(9.6), "Do")),
            "tests": (Mark(day(10.5), "Test 1: adapt"), Mark(day(14.5), "Test 2: adopt")),
            "verdict": "The pattern suggests a real improvement.",
            "why": "Why: 10 points in a row lie on the same side of the middle line; up to 7 can be chance.",
        }
        | other
    )
