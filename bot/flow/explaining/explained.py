"""What is told about a team's next days: values, which the words and the JSON are made of."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.domain.stall import StallKind
from bot.domain.why_asked import Why
from bot.flow.explaining.foresee import Foreseen
from bot.storage.rows import TeamRow


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with the words in which the team will read it, why it comes, and the step it belongs to, if any."""

    id: str
    words: str
    why: Why
    step: str | None = None
    step_title: str = ""


@dataclass(frozen=True, slots=True)
class Passed:
    """A day on which the team is not asked: a gathering, closure, holiday, weekend, or all being away."""

    on: date
    kind: str
    title: str


@dataclass(frozen=True, slots=True)
class Coming:
    """The next check-in. `others_later` is how many of the people get it later, in their own permitted hours."""

    foreseen: Foreseen
    passed: tuple[Passed, ...]
    questions: tuple[Asked, ...]
    remind_at: datetime | None
    close_at: datetime
    closed_by_next: bool
    others_later: int
    in_many_teams: int


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
    """A stall that is open, or that will open at `at` unless something happens before."""

    kind: StallKind
    working_days: int
    since: datetime
    at: datetime
    is_open: bool
    told: tuple[Told, ...]
    alerted_at: datetime | None = None
    taken_by: str | None = None


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
    members: int
    joined: int
    every_days: int
    grid_from: date
    coming: Coming | None
    open: Open | None
    cases: tuple[Case, ...]
    pages: tuple[Page, ...]
