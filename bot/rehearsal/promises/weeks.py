"""Promises about how much reaches one person."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.outgoing import OutgoingKind
from bot.rehearsal.played import Arrived, Broken
from bot.rehearsal.promises.given import Given

MOST_CHECK_INS, MOST_REMINDERS = 2, 1
# More cannot have come in a week.
LONGEST_LOOK = 100


def check_weeks(given: Given, arrived: Iterable[Arrived]) -> Iterator[Broken]:
    """Every check-in and reminder that was one too many for a person in their week."""
    check_ins: dict[str, list[datetime]] = defaultdict(list)
    reminders: dict[str, list[datetime]] = defaultdict(list)
    seen: set[tuple[str, int | None]] = set()
    reminded: set[tuple[str, int | None]] = set()
    for it in arrived:
        of = it.person, it.about
        if it.kind is OutgoingKind.SCREEN and of not in seen:
            # One that comes back to whoever put it off is no other.
            seen.add(of)
            yield from _one_more(given, it, check_ins[it.person], "check-ins in a week", MOST_CHECK_INS)
        elif it.kind is OutgoingKind.REMINDER:
            yield from _one_more(given, it, reminders[it.person], "reminders in a week", MOST_REMINDERS)
            if of in reminded:
                again = "this check-in had its reminder already; there should be one"
                yield Broken("one reminder for a check-in", it.at, it.person, again)
            reminded.add(of)


def check_days(given: Given, arrived: Iterable[Arrived]) -> Iterator[Broken]:
    """Every alert that was not the first of its reader's day."""
    seen: set[tuple[str, date]] = set()
    for it in arrived:
        if it.kind is not OutgoingKind.ALERT:
            continue
        day = it.at.astimezone(given.zone(it.person, it.team)).date()
        if (it.person, day) in seen:
            again = f"they had had one on {day}; what is due later should wait for the next day"
            yield Broken("one alert a day", it.at, it.person, again)
        seen.add((it.person, day))


def _one_more(given: Given, it: Arrived, before: list[datetime], promise: str, most: int) -> Iterator[Broken]:
    # Whoever has no zone of their own has that of each of their teams.
    zone = given.zone(it.person, it.team)
    before.append(it.at)
    monday = _monday(it.at, zone)
    count = sum(_monday(moment, zone) == monday for moment in before[-LONGEST_LOOK:])
    if count > most:
        was = f"this was number {count} in the week of {monday}; there should be at most {most}"
        yield Broken(promise, it.at, it.person, was)


def _monday(moment: datetime, zone: ZoneInfo) -> date:
    day = moment.astimezone(zone).date()
    return day - timedelta(days=day.weekday())
