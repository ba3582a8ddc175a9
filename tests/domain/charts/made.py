"""Series from plain numbers, a week apart."""

from collections.abc import Sequence
from datetime import date, timedelta

from bot.domain.charts.series import Direction, Point, Series

FIRST = date(2026, 1, 5)
UP, DOWN = Direction.UP, Direction.DOWN


def day(place: int) -> date:
    """The day of the point at this place."""
    return FIRST + timedelta(weeks=place)


def series(values: Sequence[float], baseline: int | None = None, direction: Direction | None = UP) -> Series:
    """A series of these values."""
    points = tuple(Point(day(place), value) for place, value in enumerate(values))
    return Series(points, baseline, direction)


def parts(
    pairs: Sequence[tuple[float, float]], baseline: int | None = None, direction: Direction | None = UP
) -> Series:
    """A series of these numerators and denominators."""
    points = tuple(Point(day(place), top / below, top, below) for place, (top, below) in enumerate(pairs))
    return Series(points, baseline, direction)
