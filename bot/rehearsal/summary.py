"""A rehearsal in figures and as JSON, and in a few plain lines for the command line."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Any, TypeAlias
from zoneinfo import ZoneInfo

from bot.domain.outgoing import OutgoingKind
from bot.rehearsal.played import Arrived, Broken, Happened, Played

Json: TypeAlias = dict[str, Any]
Weeks: TypeAlias = dict[str, Counter[date]]
MOST_LINES = 20


def as_json(played: Played) -> Json:
    """The whole rehearsal as the contract has it."""
    return {
        "programme": played.programme.collaborative,
        "seed": played.seed,
        "from": played.begins.isoformat(),
        "to": played.ends.isoformat(),
        "events": [_event(it) for it in played.events],
        "summary": summary(played),
    }


def _event(it: Happened) -> Json:
    return {"at": it.at.isoformat(), "kind": it.kind, "team": it.team, "person": it.person, "detail": dict(it.detail)}


def summary(played: Played) -> Json:
    """How much there was of everything, and which promises were broken."""
    kinds = Counter(it.kind for it in played.events)
    unasked = [(it.person, it.at) for it in played.messages if it.new and it.unasked and it.person]
    alerts = _weeks(played, ((it.person, it.at) for it in played.messages if _is_alert(it)))
    return {
        "check_ins": {
            "asked": len({(it.team, it.detail["check_in"]) for it in played.events if it.kind == "asked"}),
            "answered": kinds["answered"],
            "missed": kinds["missed"],
        },
        "reminders": kinds["reminded"],
        "held_back": kinds["budget_held_back"],
        "stalls": dict(sorted(Counter(_stalls(played.events)).items())),
        "alerts": {
            person: {"sent": weeks.total(), "fullest_week": _fullest({person: weeks})}
            for person, weeks in sorted(alerts.items())
        },
        "digests": kinds["digest_sent"],
        "messages": {
            "mean_a_week": _mean(played, len(unasked)),
            "fullest_week": _fullest(_weeks(played, unasked), whose=True),
        },
        "broken": [_broken(it) for it in played.broken],
    }


def lines(played: Played) -> Iterator[str]:
    """The figures in words, a line each; the broken promises are not among them."""
    found, programme = summary(played), played.programme
    yield (
        f"{programme.title} ({programme.collaborative}), {programme.starts} to {programme.ends}: "
        f"{len(programme.teams)} teams, {len(programme.people)} people, seed {played.seed}"
    )
    asked, answered, missed = (found["check_ins"][name] for name in ("asked", "answered", "missed"))
    yield f"check-ins: {asked} asked, {answered} answered, {missed} missed; reminders: {found['reminders']}"
    stalls = ", ".join(f"{kind.replace('_', ' ')} {count}" for kind, count in found["stalls"].items())
    yield f"stalls: {stalls or 'none'}"
    for person, told in found["alerts"].items():
        week = told["fullest_week"]
        yield f"alert messages to {person}: {told['sent']}, at most {week['messages']} in a week (from {week['from']})"
    yield f"digests: {found['digests']}"
    week = found["messages"]["fullest_week"]
    most = f"; at most {week['messages']} ({week['person']}, from {week['from']})" if week else ""
    yield f"messages that nobody asked for, a person and week: {found['messages']['mean_a_week']} on average{most}"


def broken_lines(broken: Iterable[Broken], zone: ZoneInfo) -> Iterator[str]:
    """The broken promises, a line each; where there are very many, the rest is only counted."""
    told = list(broken)
    for it in told[:MOST_LINES]:
        yield f"{it.at.astimezone(zone):%Y-%m-%d %H:%M} {it.person or 'a group'}: {it.promise}: {it.what}"
    if len(told) > MOST_LINES:
        yield f"and {len(told) - MOST_LINES} more; --json holds them all"


def _is_alert(it: Arrived) -> bool:
    """Whether it is a message about stalls: one, however many teams it is about."""
    return it.kind is OutgoingKind.ALERT and it.new and bool(it.person)


def _stalls(events: Iterable[Happened]) -> Iterator[str]:
    return (it.detail["stall"] for it in events if it.kind == "stall_opened")


def _broken(it: Broken) -> Json:
    return {"promise": it.promise, "at": it.at.isoformat(), "person": it.person or None, "what": it.what}


def _weeks(played: Played, moments: Iterable[tuple[str | None, datetime]]) -> Weeks:
    """How many of these moments each person has in each week, named by its Monday."""
    found: Weeks = defaultdict(Counter)
    for person, at in moments:
        day = at.astimezone(ZoneInfo(played.programme.zone)).date()
        found[person or ""][day - timedelta(days=day.weekday())] += 1
    return found


def _fullest(weeks: Weeks, *, whose: bool = False) -> Json | None:
    most = max(
        ((count, monday, person) for person, of in sorted(weeks.items()) for monday, count in sorted(of.items())),
        key=lambda it: it[0],
        default=None,
    )
    if most is None:
        return None
    count, monday, person = most
    return {"from": monday.isoformat(), "messages": count} | ({"person": person} if whose else {})


def _mean(played: Played, messages: int) -> float:
    """How many there are for each person and week of the programme."""
    weeks = ((played.programme.ends - played.programme.starts).days + 7) // 7
    return round(messages / (weeks * len(played.programme.people)), 2) if played.programme.people else 0.0
