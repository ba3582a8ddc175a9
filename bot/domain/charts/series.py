"""A measure's points in the order of their days, and what is needed to judge them."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Rules(StrEnum):
    """By which rules a series is judged."""

    ANHOEJ = "anhoej"
    XMR = "xmr"
    P = "p"
    C = "c"
    U = "u"


class Direction(StrEnum):
    """Which way is better."""

    UP = "up"
    DOWN = "down"


@dataclass(frozen=True, slots=True)
class Point:
    """One value of a day. Of a share, or a count per something, the parts are known too."""

    on: date
    value: float
    numerator: float | None = None
    denominator: float | None = None


@dataclass(frozen=True, slots=True)
class Series:
    """The points, the oldest first and one a day; the first `baseline` of them are the baseline, None: all of them."""

    points: tuple[Point, ...]
    baseline: int | None = None
    direction: Direction | None = None
