"""When a team's measures want a value, which of them a check-in asks about, and which are missing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.model import MEASURE, MEASURE_EVENT, Question

RARE = "rare"
# A month has four weeks here, as a calendar of check-ins has.
EVERY = {"day": 1, "week": 7, "fortnight": 14, "month": 28, "quarter": 91, "year": 364}
# A value that came so many days early, or a check-in that does, is in time.
EARLY = 3
# A measure that has no value yet wants it longer than any other.
NEVER_COUNTED = 100 * 364


@dataclass(frozen=True, slots=True)
class Standing:
    """How a measure stands: the days that have a value, and those on which a check-in asked for one.

    `put_off` are days on which the team said that it was not counted; on those it is asked no more for an interval.
    Of something rare a day that has a value is one on which the team said whether it had happened.
    """

    id: int
    every: str
    counted: tuple[date, ...] = ()
    asked: tuple[date, ...] = ()
    put_off: tuple[date, ...] = ()

    @property
    def apart(self) -> int:
        """So many days from one value to the next are enough."""
        return max(EVERY.get(self.every, EVERY["week"]) - EARLY, 1)


def question_of(kind: str) -> Question:
    """The question by which a check-in asks for a value of this kind of measure."""
    return MEASURE_EVENT if kind == RARE else MEASURE


def is_due(it: Standing, today: date) -> bool:
    """Whether a check-in asked today wants a value: an interval has passed since the last one."""
    last = max((*it.counted, *it.put_off), default=None)
    return last is None or (today - last).days >= it.apart


def overdue(it: Standing, today: date) -> int:
    """For how many days its value has been wanted; a measure that has none wants it longest."""
    last = max(it.counted, default=None)
    return (today - last).days - EVERY.get(it.every, EVERY["week"]) if last else NEVER_COUNTED


def which_to_ask(measures: Iterable[Standing], today: date) -> int | None:
    """The measure that a check-in asks about: of those that are due the one that is most overdue.

    An asking in vain counts like a value here, so that of several measures none keeps the others from being asked.
    """

    def place(it: Standing) -> tuple[int, int, int]:
        heard = max((*it.counted, *it.asked), default=None)
        waits = (today - heard).days - EVERY.get(it.every, EVERY["week"]) if heard else NEVER_COUNTED
        return waits, overdue(it, today), -it.id

    due = [it for it in measures if is_due(it, today)]
    return max(due, key=place).id if due else None


def missing(it: Standing, asked: Sequence[date]) -> list[date]:
    """The newest askings, of these days, that the measure was wanted in and not given: the oldest first.

    A measure that has no value yet is not missing one; nor does one that is asked again within its interval miss two.
    """
    found: list[date] = []
    for day in asked:
        if any((day - counted).days < it.apart for counted in it.counted):
            found = []
        elif it.counted and (not found or (day - found[-1]).days >= it.apart):
            found.append(day)
    return found
