"""The numbers that simulated teams count: drawn with the seed, and better little by little, as one would hope."""

from datetime import date
from random import Random

from bot.domain.measuring import RARE
from bot.domain.model import NOT_HAPPENED, TODAY
from bot.flow.measuring.words import Asked

# After so many weeks a team is as good as it gets.
WEEKS = 40
FIRST_SHARE, LAST_SHARE, WHOLE = 0.55, 0.9, 25
FIRST_COUNT, LAST_COUNT = 12.0, 6.0
# Of three check-ins one says that something rare has happened.
RARELY = 3


def value_typed(seed: int, asked: Asked, starts: date, on: date) -> str:
    """What somebody types as the value of the measure on this day; of something rare which button they press."""
    measure = asked.measure
    random = Random(f"{seed} {measure.slug} {on}")  # noqa: S311  # no secret
    come = min((on - starts).days / (7 * WEEKS), 1.0)
    if measure.kind == RARE:
        return TODAY if random.randrange(RARELY) == 0 else NOT_HAPPENED
    if measure.kind == "share":
        return _share(random, come if measure.direction != "down" else -come)
    better = come if measure.direction != "up" else -come
    count = FIRST_COUNT + (LAST_COUNT - FIRST_COUNT) * better + random.uniform(-1.5, 1.5)
    if measure.kind == "time":
        return f"{count:.1f}"
    return f"{count:.0f} of 200" if measure.rules == "u" else f"{count:.0f}"


def _share(random: Random, better: float) -> str:
    first = FIRST_SHARE if better >= 0 else 1 - FIRST_SHARE
    mean = first + (LAST_SHARE - FIRST_SHARE) * better
    part = round(WHOLE * (mean + random.uniform(-0.08, 0.08)))
    return f"{min(max(part, 1), WHOLE)}/{WHOLE}"
