"""Promises about when something comes: hours, days, and the end."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from bot.domain.outgoing import OutgoingKind
from bot.rehearsal.played import Arrived, Broken
from bot.rehearsal.promises.given import Given

REST_FROM, REST_UNTIL = time(20), time(7)
ALERTS_FROM, ALERTS_UNTIL = time(8), time(16)
DIGEST_FROM, DIGEST_UNTIL = time(8), time(10)
_ASKING = frozenset({OutgoingKind.SCREEN, OutgoingKind.REMINDER, OutgoingKind.CYCLE})


def check_hours(given: Given, arrived: Iterator[Arrived]) -> Iterator[Broken]:
    """Every message that nobody asked for and that came at a wrong time."""
    for it in arrived:
        local = it.at.astimezone(given.zone(it.person, it.team))
        match it.kind:
            case OutgoingKind.ALERT | OutgoingKind.MATTERS | OutgoingKind.ASKING | OutgoingKind.BRIEF:
                yield from _alert(given, it, local)
            case OutgoingKind.MESSAGE | OutgoingKind.NEWS | OutgoingKind.HAND_OVER if _is_staff(given, it):
                yield from _alert(given, it, local)
            case OutgoingKind.DIGEST:
                yield from _digest(given, it, local)
            case _:
                yield from _employee(given, it, local)
        if it.kind in _ASKING and it.at.astimezone(given.zone("", it.team)).date() > given.ends(it.team):
            last = f"the last day of the programme was {given.ends(it.team)}; then only a farewell should come"
            yield Broken("nothing is asked after the end", it.at, it.person, last)


def _is_staff(given: Given, it: Arrived) -> bool:
    """Whether it came to somebody who follows the team, and is no member of it."""
    members = given.teams[it.team].members if it.team in given.teams else ()
    return bool(it.person) and it.person not in members


def _employee(given: Given, it: Arrived, local: datetime) -> Iterator[Broken]:
    if local.time() >= REST_FROM or local.time() < REST_UNTIL:
        came = f"it came at {local:%H:%M}; nothing unasked should come between 20:00 and 07:00"
        yield Broken("quiet hours", it.at, it.person, came)
    if why := given.why_closed(local.date()) or given.why_resting(it.person, it.team, local.date()):
        came = f"{local.date()} is {why}; it should come on a working day"
        yield Broken("days off", it.at, it.person, came)


def _alert(given: Given, it: Arrived, local: datetime) -> Iterator[Broken]:
    if not ALERTS_FROM <= local.time() < ALERTS_UNTIL:
        came = f"it came at {local:%H:%M}; an alert should come between 08:00 and 16:00"
        yield Broken("hours for alerts", it.at, it.person, came)
    if why := given.why_closed(local.date()):
        came = f"{local.date()} is {why}; an alert should come on a working day of its reader"
        yield Broken("days for alerts", it.at, it.person, came)


def _digest(given: Given, it: Arrived, local: datetime) -> Iterator[Broken]:
    if not DIGEST_FROM <= local.time() <= DIGEST_UNTIL:
        came = f"it came at {local:%H:%M}; a digest should come between 08:00 and 10:00"
        yield Broken("hours for digests", it.at, it.person, came)
    day = _first_open(given, local.date())
    if local.date() != day:
        should = f"it should come on {day}" if day else "there should be none in a week without a working day"
        yield Broken("days for digests", it.at, it.person, f"it came on {local.date()}, a {local:%A}; {should}")


def _first_open(given: Given, day: date) -> date | None:
    """The first day of this week that is not closed."""
    monday = day - timedelta(days=day.weekday())
    week = (monday + timedelta(days=n) for n in range(7))
    return next((it for it in week if not given.why_closed(it)), None)
