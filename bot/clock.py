"""Where the time comes from: the only place that looks at a clock."""

import time
from collections.abc import Callable
from datetime import UTC, datetime


def wall_clock() -> datetime:
    """The time of this machine."""
    return datetime.now(UTC)


class Clock:
    """The time as the house knows it: never backwards, whatever somebody does to the machine's clock."""

    def __init__(self, wall: Callable[[], datetime] = wall_clock) -> None:
        self._wall = wall
        self._latest = wall()

    def now(self) -> datetime:
        """The wall clock; one that was set back stands still until it has caught up."""
        self._latest = max(self._latest, self._wall())
        return self._latest


def running_time() -> float:
    """Seconds of running time: for limits and leases, which a jump of the wall clock must not touch."""
    return time.monotonic()
