"""Days on which people are away: when that is a whole team, until when somebody is, and how a day is read and shown."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from bot.domain.working_time import ONE_DAY, DateRange

# Who is away for longer has rather left.
LONGEST = timedelta(days=366)
_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})")
_NORDIC = re.compile(r"(?P<day>\d{1,2})[./ ]\s*(?P<month>\d{1,2})\.?(?:[./ ]?\s*(?P<year>\d{4}|\d{2}))?\.?")


def days_all_are_away(absences: Iterable[Sequence[DateRange]]) -> tuple[DateRange, ...]:
    """The days on which everybody is away, given the absences of each; none where there is nobody."""
    each = [_joined(ranges) for ranges in absences]
    shared = each[0] if each else []
    for ranges in each[1:]:
        shared = _common(shared, ranges)
    return tuple(shared)


def _joined(ranges: Sequence[DateRange]) -> list[DateRange]:
    """The same days in order, in ranges that do not touch."""
    found: list[DateRange] = []
    for it in sorted(ranges, key=lambda it: it.first):
        if found and it.first <= found[-1].last + ONE_DAY:
            found[-1] = DateRange(found[-1].first, max(found[-1].last, it.last))
        else:
            found.append(it)
    return found


def _common(some: list[DateRange], others: list[DateRange]) -> list[DateRange]:
    return [
        DateRange(max(one.first, other.first), min(one.last, other.last))
        for one in some
        for other in others
        if one.first <= other.last and other.first <= one.last
    ]


def next_monday(today: date) -> date:
    """The Monday after this day."""
    return today + timedelta(days=7 - today.weekday())


def may_be_back(day: date, today: date) -> bool:
    """Whether somebody who goes away today can say to be back on this day."""
    return today < day <= today + LONGEST


def read_day(text: str, today: date) -> date | None:
    """The day that is written, as `14.12.`, `14/12/2026` or `2026-12-14`; without a year the next that is called so.

    None where it is no day on which somebody can be back.
    """
    return next((day for day in days_written(text, (today.year, today.year + 1)) if may_be_back(day, today)), None)


def days_written(text: str, years: Sequence[int]) -> list[date]:
    """The days that a text such as `14.12.` names, without a year one in each of these; none where it is no day."""
    found = _ISO.fullmatch(text.strip()) or _NORDIC.fullmatch(text.strip())
    if found is None:
        return []
    said = found["year"]
    named = [int(said) + (2000 if len(said) == 2 else 0)] if said else years
    days = (_day(year, int(found["month"]), int(found["day"])) for year in named)
    return [day for day in days if day is not None]


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_page(month: date) -> list[tuple[date | None, ...]]:
    """The weeks of the month in which this day lies, Monday first; None where a day is of another month."""
    first = month.replace(day=1)
    monday = first - timedelta(days=first.weekday())
    weeks = [tuple(monday + timedelta(days=7 * n + k) for k in range(7)) for n in range(6)]
    shown = [tuple(day if day.month == month.month else None for day in week) for week in weeks]
    return [week for week in shown if any(week)]


def other_month(month: date, by: int) -> date:
    """The first day of the month before (-1) or after (1)."""
    first = month.replace(day=1)
    return (first + timedelta(days=31 if by > 0 else -1)).replace(day=1)
