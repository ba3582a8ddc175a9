"""Whoever tries links that are none is slowed down, and nobody else: a good link is looked at before."""

from collections import OrderedDict, deque
from dataclasses import dataclass, field

MOST, WITHIN = 20, 600.0
# So many addresses are remembered; the ones that were seen longest ago are forgotten first.
REMEMBERED = 10_000


@dataclass(slots=True)
class Guesses:
    """Links that were none, by the address from which they came, at seconds of a clock that never jumps."""

    _seen: OrderedDict[str, deque[float]] = field(default_factory=OrderedDict)

    def one_more(self, who: str, now: float) -> bool:
        """One more from there. Whether that is too many."""
        tried = self._seen.setdefault(who, deque(maxlen=MOST + 1))
        self._seen.move_to_end(who)
        if len(self._seen) > REMEMBERED:
            self._seen.popitem(last=False)
        while tried and tried[0] <= now - WITHIN:
            tried.popleft()
        tried.append(now)
        return len(tried) > MOST
