"""How often a reader gets the page of the week, and by which way."""

from datetime import date, timedelta
from enum import StrEnum


class Every(StrEnum):
    """How often the page comes."""

    WEEKLY = "weekly"
    FORTNIGHTLY = "fortnightly"
    MONTHLY = "monthly"
    OFF = "off"


class Way(StrEnum):
    """By which way the page comes."""

    CHAT = "chat"
    MAIL = "mail"
    BOTH = "both"


_WEEKS = {Every.WEEKLY: 1, Every.FORTNIGHTLY: 2, Every.MONTHLY: 4}


def week_name(monday: date) -> str:
    """The week as it is kept: `2026-W37`."""
    year, number, _ = monday.isocalendar()
    return f"{year}-W{number:02}"


def monday_of(week: str) -> date:
    """The Monday of a week that is kept so."""
    year, _, number = week.partition("-W")
    return date.fromisocalendar(int(year), int(number), 1)


def is_turn(every: Every, monday: date, last: date | None) -> bool:
    """Whether the page of this week comes, where the last one was that of the week of `last`."""
    if every is Every.OFF:
        return False
    return last is None or monday - last >= timedelta(weeks=_WEEKS[every])
