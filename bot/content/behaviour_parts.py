"""How a behaviour file is written, part by part."""

import re
from datetime import date, datetime, timedelta
from typing import Annotated, TypeAlias

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from bot.content.shape import Shape
from bot.content.values import Day, Slug
from bot.domain.behaviour import USUAL_DELAY, Does

_DELAY = re.compile(r"(\d{1,5})(m|h|d)")
_UNITS = {"m": "minutes", "h": "hours", "d": "days"}


def _share(value: object) -> object:
    words = {"always": 1.0, "never": 0.0}
    if isinstance(value, str) and value in words:
        return words[value]
    if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1:
        return float(value)
    raise PydanticCustomError("mellom", "it should be always, never, or a share from 0 to 1 such as 0.6")


def _delay(value: object) -> object:
    if isinstance(value, str) and (found := _DELAY.fullmatch(value)):
        return timedelta(**{_UNITS[found[2]]: int(found[1])})
    raise PydanticCustomError("mellom", "write a time as a number and m, h or d, such as 26h")


def _joins(value: object) -> object:
    if value == "never":
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise PydanticCustomError("mellom", "it should be never, or a date such as 2026-09-15") from None


def _moment(value: object) -> object:
    try:
        return datetime.strptime(str(value), "%Y-%m-%d %H:%M")  # noqa: DTZ007  # local time of the collaborative
    except ValueError:
        raise PydanticCustomError("mellom", 'write a moment as "2026-10-12 09:00"') from None


Share: TypeAlias = Annotated[float, BeforeValidator(_share)]
Delay: TypeAlias = Annotated[timedelta, BeforeValidator(_delay)]
Joins: TypeAlias = Annotated[date | str, BeforeValidator(_joins)]
Moment: TypeAlias = Annotated[datetime, BeforeValidator(_moment)]


class HabitPart(Shape):
    """A person's habit."""

    answers: Share = 1.0
    after: Delay = USUAL_DELAY
    until: Day | None = None
    joins: Joins | None = None


class SayingPart(Shape):
    """An answer that is not the best one."""

    person: Slug
    question: Slug
    value: object
    from_: Day = Field(default=date.min, alias="from")
    until: Day = date.max


class EventPart(Shape):
    """Something that somebody does once."""

    at: Moment
    does: Does
    person: Slug | None = None
    team: Slug | None = None
    until: Day | None = None
    session: Slug | None = None
    # A phase, or the day to which a gathering is moved: a day is spelled like an id.
    to: Slug | None = None


class BehaviourPart(Shape):
    """A whole behaviour file."""

    people: dict[str, HabitPart] = Field(default_factory=dict)
    says: tuple[SayingPart, ...] = ()
    events: tuple[EventPart, ...] = ()
