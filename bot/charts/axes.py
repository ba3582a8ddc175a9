"""The two axes: few round values up the side, and the days that have room below, each where it is in time."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.charts.picture import Dot

MOST_STEPS, MOST_DAYS = 4, 4
ROUND_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
# Steps of two and a half are for hundreds: 2.5 falls are none.
LEAST_OF_QUARTERS = 25.0
# Dots stand so far from the edges, as a share of the width.
EDGE = 0.035
# A series that begins this near to zero, against its own span, is shown from zero.
NEAR_ZERO = 1.0
DIGIT = 0.64


@dataclass(frozen=True, slots=True)
class Scale:
    """The values that are marked on an axis, the lowest first, and how many decimals they need."""

    ticks: tuple[float, ...]
    decimals: int

    def at(self, value: float) -> float:
        """Where the value stands, from 0 at the lowest mark to 1 at the highest."""
        lowest, highest = self.ticks[0], self.ticks[-1]
        return (value - lowest) / (highest - lowest)


def scale_of(values: Sequence[float]) -> Scale:
    """Round marks around all these values."""
    lowest, highest = min(values), max(values)
    if lowest == highest:
        room = abs(lowest) / 2 or 4.0
        lowest, highest = (0.0 if lowest >= 0 else lowest - room), highest + room
    if 0 < lowest <= (highest - lowest) * NEAR_ZERO:
        lowest = 0.0
    step = _step((highest - lowest) / MOST_STEPS)
    while math.ceil(highest / step - 1e-9) - math.floor(lowest / step + 1e-9) > MOST_STEPS:
        step = _step(step * 1.01)
    first, last = math.floor(lowest / step + 1e-9), math.ceil(highest / step - 1e-9)
    return Scale(tuple(step * n for n in range(first, last + 1)), _decimals(step))


def _step(least: float) -> float:
    power = 10.0 ** math.floor(math.log10(least))
    steps = (step * power for step in ROUND_STEPS if step != 2.5 or step * power >= LEAST_OF_QUARTERS)
    return next(step for step in steps if step >= least * (1 - 1e-9))


def _decimals(step: float) -> int:
    return next((n for n in range(6) if abs(step * 10**n - round(step * 10**n)) < 1e-6), 6)


@dataclass(frozen=True, slots=True)
class Days:
    """From the first day to the last, with a little room on both sides."""

    first: int
    last: int

    def at(self, day: float) -> float:
        """Where the day stands, from 0 at the left edge to 1 at the right."""
        if self.first == self.last:
            return 0.5
        return EDGE + (day - self.first) / (self.last - self.first) * (1 - 2 * EDGE)


def named_days(dots: Sequence[Dot], days: Days, width: float, size: float) -> list[tuple[float, str]]:
    """Where the days of some dots stand, and what they are called: the first, the last, and those between with room."""
    named = [(days.at(dot.day), dot.on) for dot in dots]
    taken: list[tuple[float, str]] = []
    # The ends before what lies between them: two where there is room, or else one in the middle.
    for place, words in [named[-1], named[0], *(_nearest(named, part) for part in (1 / 3, 2 / 3, 1 / 2))]:
        if len(taken) < MOST_DAYS and all(_apart(place, words, other, width, size) for other in taken):
            taken.append((place, words))
    return sorted(taken)


def _nearest(named: Sequence[tuple[float, str]], part: float) -> tuple[float, str]:
    """The day nearest to this part of the way from the first to the last."""
    goal = named[0][0] + (named[-1][0] - named[0][0]) * part
    return min(named, key=lambda it: abs(it[0] - goal))


def _apart(place: float, words: str, other: tuple[float, str], width: float, size: float) -> bool:
    return abs(place - other[0]) * width >= ((len(words) + len(other[1])) / 2 + 1) * DIGIT * size
