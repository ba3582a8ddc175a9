"""Stalls and the cases made of them: their kinds, why they open and end, and the moments of a team's silence."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.working_time import WorkingCalendar


class StallKind(StrEnum):
    """The five kinds of stall."""

    NEVER_STARTED = "never_started"
    SILENT = "silent"
    STUCK = "stuck"
    HELP_WANTED = "help_wanted"
    UNREACHABLE = "unreachable"


class Closed(StrEnum):
    """Why a case ended."""

    SIGN_OF_LIFE = "sign_of_life"
    JOINED = "joined"
    MOVES_AGAIN = "moves_again"
    IN_REACH = "in_reach"
    NO_LONGER_WANTED = "no_longer_wanted"
    PAUSED = "paused"
    ENDED = "ended"
    # What a facilitator says.
    CALL_NOTED = "call_noted"
    SOLVED = "solved"
    PLANNED = "planned"
    NOT_RIGHT = "not_right"
    TEAM_STOPS = "team_stops"
    OTHER = "other"


# The team is back, and nobody had to say so.
BY_ITSELF = frozenset(
    {Closed.SIGN_OF_LIFE, Closed.JOINED, Closed.MOVES_AGAIN, Closed.IN_REACH, Closed.NO_LONGER_WANTED}
)


class Move(StrEnum):
    """What can become of a case."""

    OPENED = "opened"
    REASONS = "reasons"
    ALERTED = "alerted"
    ACKNOWLEDGED = "acknowledged"
    LAPSED = "lapsed"
    SENT = "sent"
    SNOOZED = "snoozed"
    ESCALATED = "escalated"
    HANDED_ON = "handed_on"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Reason:
    """The rule that fired, with its numbers and the moment it counts from.

    `working_days` are those of the rule, or of answers those that they lie apart; `count` is how many answers said it,
    `question` to what, `answer` what they all said (empty where several answers say the same to the rule). `person` is
    the id of whoever asked, where somebody did. Where a value is missing, `measure` is the id of what it is of, with
    its title and interval, `since` the day of the last one, and `count` how often it was asked for.
    """

    rule: str
    working_days: int
    since: datetime
    person: str | None = None
    question: str = ""
    answer: str = ""
    count: int = 0
    measure: str = ""
    title: str = ""
    every: str = ""

    def as_data(self) -> dict[str, object]:
        """The reason as it is stored and exported."""
        more: dict[str, object] = {"person": self.person, "question": self.question, "answer": self.answer}
        more |= {"count": self.count, "measure": self.measure, "title": self.title, "every": self.every}
        held = {name: value for name, value in more.items() if value}
        return {"rule": self.rule, "working_days": self.working_days, "since": self.since.isoformat(), **held}


def silent_at(calendar: WorkingCalendar, waiting_since: datetime, silent_after: int) -> datetime:
    """When a team that was asked at `waiting_since` and gave no sign of life since becomes silent."""
    return calendar.working_days_after(waiting_since, silent_after)


def never_started_at(calendar: WorkingCalendar, begun: datetime, never_started_after: int) -> datetime:
    """When a team of which nobody joins is never started; `begun` is the later of its start and its first apply."""
    return calendar.working_days_after(begun, never_started_after)
