"""What a team is given to do: which of it a check-in asks about, and what an answer makes of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.domain.model import Value

LONGEST = 200


class State(StrEnum):
    """Where it stands."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


# Every other answer leaves it open.
CLOSES = {"done": State.DONE, "no-longer": State.DROPPED}


@dataclass(frozen=True, slots=True)
class Given:
    """Something that is not done yet: before which day, if before any, and when the team was asked about it."""

    id: int
    before: date | None
    asked_at: tuple[datetime, ...] = ()


def rests(given: Given, zone: ZoneInfo) -> bool:
    """Whether its gathering has been, and the team was asked about it once more since."""
    if given.before is None:
        return False
    return any(moment.astimezone(zone).date() >= given.before for moment in given.asked_at)


def which_to_ask(given: Iterable[Given], zone: ZoneInfo) -> int | None:
    """The one that a check-in asks about: whose gathering is nearest, and of several what was asked longest ago."""

    def place(it: Given) -> tuple[date, float, int]:
        return it.before or date.max, max((moment.timestamp() for moment in it.asked_at), default=0.0), it.id

    may_come = [it for it in given if not rests(it, zone)]
    return min(may_come, key=place).id if may_come else None


def state_after(state: str, before: Value | None, now: Value) -> str:
    """The state after this answer, where the same check-in held the one before it, if any.

    Who corrects an answer that closed it opens it again; what a facilitator closed stays closed.
    """
    if str(now) in CLOSES:
        return CLOSES[str(now)]
    return State.OPEN if before is not None and str(before) in CLOSES else state
