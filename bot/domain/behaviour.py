"""How simulated people act: who answers, how soon, with what, and what happens at given moments."""

import random
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cached_property

from bot.domain.model import Question, Value

USUAL_DELAY = timedelta(hours=2)


class Does(StrEnum):
    """What somebody does at a given moment."""

    ACKNOWLEDGE = "acknowledge"
    SNOOZE = "snooze"
    PAUSE = "pause"
    RESUME = "resume"
    BLOCK_BOT = "block-bot"
    UNBLOCK_BOT = "unblock-bot"
    LEAVE = "leave"
    ANSWER = "answer"
    NOTHING_NEW = "nothing-new"
    AWAY = "away"
    MOVE_PHASE = "move-phase"
    MOVE_SESSION = "move-session"


# What is done about a team or the whole collaborative, by who looks after it.
OF_STAFF = frozenset({Does.SNOOZE, Does.PAUSE, Does.RESUME, Does.MOVE_PHASE, Does.MOVE_SESSION})


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
    """What somebody does once, at a moment in UTC.

    `until` is the day on which a team is asked again, or somebody is back. `to` is a phase; None is the one that
    follows. A gathering is moved `to_day`, and nobody needs to be named for it. `where` it is written is only told.
    """

    at: datetime
    person: str | None
    does: Does
    team: str | None = None
    until: date | None = None
    to: str | None = None
    session: str | None = None
    to_day: date | None = None
    where: str = field(default="", compare=False)


@dataclass(frozen=True)
class Behaviour:
    """A whole behaviour file; whoever has no habit answers everything two hours after it was asked."""

    habits: Mapping[str, Habit] = field(default_factory=dict)
    says: tuple[Saying, ...] = ()
    events: tuple[Event, ...] = ()
    seed: int = 0

    @cached_property
    def _by_person(self) -> dict[str, tuple[Event, ...]]:
        found: dict[str, list[Event]] = defaultdict(list)
        for event in self.events:
            found[event.person or ""].append(event)
        return {person: tuple(events) for person, events in found.items()}

    @cached_property
    def _said(self) -> dict[tuple[str, str], tuple[Saying, ...]]:
        found: dict[tuple[str, str], list[Saying]] = defaultdict(list)
        for saying in self.says:
            found[saying.person, saying.question].append(saying)
        return {about: tuple(said) for about, said in found.items()}

    def events_of(self, person: str) -> tuple[Event, ...]:
        """What this person does at given moments, the earliest first."""
        return self._by_person.get(person, ())

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

    def turn(self, person: str, team: str, asked_on: date, seen: datetime) -> tuple[datetime, bool] | None:
        """When this person turns to the check-in that they saw then, and whether only to say that nothing is new.

        None where they never do.
        """
        turns = [
            (event.at, event.does is Does.NOTHING_NEW)
            for event in self.events_of(person)
            if event.does in (Does.ANSWER, Does.NOTHING_NEW) and event.team in (None, team) and event.at >= seen
        ]
        if self.answers(person, team, asked_on):
            turns.append((seen + self.habit(person).after, False))
        return min(turns, default=None)

    def own_words(self, person: str, question: str, on: date) -> Value | None:
        """What this person says to the question on that day where it is not the best answer."""
        for saying in self._said.get((person, question), ()):
            if saying.first <= on <= saying.last:
                return saying.value
        return None

    def answer_to(self, person: str, question: Question, on: date) -> Value | None:
        """What this person says to the question on that day."""
        own = self.own_words(person, question.id, on)
        return question.best if own is None else own
