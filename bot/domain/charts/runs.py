"""Runs of points on one side of a line."""

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise


def side_of(value: float, centre: float) -> int:
    """1 above the line, -1 below it, 0 on it."""
    return (value > centre) - (value < centre)


def useful_sides(values: Sequence[float], centre: float) -> list[tuple[int, int]]:
    """The place and the side of each point that is off the line; those on it say nothing of runs."""
    sides = ((place, side_of(value, centre)) for place, value in enumerate(values))
    return [(place, side) for place, side in sides if side]


def runs_of(sides: Sequence[tuple[int, int]]) -> Iterator[tuple[int, ...]]:
    """The places of the points of each run, the oldest run first."""
    for _, run in groupby(sides, key=lambda it: it[1]):
        yield tuple(place for place, _ in run)


def longest_shift(values: Sequence[float], centre: float) -> int:
    """How many points in a row lie on one side of the line; one on it breaks the row."""
    return _longest([side_of(value, centre) for value in values])


def longest_climb(values: Sequence[float]) -> int:
    """How many points in a row are each higher, or each lower, than the one before, the first with them."""
    return _longest([side_of(later, earlier) for earlier, later in pairwise(values)]) + 1


def _longest(ways: Sequence[int]) -> int:
    return max((len(list(row)) for way, row in groupby(ways) if way), default=0)
