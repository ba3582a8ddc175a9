"""What the viewer wishes of the clock, in the order in which it was wished."""

import asyncio
from dataclasses import dataclass, field

MOST_ERRANDS = 3  # somebody who presses on is followed, and not for minutes


@dataclass(frozen=True, slots=True, eq=False)
class Errand:
    """A way for the clock to go: up to next Monday morning, or to the next thing that happens."""

    to_monday: bool


@dataclass(slots=True)
class Wishes:
    """The errands that are still to be run, and a sign that something is wished."""

    errands: list[Errand] = field(default_factory=list)
    woken: asyncio.Event = field(default_factory=asyncio.Event)

    def add(self, errand: Errand) -> None:
        """Wish for this as well; one too many is not heard."""
        if len(self.errands) < MOST_ERRANDS:
            self.errands.append(errand)

    def holds(self, errand: Errand) -> bool:
        """Whether this is the one to be run, and was not taken back."""
        return bool(self.errands) and self.errands[0] is errand

    def done_with(self, errand: Errand) -> None:
        """This one is run."""
        if self.holds(errand):
            del self.errands[0]
