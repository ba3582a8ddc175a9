"""Values that do not go with the earlier ones: asked back once, for a slip of the finger looks like news."""

from collections.abc import Sequence
from dataclasses import dataclass

# As many of the newest values say what is usual.
LOOKED_AT = 20
# A share may go up or down by so much of a hundred, anything else to three times the highest or a third of the lowest.
OF_SHARES, TIMES, AT_LEAST = 20.0, 3.0, 3.0
# A comma in the wrong place, a nought too many or one too few.
_SLIPS = (0.1, 10.0, 0.01, 100.0)


@dataclass(frozen=True, slots=True)
class Odd:
    """An odd value's neighbours, the lowest and highest before it; `meant` is what a slip may have stood for."""

    low: float
    high: float
    meant: float | None = None


def odd_value(value: float, earlier: Sequence[float], *, is_share: bool, whole: float = 100.0) -> Odd | None:
    """What is odd about this value after the earlier ones, the oldest first; None where nothing is, or none are."""
    usual = earlier[-LOOKED_AT:]
    if not usual:
        return None
    low, high = min(usual), max(usual)
    if (meant := _meant(value, low, high)) is not None:
        return Odd(low, high, meant)
    below, above = _bounds(low, high, is_share=is_share, whole=whole)
    return None if below <= value <= above else Odd(low, high)


def _meant(value: float, low: float, high: float) -> float | None:
    """The usual value that this one is but for its comma; None where it is usual itself, or no such slip."""
    if value == 0 or low / 2 <= value <= high * 2:
        return None
    for times in _SLIPS:
        meant = round(value * times, 9)
        if meant and low * 0.9 <= meant <= high * 1.1:
            return meant
    return None


def _bounds(low: float, high: float, *, is_share: bool, whole: float) -> tuple[float, float]:
    """Between which a value is taken without asking."""
    if is_share:
        margin = max(high - low, OF_SHARES * whole / 100)
        return low - margin, high + margin
    return low / TIMES - AT_LEAST, high * TIMES + AT_LEAST
