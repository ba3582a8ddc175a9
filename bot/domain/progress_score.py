"""How far a team has come, from 0.5 to 5, as the team and its facilitator say it; the bot never says it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.model import Value
from bot.domain.schedule import ScoreRule
from bot.domain.working_time import ONE_DAY, local_time, moment_of

QUESTION, WHY = "progress-score", "progress-score-reason"
LEVELS = tuple(f"level-{n // 2}-{n % 2 * 5}" for n in range(1, 11))
# Both sides are compared where neither is older than this.
STILL_HOLDS = timedelta(weeks=6)
WIDE = 1.0


@dataclass(frozen=True, slots=True)
class Scored:
    """A score with when it was given."""

    score: float
    at: datetime


@dataclass(frozen=True, slots=True)
class BothSides:
    """The newest score of each side that still holds."""

    team: Scored | None
    facilitator: Scored | None

    @property
    def differ(self) -> bool:
        """Whether they lie so far apart that it is worth a talk."""
        if self.team is None or self.facilitator is None:
            return False
        return abs(self.team.score - self.facilitator.score) >= WIDE


def both_sides(team: Scored | None, facilitator: Scored | None, now: datetime) -> BothSides:
    """What holds of these."""
    team, facilitator = (it if it and now - it.at <= STILL_HOLDS else None for it in (team, facilitator))
    return BothSides(team, facilitator)


def score_of(level: Value) -> float | None:
    """The number that a level stands for; None for what is no level."""
    if not isinstance(level, str) or level not in LEVELS:
        return None
    _, whole, half = level.split("-")
    return float(f"{whole}.{half}")


def next_asking(
    rule: ScoreRule,
    starts: date,
    ends: date,
    zone: ZoneInfo,
    is_closed: Callable[[date], bool],
    after: datetime,
) -> datetime | None:
    """The first moment after this one at which a facilitator is asked; None where the collaborative is over by then.

    The weeks are counted from the one in which the collaborative starts, which is the first without a question; a
    closed day shifts it to the next that is not, at the same time.
    """
    monday = starts - ONE_DAY * starts.weekday()
    step = timedelta(weeks=rule.every_weeks)
    weeks = max((local_time(after, zone).date() - monday) // step - 1, 1)
    for planned in _days(monday + step * weeks + ONE_DAY * rule.weekday, step, ends):
        day = planned
        while is_closed(day) and day <= ends:
            day += ONE_DAY
        moment = moment_of(day, rule.at, zone)
        if moment > after:
            return moment if day <= ends else None
    return None


def _days(first: date, step: timedelta, last: date) -> Iterable[date]:
    while first <= last:
        yield first
        first += step
