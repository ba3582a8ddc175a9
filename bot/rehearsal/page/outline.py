"""What all teams share: months, gatherings, closed days and public holidays over the weeks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.domain.programme import Session
from bot.rehearsal.page.span import Span
from bot.rehearsal.page.week_rows import holidays_in
from bot.rehearsal.page.words import Words
from bot.rehearsal.played import Played


@dataclass(frozen=True, slots=True)
class Outline:
    """The places of what is shared, from 0 to 100, and the same in words."""

    months: Sequence[tuple[str, str]]
    sessions: Sequence[str]
    closures: Sequence[tuple[str, str]]
    holidays: Sequence[str]
    told: Sequence[tuple[str, str]]


def outline(played: Played, sessions: Sequence[Session], span: Span, words: Words) -> Outline:
    """What all teams share in this play."""
    programme = played.programme
    holidays = holidays_in(programme, span, words.language)
    return Outline(
        months=[(span.on(day), words.month(day)) for day in _firsts(span)],
        sessions=[span.on(it.on) for it in sessions],
        closures=[(span.on(it.first), span.wide(it.first, it.last)) for it in programme.closures],
        holidays=[span.on(day) for day in holidays],
        told=list(_told(played, sessions, list(holidays), words)),
    )


def sessions_at_last(played: Played) -> list[Session]:
    """The gatherings on the days on which they were held in the end."""
    moved = {
        str(it.detail.get("session")): date.fromisoformat(str(it.detail["to"])[:10])
        for it in played.events
        if it.kind == "session_moved" and "to" in it.detail
    }
    return [replace(it, on=moved.get(it.id, it.on)) for it in played.programme.sessions]


def _firsts(span: Span) -> Iterator[date]:
    """The first days of the months that have room for their name."""
    day = span.first
    while day <= span.last - timedelta(days=10):
        if day.day == 1:
            yield day
        day += timedelta(days=1)


def _told(
    played: Played, sessions: Sequence[Session], holidays: Sequence[date], words: Words
) -> Iterator[tuple[str, str]]:
    """Each with its sign."""
    for n, session in enumerate(sessions, start=1):
        yield "session", words.text("programme.session", n=str(n), title=session.title, date=words.in_full(session.on))
    for closure in played.programme.closures:
        days = {"first": words.in_full(closure.first), "last": words.in_full(closure.last)}
        key = "programme.closure" if closure.title else "programme.closed"
        yield "closure", words.text(key, **days, **({"title": closure.title} if closure.title else {}))
    if holidays:
        yield "holiday", words.text("programme.holidays", days=", ".join(words.day(day) for day in holidays))
