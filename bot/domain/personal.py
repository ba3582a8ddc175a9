"""What people said of themselves, as a mean that gives nobody's answer away."""

from collections.abc import Iterable
from dataclasses import dataclass

FEWEST = 3
LOWEST, HIGHEST = 1.5, 4.5


@dataclass(frozen=True, slots=True)
class Mean:
    """A mean on the scale from 1 to 5 to the nearest half; `LOWEST` is that or less, and `HIGHEST` that or more."""

    value: float
    people: int


def mean_of(given: Iterable[tuple[int, int]]) -> Mean | None:
    """The mean of each person's newest answer in one check-in that has closed; None where fewer than three answered.

    `given` are people's ids with what they answered, in the order in which they did, and none that came after the end.

    Each way in which a mean could tell what one person said is closed, or blurred, by something else:
    - A mean that may be watched while it grows tells each answer by subtraction, and so does one that takes late
      answers in. So it is made of a check-in that has closed, and of what was answered by then.
    - Of two months with the same people and one more, or after somebody was erased, the difference would tell what that
      one said. People answer anew each month, and the nearest half mostly leaves several answers possible even where
      all others said the same.
    - A mean at the very end of the scale says that all are there. So the ends are open: 1.5 or less, 4.5 or more.

    It cannot keep everything from those who answered themselves: two of three who compare notes know about the third,
    and one of three who is far from the mean knows about both.
    """
    newest = dict(given)
    people, total = len(newest), sum(newest.values())
    if people < FEWEST:
        return None
    halves = (4 * total + people) // (2 * people)
    return Mean(min(max(halves / 2, LOWEST), HIGHEST), people)
