"""Plays made by hand for the page: a whole programme with everything in it that can happen."""

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, TypeAlias
from zoneinfo import ZoneInfo

from bot.domain.outgoing import OutgoingKind
from bot.domain.programme import Closure, Person, Programme, Session, Team
from bot.rehearsal.played import Arrived, Broken, Happened, Played

OSLO = ZoneInfo("Europe/Oslo")
STARTS, ENDS = date(2026, 8, 31), date(2027, 6, 4)
TITLES = ("Ridge home care", "Fjord nursing home", "Harbour home care", "Dale clinic")

Told: TypeAlias = tuple[Happened | None, Arrived | None]


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """A moment on the clock of Oslo, in UTC."""
    return datetime.combine(day, time(hour, minute), OSLO).astimezone(UTC)


def happened(
    day: date, hour: int, kind: str, team: str | None = None, person: str | None = None, **detail: Any
) -> Happened:
    """One event, at this hour in Oslo."""
    return Happened(at(day, hour), kind, team, person, detail)


def arrived(
    day: date, hour: int, person: str, kind: OutgoingKind, *, new: bool = True, unasked: bool = True
) -> Arrived:
    """One message, at this hour in Oslo."""
    return Arrived(at(day, hour), person, kind, "What it says", new=new, unasked=unasked)


def programme(teams: int = 4, members: int = 3, title: str = "Safer medication at home") -> Programme:
    """A collaborative with so many teams; four of them share a facilitator, ten a manager."""
    made = tuple(_team(n, members) for n in range(teams))
    ids = dict.fromkeys(it for team in made for it in (*team.members, *team.facilitators, *team.managers))
    return Programme(
        collaborative="safer-medication",
        title=title,
        model="quality-improvement-model",
        schedule="fortnightly",
        zone="Europe/Oslo",
        holidays="NO",
        language="nb",
        starts=STARTS,
        ends=ENDS,
        sessions=(
            Session("first", "First gathering", date(2026, 9, 8)),
            Session("second", "Second gathering", date(2026, 11, 17)),
            Session("third", "Third gathering", date(2027, 3, 9)),
        ),
        closures=(
            Closure(date(2026, 12, 21), date(2027, 1, 3), "Christmas"),
            Closure(date(2027, 2, 22), date(2027, 2, 26)),
        ),
        people=(Person("owner", "Anne Secretname"), *(Person(it, f"{it} Secretname") for it in ids)),
        owners=("owner",),
        teams=made,
    )


def played(
    it: Programme, *events: Happened, messages: tuple[Arrived, ...] = (), broken: tuple[Broken, ...] = ()
) -> Played:
    """A play of this programme in which just this happens."""
    return Played(it, 7, at(STARTS, 0), at(ENDS, 23), events, messages, broken)


def whole(teams: int = 4, members: int = 3, every: int = 14, title: str = "Safer medication at home") -> Played:
    """A play of 40 weeks in which everything happens that there is a kind for."""
    it = programme(teams, members, title)
    told: list[Told] = [(happened(STARTS, 8, "joined", person=person.id), None) for person in it.people[:-1]]
    for n, team in enumerate(it.teams):
        told += _check_ins(team, random.Random(n), 7 if team.schedule == "weekly" else every)
    told += _digests(it)
    told += [(event, None) for event in _once(it.teams[0])]
    events = sorted((event for event, _ in told if event), key=lambda event: event.at)
    messages = sorted((message for _, message in told if message), key=lambda message: message.at)
    return played(it, *events, messages=tuple(messages))


def _team(n: int, members: int) -> Team:
    return Team(
        id=f"team{n}",
        title=TITLES[n] if n < len(TITLES) else f"Team number {n}",
        phase="prepare",
        members=tuple(f"m{n}-{k}" for k in range(members)),
        facilitators=(f"f{n // 4}",),
        managers=(f"l{n // 10}",),
        schedule="weekly" if n == 1 else None,
        starts=date(2026, 9, 21) if n == 3 else None,
    )


def _check_ins(team: Team, draw: random.Random, step: int) -> Iterator[Told]:
    number = int(team.id.removeprefix("team"))
    day = (team.starts or STARTS) + timedelta(days=1)
    while day < ENDS - timedelta(days=20):
        if not (date(2026, 12, 21) <= day <= date(2027, 1, 3)):
            fate = draw.choices(["soon", "late", "missed"], [6, 2, 1 + number % 4])[0]
            yield from _check_in(team, day, fate, step)
            if fate == "missed" and number % 3 != 1:
                yield from _case(team, day + timedelta(days=14), closes=draw.random() < 0.9)
        day += timedelta(days=step)


def _check_in(team: Team, day: date, fate: str, step: int) -> Iterator[Told]:
    detail = {"check_in": day.isoformat(), "phase": "prepare"}
    for person in team.members:
        yield happened(day, 10, "asked", team.id, person, **detail), arrived(day, 10, person, OutgoingKind.SCREEN)
    if fate == "soon":
        first = team.members[0]
        edit = arrived(day, 12, first, OutgoingKind.SCREEN, new=False, unasked=False)
        yield happened(day, 12, "answered", team.id, first, **detail), edit
        return
    then = day + timedelta(days=2)
    for person in team.members:
        message = arrived(then, 10, person, OutgoingKind.REMINDER)
        yield happened(then, 10, "reminded", team.id, person, **detail), message
    if fate == "late":
        yield happened(day + timedelta(days=3), 11, "answered", team.id, team.members[-1], **detail), None
    else:
        yield happened(day + timedelta(days=step), 11, "missed", team.id, **detail), None


def _case(team: Team, day: date, *, closes: bool) -> Iterator[Told]:
    since = at(day - timedelta(days=14), 10).isoformat()
    detail: dict[str, Any] = {
        "stall": "silent",
        "rules": [{"rule": "silent", "working_days": 10, "since": since}],
    }
    who = team.facilitators[0]
    yield happened(day, 10, "stall_opened", team.id, **detail), None
    yield happened(day, 11, "alert_sent", team.id, who, **detail), arrived(day, 11, who, OutgoingKind.ALERT)
    yield happened(day, 14, "acknowledged", team.id, who, **detail), None
    if closes:
        yield happened(day + timedelta(days=9), 12, "stall_closed", team.id, **detail, because="sign_of_life"), None


def _digests(it: Programme) -> Iterator[Told]:
    day = date(2026, 9, 7)
    while day <= ENDS:
        for manager in dict.fromkeys(person for team in it.teams for person in team.managers):
            year, number, _ = day.isocalendar()
            message = arrived(day, 8, manager, OutgoingKind.DIGEST)
            yield happened(day, 8, "digest_sent", person=manager, week=f"{year}-W{number:02}"), message
        day += timedelta(days=7)


def _once(team: Team) -> list[Happened]:
    """What happens once in the play, so that every kind is in it."""
    day, who = date(2027, 1, 19), team.facilitators[0]
    rule = {"rule": "little-progress", "working_days": 20, "since": at(date(2026, 12, 8), 12).isoformat()}
    stuck: dict[str, Any] = {"stall": "stuck", "rules": [{**rule, "question": "progress", "count": 3, "answer": "1"}]}
    return [
        happened(date(2026, 10, 12), 9, "phase_proposed", team.id, **{"from": "prepare", "to": "plan"}),
        happened(date(2026, 10, 13), 9, "phase_moved", team.id, who, **{"from": "prepare", "to": "plan", "reason": ""}),
        happened(date(2027, 1, 12), 9, "phase_moved", team.id, **{"from": "plan", "to": "do", "reason": ""}),
        happened(date(2026, 11, 2), 9, "session_moved", session="second", **{"from": "2026-11-17", "to": "2026-11-24"}),
        happened(date(2026, 11, 10), 10, "budget_held_back", team.id, team.members[-1]),
        happened(day, 10, "stall_opened", team.id, **stuck),
        happened(day, 11, "alert_sent", team.id, who, **stuck),
        happened(day + timedelta(days=5), 11, "escalated", team.id, "owner", **stuck),
        happened(day + timedelta(days=12), 11, "stall_closed", team.id, **stuck, because="moves_again"),
    ]
