"""How quick the chart rules are, and how often they call pure noise a change, with baselines of every length."""

import random
import time
from collections.abc import Sequence
from datetime import date, timedelta

import typer

from bot.domain.charts.judge import judge
from bot.domain.charts.series import Direction, Point, Rules, Series

POINTS, SERIES = 24, 2000
BASELINES = (None, 4, 6, 8, 10, 12, 16)
FIRST = date(2026, 1, 5)


def noise(rng: random.Random) -> tuple[Point, ...]:
    """Points of which nothing can be said: shares of forty, around the same half all the time."""
    found = [sum(rng.random() < 0.5 for _ in range(40)) for _ in range(POINTS)]
    days = (FIRST + timedelta(weeks=n) for n in range(POINTS))
    return tuple(Point(day, it / 40, it, 40) for day, it in zip(days, found, strict=True))


def called_a_change(made: Sequence[tuple[Point, ...]], rules: Rules, baseline: int | None) -> float:
    """Of how many in a hundred the rules say so."""
    return 100 * sum(judge(Series(it, baseline, Direction.UP), rules).signal for it in made) / len(made)


def main() -> None:
    """Judge made series by each of the rules, and print what it costs and how often it is wrong."""
    rng = random.Random(1)  # noqa: S311
    made = [noise(rng) for _ in range(SERIES)]
    for rules in (Rules.ANHOEJ, Rules.XMR, Rules.P):
        began = time.perf_counter()
        whole = called_a_change(made, rules, None)
        seconds = time.perf_counter() - began
        wrong = [whole, *(called_a_change(made, rules, it) for it in BASELINES[1:])]
        named = ", ".join(f"{it or 'all'}: {share:.1f}" for it, share in zip(BASELINES, wrong, strict=True))
        typer.echo(f"{rules}: {SERIES / seconds:,.0f} series of {POINTS} points a second")
        typer.echo(f"  of 100 series of noise called a change, by the length of the baseline: {named}")


if __name__ == "__main__":
    typer.run(main)
