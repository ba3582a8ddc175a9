"""When somebody who has no time now may be asked again."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.buttons import LATER_2_HOURS, LATER_TOMORROW, LATER_WEEK
from bot.domain.working_time import ONE_DAY, local_time, moment_of

TWO_HOURS = timedelta(hours=2)


@dataclass(frozen=True, slots=True)
class Later:
    """A moment that may be chosen, with the choice by which it is."""

    choice: str
    moment: datetime


def wished_for(now: datetime, at: time, zone: ZoneInfo) -> Iterator[Later]:
    """In two hours, tomorrow and on Monday, the days at this time of the day in this zone."""
    today = local_time(now, zone).date()
    yield Later(LATER_2_HOURS, now + TWO_HOURS)
    yield Later(LATER_TOMORROW, moment_of(today + ONE_DAY, at, zone))
    yield Later(LATER_WEEK, moment_of(today + timedelta(days=7 - today.weekday()), at, zone))


def fits(wished: Later, permitted: datetime, zone: ZoneInfo) -> bool:
    """Whether the first moment permitted from the wished one on is still what was meant.

    In two hours is in two hours, tomorrow is tomorrow; the one for next week may move to its first permitted day.
    """
    if wished.choice == LATER_2_HOURS:
        return permitted == wished.moment
    if wished.choice == LATER_TOMORROW:
        return local_time(permitted, zone).date() == local_time(wished.moment, zone).date()
    return True
