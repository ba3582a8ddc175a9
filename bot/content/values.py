"""The single values that files hold, beyond what pydantic knows: ids, days, times of day, weekdays."""

import re
from datetime import date, time
from typing import Annotated, TypeAlias

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticCustomError

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_TIME = re.compile(r"\d{2}:\d{2}")
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
LONGEST_ID = 48


def _slug(value: object) -> object:
    if isinstance(value, int | float) and not isinstance(value, bool):
        raise PydanticCustomError("mellom", "an id is a word, such as ward-{number}", {"number": value})
    if isinstance(value, str) and len(value) > LONGEST_ID:
        raise PydanticCustomError("mellom", "an id has at most {most} characters", {"most": LONGEST_ID})
    if isinstance(value, str) and not _SLUG.fullmatch(value):
        raise PydanticCustomError("mellom", "an id is small letters a-z, digits and hyphens, such as ridge-north")
    return value


def _day(value: object) -> object:
    if isinstance(value, str) and _DAY.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise PydanticCustomError("mellom", "there is no such day in the calendar") from None
    raise PydanticCustomError("mellom", "write a date as year-month-day, such as 2026-08-31")


def _time_of_day(value: object) -> object:
    if isinstance(value, str) and _TIME.fullmatch(value):
        try:
            return time.fromisoformat(value)
        except ValueError:
            pass
    raise PydanticCustomError("mellom", "write a time of day as hours:minutes, such as 08:00")


def _weekday(value: object) -> object:
    if isinstance(value, str) and value in _WEEKDAYS:
        return _WEEKDAYS.index(value)
    raise PydanticCustomError("mellom", "write the day of the week in English, such as tuesday")


def _word(value: object) -> object:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _some(value: tuple[object, ...]) -> tuple[object, ...]:
    if not value:
        raise PydanticCustomError("mellom", "there should be at least one")
    return value


Slug: TypeAlias = Annotated[str, BeforeValidator(_slug)]
Day: TypeAlias = Annotated[date, BeforeValidator(_day)]
TimeOfDay: TypeAlias = Annotated[time, BeforeValidator(_time_of_day)]
Weekday: TypeAlias = Annotated[int, BeforeValidator(_weekday)]
Words: TypeAlias = Annotated[str, Field(min_length=1)]
# A choice as an answer names it; a point on a scale may be written as a number.
ChoiceId: TypeAlias = Annotated[str, BeforeValidator(_word)]
# Marks a list that is never empty. Asked after its entries are right, so that one mistake is told once.
SOME = AfterValidator(_some)
