"""Anhøj's two rules for run charts.

As in qicharts2 (R/helper.functions.R, `qic.run`, `runs.analysis`, `crsignal`), read on GitHub; the paper is Anhøj J,
Olesen AV (2014), Run Charts Revisited, PLoS ONE 9(11): e113825.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log2

from bot.domain.charts.judgement import Sign
from bot.domain.charts.runs import runs_of, useful_sides

# Both packages' published tables of limits begin here; with fewer useful points hardly anything could be a signal.
FEWEST = 10


@dataclass(frozen=True, slots=True)
class Runs:
    """What runs and crossings there are about a line, what may be expected of so many points, and what fired."""

    sides: tuple[tuple[int, int], ...]
    longest: int
    longest_limit: int
    crossings: int
    crossings_limit: int
    fired: dict[Sign, tuple[int, ...]]


def runs_about(values: Sequence[float], centre: float) -> Runs:
    """The runs of all points about the line, also those after its baseline, as qicharts2 has it with `freeze`.

    A run that is longer than its limit, or fewer crossings than theirs, is a signal: runs.analysis has
    `longest.run > longest.run.max || n.crossings < n.crossings.min`. A point on the line neither breaks a run nor
    counts.
    """
    sides = useful_sides(values, centre)
    runs = list(runs_of(sides))
    longest, longest_limit = max(map(len, runs), default=0), longest_run_limit(len(sides))
    crossings, fewest = max(len(runs) - 1, 0), crossings_limit(len(sides))
    fired: dict[Sign, tuple[int, ...]] = {}
    if longest > longest_limit:
        fired[Sign.LONG_RUN] = tuple(place for run in runs if len(run) > longest_limit for place in run)
    if crossings < fewest:
        # All the points make it, and none more than another.
        fired[Sign.FEW_CROSSINGS] = ()
    return Runs(tuple(sides), longest, longest_limit, crossings, fewest, fired)


def longest_run_limit(useful: int) -> int:
    """The longest run that chance makes of so many useful points: round(log2 n) + 3 (Schilling 2012).

    R rounds halves to the even number as Python does; no whole number has such a logarithm anyway.
    """
    return round(log2(useful)) + 3 if useful else 0


@lru_cache(maxsize=1024)
def crossings_limit(useful: int) -> int:
    """The fewest crossings that chance makes of so many useful points: qbinom(0.05, n - 1, 0.5) (Chen 2010, 7).

    The smallest c with P(X <= c) >= 0.05; reckoned in whole numbers, so that nothing is rounded.
    """
    chances = max(useful - 1, 0)
    all_ways, ways, so_far, crossings = 2**chances, 1, 1, 0
    while 20 * so_far < all_ways:
        ways = ways * (chances - crossings) // (crossings + 1)
        crossings += 1
        so_far += ways
    return crossings
