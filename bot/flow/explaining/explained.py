"""What is told about a team's next days: values, which the words and the JSON are made of."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.domain.stall import StallKind
from bot.domain.team_state import TeamState
from bot.domain.why_asked import Why
from bot.flow.explaining.foresee import Foreseen
from bot.storage.rows import TeamRow


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with the words in which the team will read it, why it comes, and the step it belongs to, if any.

    Of the value of a measure `wanted` is its id with how long it has been wanted.
    """

    id: str
    words: str
    why: Why
    step: str | None = None
    step_title: str = ""
    wanted: str = ""


@dataclass(frozen=True, slots=True)
class Passed:
    """A day on which the team is not asked: a gathering, closure, holiday, weekend, or all being away."""

    on: date
    kind: str
    title: str


@dataclass(frozen=True, slots=True)
class Reason:
    """What a day is counted from: every so many days from a date, or so many working days from a gathering.

    Below 0 they are counted back from it.
    """

    counted_from: date
    every_days: int | None = None
    session: str | None = None
    title: str = ""
    working_days: int | None = None


@dataclass(frozen=True, slots=True)
class Further:
    """A check-in after the next one. It is not asked where it is merged into the one after it, or the team rests."""

    grid_on: date
    on: date
    at: datetime
    reason: Reason
    passed: tuple[Passed, ...]
    is_merged: bool
    is_paused: bool


@dataclass(frozen=True, slots=True)
class Coming:
    """The next check-in. `others_later` is how many of the people get it later, in their own permitted hours.

    It has no reason where it was planned before a gathering was moved, and is held up since.
    """

    foreseen: Foreseen
    reason: Reason | None
    passed: tuple[Passed, ...]
    questions: tuple[Asked, ...]
    remind_at: datetime | None
    close_at: datetime
    closed_by_next: bool
    others_later: int
    in_many_teams: int
    further: tuple[Further, ...]


@dataclass(frozen=True, slots=True)
class Open:
    """The check-in that is open now; people are only counted."""

    asked_at: datetime
    is_answered: bool
    people: int
    answered: int
    remind_at: datetime | None
    reminded_at: datetime | None
    close_at: datetime
    closed_by_next: bool


@dataclass(frozen=True, slots=True)
class Told:
    """Somebody on the way of an alert; `at` is set for the one who is told."""

    person: str
    role: str
    has_joined: bool
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Case:
    """A stall that is open, or that will open at `at` unless something happens before.

    An open one goes on to `goes_to`, told at `goes_on_at`, or whoever took it is asked again then; None where it stays.
    """

    kind: StallKind
    working_days: int
    since: datetime
    at: datetime
    is_open: bool
    told: tuple[Told, ...]
    alerted_at: datetime | None = None
    taken_by: str | None = None
    # The stored reasons of an open case: each a rule with its numbers.
    rules: tuple[dict[str, Any], ...] = ()
    goes_on_at: datetime | None = None
    goes_to: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """A manager's next digest, in their own zone; `at` is None where none is planned."""

    person: str
    zone: ZoneInfo
    has_joined: bool
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Explained:
    """What a team will be asked next, when, and why, with all that hangs on it."""

    team: TeamRow
    now: datetime
    zone: ZoneInfo
    from_file: str
    # Since when no bot has run, where that is so.
    away_since: datetime | None
    phase: str
    step: str
    state: TeamState
    # Whether two of its last three check-ins came late: a forecast that alarms nobody.
    slipping: bool
    members: int
    joined: int
    coming: Coming | None
    open: Open | None
    cases: tuple[Case, ...]
    pages: tuple[Page, ...]
