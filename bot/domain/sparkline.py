"""A line of little bars: a series at a glance, where there is room for text only."""

from collections.abc import Sequence

from bot.domain.charts.picture import Chart

BARS = "▁▂▃▄▅▆▇█"
MOST = 24


def sparkline(values: Sequence[float], lowest: float, highest: float) -> str:
    """A bar for each of the newest values on a scale from the lowest to the highest."""
    span = highest - lowest
    steps = ((min(max(value, lowest), highest) - lowest) / span for value in values[-MOST:])
    return "".join(BARS[round(step * (len(BARS) - 1))] for step in steps)


def sparkline_of(chart: Chart) -> str:
    """A chart's newest values as bars, for where a picture cannot go."""
    values = [dot.value for dot in chart.dots]
    lowest, highest = min(values), max(values)
    if lowest == highest:
        lowest, highest = lowest - 1, highest + 1
    return sparkline(values, lowest, highest)
