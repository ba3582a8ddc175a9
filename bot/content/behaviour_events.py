"""The events of a behaviour file: what each act needs, and what it has no use for."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from bot.content.behaviour_parts import EventPart
from bot.content.shape import suggest
from bot.content.yaml_file import YamlFile
from bot.domain.behaviour import OF_STAFF, Does, Event
from bot.domain.errors import Problem
from bot.domain.model import Model
from bot.domain.programme import Programme


@dataclass(frozen=True, slots=True)
class _Takes:
    needs: frozenset[str]
    may_have: frozenset[str] = frozenset()


def _takes(needs: str, may_have: str = "") -> _Takes:
    return _Takes(frozenset(needs.split()), frozenset(may_have.split()))


_ACTS = {
    Does.ACKNOWLEDGE: _takes("person team"),
    Does.SNOOZE: _takes("person team", "until"),
    Does.PAUSE: _takes("person team until"),
    Does.RESUME: _takes("person team"),
    Does.BLOCK_BOT: _takes("person"),
    Does.UNBLOCK_BOT: _takes("person"),
    Does.LEAVE: _takes("person"),
    Does.ANSWER: _takes("person", "team"),
    Does.NOTHING_NEW: _takes("person", "team"),
    Does.AWAY: _takes("person until"),
    Does.MOVE_PHASE: _takes("person team", "to"),
    Does.MOVE_SESSION: _takes("session to", "person"),
}
_WHAT_IT_IS = {
    "person": "who does it, by the id that stands in the programme",
    "team": "about which team",
    "until": "the first day on which it is over, such as 2026-11-09",
    "session": "which gathering, by the id that stands in the programme",
    "to": "the day to which the gathering is moved, such as 2026-11-24",
}


def events_of(file: YamlFile, parts: Iterable[EventPart], programme: Programme) -> tuple[Event, ...]:
    """What these entries say, in the order of time; at one moment in the order of the file."""
    zone = ZoneInfo(programme.zone)
    events = [_event(part, zone, file.problem("", "events", n)) for n, part in enumerate(parts)]
    return tuple(sorted(events, key=lambda event: event.at))


def _event(part: EventPart, zone: ZoneInfo, place: Problem) -> Event:
    at, where = part.at.replace(tzinfo=zone).astimezone(UTC), f"{place.file}:{place.line}"
    if part.does is Does.MOVE_SESSION:
        return Event(at, part.person, part.does, session=part.session, to_day=_day(part.to), where=where)
    return Event(at, part.person, part.does, part.team, part.until, part.to, where=where)


def check_events(file: YamlFile, parts: Sequence[EventPart], programme: Programme, model: Model) -> Iterator[Problem]:
    """Everything that is wrong with these entries."""
    for n, part in enumerate(parts):
        for key, sentence in (*_wrong_keys(part), *_wrong_names(part, programme, model), *_wrong_days(part, programme)):
            yield file.problem(sentence, "events", n, key)


def _wrong_keys(part: EventPart) -> Iterator[tuple[str, str]]:
    takes = _ACTS[part.does]
    for key, meaning in _WHAT_IT_IS.items():
        given = getattr(part, key) is not None
        if key in takes.needs and not given:
            yield "does", f'"{part.does}" needs "{key}": {meaning}; add it'
        elif given and key not in takes.needs | takes.may_have:
            yield key, f'"{part.does}" has no use for "{key}"; take it out'


def _wrong_names(part: EventPart, programme: Programme, model: Model) -> Iterator[tuple[str, str]]:
    named = (
        ("person", part.person, [person.id for person in programme.people]),
        ("team", part.team, [team.id for team in programme.teams]),
        ("session", part.session, [session.id for session in programme.sessions]),
        ("to", part.to if part.does is Does.MOVE_PHASE else None, [phase.id for phase in model.phases]),
    )
    for key, id_, known in named:
        if id_ is not None and id_ not in known:
            what, where = {"session": "gathering", "to": "phase"}.get(key, key), "model" if key == "to" else "programme"
            yield key, f'there is no {what} "{id_}" in the {where}; {suggest(id_, known)}'
    yield from _without_right(part, programme)


def _without_right(part: EventPart, programme: Programme) -> Iterator[tuple[str, str]]:
    team = next((team for team in programme.teams if team.id == part.team), None)
    if part.does not in OF_STAFF or part.person is None or team is None:
        return
    may = list(dict.fromkeys((*team.facilitators, *programme.owners)))
    if part.person in {person.id for person in programme.people} and part.person not in may:
        whose = f"no facilitator of {team.id} and no owner"
        yield "person", f'"{part.person}" is {whose}, so nothing would come of it; {_one_of(may)}'


def _one_of(people: Sequence[str]) -> str:
    return f"name one of {', '.join(people)}" if people else "give the team a facilitator in the programme"


def _wrong_days(part: EventPart, programme: Programme) -> Iterator[tuple[str, str]]:
    during = f"({programme.starts} to {programme.ends})"
    if not programme.starts <= part.at.date() <= programme.ends:
        yield "at", f"this lies outside the programme {during}; choose a moment in it"
    if part.until is not None and part.until <= part.at.date():
        yield "until", f"{part.until} is not after {part.at.date()}, when it begins; choose a later day"
    if part.does is Does.MOVE_SESSION and part.to is not None:
        day = _day(part.to)
        if day is None:
            yield "to", f'"{part.to}" is no day; write a date as year-month-day, such as 2026-11-24'
        elif not programme.starts <= day <= programme.ends:
            yield "to", f"the gathering on {day} would lie outside the programme {during}; choose a day in it"


def _day(text: str | None) -> date | None:
    try:
        return datetime.strptime(text or "", "%Y-%m-%d").date()  # noqa: DTZ007  # a day has no zone
    except ValueError:
        return None
