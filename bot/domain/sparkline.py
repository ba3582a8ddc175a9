"""A line of little bars: a series at a glance, where there is room for text only."""

from collections.abc import Sequence

BARS = "▁▂▃▄▅▆▇█"
MOST = 24


def sparkline(values: Sequence[float], lowest: float, highest: float) -> str:
    """A bar for each of the newest values on a scale from the lowest to the highest."""
    span = highest - lowest
    steps = ((min(max(value, lowest), highest) - lowest) / span for value in values[-MOST:])
    return "".join(BARS[round(step * (len(BARS) - 1))] for step in steps)
