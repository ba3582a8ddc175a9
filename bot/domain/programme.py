"""A collaborative as its programme file describes it: people, teams, sessions, closures."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Role(StrEnum):
    """What a person is to a team; owners are that of a whole collaborative."""

    MEMBER = "member"
    FACILITATOR = "facilitator"
    MANAGER = "manager"
    OWNER = "owner"


@dataclass(frozen=True, slots=True)
class Session:
    """A gathering of the collaborative."""

    id: str
    title: str
    on: date


@dataclass(frozen=True, slots=True)
class Closure:
    """Days on which nobody is asked and no day counts; both ends are included."""

    first: date
    last: date
    title: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """A person of the programme. Language and zone are None where the collaborative's hold."""

    id: str
    name: str
    language: str | None = None
    zone: str | None = None
    email: str | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """What a team counts over time."""

    id: str
    title: str
    kind: str
    unit: str = ""
    direction: str | None = None
    goal: float | None = None
    every: str = "week"
    owner: str | None = None
    rules: str = "anhoej"


@dataclass(frozen=True, slots=True)
class Team:
    """A team with the ids of its people in the order of the file."""

    id: str
    title: str
    phase: str
    members: tuple[str, ...] = ()
    facilitators: tuple[str, ...] = ()
    managers: tuple[str, ...] = ()
    zone: str | None = None
    schedule: str | None = None
    starts: date | None = None
    ends: date | None = None
    quorum: int | str = 1
    reporter: str | None = None
    measures: tuple[Measure, ...] = ()


@dataclass(frozen=True, slots=True)
class Programme:
    """One collaborative, whole. `holidays` is a country code, with `-subdivision` where it has one."""

    collaborative: str
    title: str
    model: str
    schedule: str
    zone: str
    holidays: str
    language: str
    starts: date
    ends: date
    sessions: tuple[Session, ...] = ()
    closures: tuple[Closure, ...] = ()
    people: tuple[Person, ...] = ()
    owners: tuple[str, ...] = ()
    teams: tuple[Team, ...] = field(default=())
