"""A chart laid out: every line, dot and mark by its place in the field, from 0 to 1, for `chart.typ` to draw."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TypeAlias

from bot.charts.axes import Days, Scale, named_days, scale_of
from bot.charts.numbers import NO_BREAK, newest, written
from bot.domain.charts.picture import Chart, Level, Mark
from bot.posters.letters import shown

# What stands in a drawing: JSON.
Drawn: TypeAlias = dict[str, object]
# The field between the axes is about so wide, of the 800 of the picture, and the days are written in this size.
WIDTH, DAY_SIZE = 590.0, 22.0
LARGEST_DOT, SMALLEST_DOT = 9.0, 2.5
# Marks that are nearer than this are one.
TOGETHER = 0.02
NUMBER = re.compile(r"\d+")
IN_A_NUMBER = re.compile(r"(?<=\d) (?=\d{3}\b|\S{1,5}$)")


def drawing_of(chart: Chart) -> Drawn:
    """The chart as numbers and words. A sign for which the fonts have no letter is left out."""
    days, scale = Days(chart.dots[0].day, chart.dots[-1].day), scale_of(_values(chart))
    places = [days.at(dot.day) for dot in chart.dots]
    return {
        "title": shown(chart.title),
        "team": shown(chart.team),
        "unit": shown(chart.unit),
        "verdict": shown(chart.verdict),
        "why": shown(chart.why),
        "ticks": [[scale.at(it), written(it, scale.decimals, chart.decimal_mark)] for it in scale.ticks],
        "days": [[place, shown(words)] for place, words in named_days(chart.dots, days, WIDTH, DAY_SIZE)],
        "dots": [[x, scale.at(dot.value), dot.is_sign] for x, dot in zip(places, chart.dots, strict=True)],
        "radius": _radius(places),
        "newest": newest(chart.dots[-1].value, chart.decimal_mark),
        "centre": _level(chart.centre, scale),
        "goal": _level(chart.goal, scale),
        "baseline": _end_of_baseline(chart, places),
        "limits": _limits(chart, scale, places),
        "limits-text": shown(chart.limits),
        "phases": _marks(chart.phases, days),
        "tests": [[*mark, _number(mark[1])] for mark in _marks(chart.tests, days)],
    }


def _values(chart: Chart) -> list[float]:
    levels = [level.value for level in (chart.centre, chart.goal) if level is not None]
    return [*(dot.value for dot in chart.dots), *levels, *chart.lower, *chart.upper]


def _level(level: Level | None, scale: Scale) -> list[object] | None:
    return None if level is None else [scale.at(level.value), _kept_together(shown(level.text))]


def _kept_together(words: str) -> str:
    """A number and a short unit stay on one line."""
    return IN_A_NUMBER.sub(NO_BREAK, words)


def _radius(places: Sequence[float]) -> float:
    """Dots so large that they do not hide one another, within reason."""
    gaps = sorted(right - left for left, right in pairwise(places))
    usual = gaps[len(gaps) // 2] * WIDTH if gaps else WIDTH
    return max(SMALLEST_DOT, min(LARGEST_DOT, usual * 0.42))


def _end_of_baseline(chart: Chart, places: Sequence[float]) -> float | None:
    """Where the baseline ends and what is compared with it begins, if there is such a place."""
    if not 0 < chart.baseline < len(places):
        return None
    return (places[chart.baseline - 1] + places[chart.baseline]) / 2


def _limits(chart: Chart, scale: Scale, places: Sequence[float]) -> list[list[float]]:
    """A step for each dot, which reaches half-way to its neighbours: left, right, lower and upper."""
    if not chart.lower or not chart.upper:
        return []
    middles = [(left + right) / 2 for left, right in pairwise(places)]
    edges = list(pairwise([0.0, *middles, 1.0]))
    return [
        [left, right, scale.at(lower), scale.at(upper)]
        for (left, right), lower, upper in zip(edges, chart.lower, chart.upper, strict=True)
    ]


def _marks(marks: Sequence[Mark], days: Days) -> list[list[object]]:
    """Where marks stand, and their words; those at nearly the same place are one."""
    together: list[list[object]] = []
    last = -1.0
    for place, words in _placed(marks, days):
        if together and place - last < TOGETHER:
            together[-1][1] = f"{together[-1][1]}, {words}"
        else:
            together.append([place, words])
            last = place
    return together


def _placed(marks: Sequence[Mark], days: Days) -> Iterator[tuple[float, str]]:
    for mark in sorted(marks, key=lambda it: it.day):
        # What happened before the first dot or after the last stands at that edge.
        yield min(max(days.at(mark.day), 0.0), 1.0), shown(mark.text)


def _number(words: object) -> str:
    """The test's number, for where its words have no room."""
    found = NUMBER.search(str(words))
    return found.group() if found else ""
