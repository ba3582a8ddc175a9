"""How simulated people act: who answers, how soon, with what, and what happens at given moments."""

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.domain.model import Question, Value

USUAL_DELAY = timedelta(hours=2)


class Does(StrEnum):
    """What somebody does at a given moment."""

    ACKNOWLEDGE = "acknowledge"
    ANSWER = "answer"
    NOTHING_NEW = "nothing-new"
    LEAVE = "leave"
    BLOCK_BOT = "block-bot"
    UNBLOCK_BOT = "unblock-bot"


@dataclass(frozen=True, slots=True)
class Habit:
    """How somebody meets check-ins. `share` of them are answered (0 to 1), `until` is the last day asked that counts.

    `joins` is the day on which they open their link; None is the start, and whoever `stays_away` never does.
    """

    share: float = 1.0
    after: timedelta = USUAL_DELAY
    until: date | None = None
    joins: date | None = None
    stays_away: bool = False


@dataclass(frozen=True, slots=True)
class Saying:
    """What somebody answers instead of the best answer; both days are included."""

    person: str
    question: str
    value: Value
    first: date = date.min
    last: date = date.max


@dataclass(frozen=True, slots=True)
class Event:
    """What somebody does once, at a moment in UTC."""

    at: datetime
    person: str
    does: Does
    team: str | None = None


@dataclass(frozen=True, slots=True)
class Behaviour:
    """A whole behaviour file; whoever has no habit answers everything two hours after it was asked."""

    habits: Mapping[str, Habit] = field(default_factory=dict)
    says: tuple[Saying, ...] = ()
    events: tuple[Event, ...] = ()
    seed: int = 0

    def habit(self, person: str) -> Habit:
        """How this person meets check-ins."""
        return self.habits.get(person, Habit())

    def answers(self, person: str, team: str, asked_on: date) -> bool:
        """Whether this person answers the team's check-in of that day; the same seed draws the same."""
        habit = self.habit(person)
        if habit.until is not None and asked_on > habit.until:
            return False
        # A draw of its own for each: one person more or less in the file changes nothing for the others.
        drawn = random.Random(f"{self.seed} {person} {team} {asked_on}").random()  # noqa: S311  # no secret
        return drawn < habit.share

    def own_words(self, person: str, question: str, on: date) -> Value | None:
        """What this person says to the question on that day where it is not the best answer."""
        for saying in self.says:
            if (saying.person, saying.question) == (person, question) and saying.first <= on <= saying.last:
                return saying.value
        return None

    def answer_to(self, person: str, question: Question, on: date) -> Value | None:
        """What this person says to the question on that day."""
        own = self.own_words(person, question.id, on)
        return question.best if own is None else own
