"""What the chart rules say about a series, with the figures that led there."""

from dataclasses import dataclass, field
from enum import StrEnum

from bot.domain.charts.series import Rules


class Verdict(StrEnum):
    """What may be said of a series."""

    IMPROVEMENT = "improvement"
    WORSENING = "worsening"
    NOTHING_UNUSUAL = "nothing_unusual"
    TOO_EARLY = "too_early"


class Sign(StrEnum):
    """A pattern that chance seldom makes."""

    LONG_RUN = "long_run"
    FEW_CROSSINGS = "few_crossings"
    POINT_OUTSIDE = "point_outside"
    SHIFT = "shift"
    TREND = "trend"
    TWO_OF_THREE = "two_of_three"


@dataclass(frozen=True, slots=True)
class Judgement:
    """A series judged.

    `centre` is the median (Anhøj) or the mean of the baseline, None of a series without points. `lower` and `upper` are
    the limits at each point, None where the rules have none. `fired` maps each sign to the places (from 0) of the
    points that make it. `is_clear` is false where there is a signal that goes neither clearly up nor clearly down.
    Of Anhøj's rules the figures are those of the useful points, the ones off the median.
    """

    rules: Rules
    verdict: Verdict
    signal: bool
    n: int
    n_useful: int
    centre: float | None
    fired: dict[Sign, tuple[int, ...]] = field(default_factory=dict)
    lower: tuple[float, ...] | None = None
    upper: tuple[float, ...] | None = None
    longest_run: int = 0
    longest_run_limit: int = 0
    crossings: int = 0
    crossings_limit: int = 0
    is_clear: bool = True
