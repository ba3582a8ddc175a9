"""How a programme file is written, part by part."""

from typing import Annotated, Literal, TypeAlias

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from bot.content.shape import Shape
from bot.content.values import SOME, Day, Slug, Words


def _quorum(value: object) -> object:
    if value == "reporter" or (isinstance(value, int) and not isinstance(value, bool) and value >= 1):
        return value
    raise PydanticCustomError("mellom", "it should be a number of people, 1 or more, or the word reporter")


def _email(value: object) -> object:
    if isinstance(value, str):
        name, at, host = value.partition("@")
        if not (name and at and "." in host) or value.split() != [value]:
            raise PydanticCustomError("mellom", "it should be an address such as anne@example.org")
    return value


Quorum: TypeAlias = Annotated[int | str, BeforeValidator(_quorum)]
Email: TypeAlias = Annotated[str, BeforeValidator(_email)]


class SessionPart(Shape):
    """A gathering."""

    id: Slug
    title: Words
    date: Day


class ClosurePart(Shape):
    """Days on which nobody is asked."""

    from_: Day = Field(alias="from")
    to: Day
    title: str = ""


class PersonPart(Shape):
    """A person."""

    id: Slug
    name: Words
    language: str | None = None
    zone: str | None = None
    email: Email | None = None


class MeasurePart(Shape):
    """What a team counts."""

    id: Slug
    title: Words
    kind: Literal["share", "count", "time", "rare"]
    unit: str = ""
    direction: Literal["up", "down"] | None = None
    goal: float | None = None
    every: Literal["day", "week", "fortnight", "month", "quarter", "year"] = "week"
    owner: Slug | None = None
    rules: Literal["anhoej", "xmr", "p", "c", "u"] = "anhoej"


class TeamPart(Shape):
    """A team with its people."""

    id: Slug
    title: Words
    phase: Slug
    members: tuple[Slug, ...] = ()
    facilitators: Annotated[tuple[Slug, ...], SOME]
    managers: tuple[Slug, ...] = ()
    zone: str | None = None
    schedule: Slug | None = None
    starts: Day | None = None
    ends: Day | None = None
    quorum: Quorum = 1
    reporter: Slug | None = None
    measures: tuple[MeasurePart, ...] = ()


class ProgrammePart(Shape):
    """A whole programme file."""

    collaborative: Slug
    title: Words
    model: Slug
    schedule: Slug
    zone: str
    holidays: str
    language: str
    starts: Day
    ends: Day
    sessions: tuple[SessionPart, ...] = ()
    closures: tuple[ClosurePart, ...] = ()
    people: tuple[PersonPart, ...]
    owners: tuple[Slug, ...] = ()
    teams: Annotated[tuple[TeamPart, ...], SOME]
