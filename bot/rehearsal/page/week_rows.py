"""The calendar: what each week of the programme brings, and its gatherings, closed days and public holidays."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.content.holidays_of import named_holidays
from bot.domain.programme import Closure, Programme, Session
from bot.rehearsal.page.load import Load, Sort, counted
from bot.rehearsal.page.people_rows import fullest_week
from bot.rehearsal.page.span import Span, short
from bot.rehearsal.page.words import Words
from bot.rehearsal.played import Played


@dataclass(frozen=True, slots=True)
class WeekRow:
    """One week: its number, days, what is special, the numbers by sort, and how full it is, from 0 to 100."""

    number: int
    days: str
    special: str
    counts: Sequence[int]
    total: int
    full: str
    is_fullest: bool


def week_rows(played: Played, sessions: Sequence[Session], span: Span, words: Words) -> list[WeekRow]:
    """All weeks in their order."""
    load = Load.empty(span)
    for message in counted(played.messages):
        load.take(span.week_of(message.at), message)
    whole = load.of()
    fullest, most = fullest_week(whole), max(whole) or 1
    holidays = holidays_in(played.programme, span, words.language)
    return [
        WeekRow(
            number=span.monday(week).isocalendar().week,
            days=f"{words.day(span.monday(week))} – {words.day(span.monday(week) + timedelta(days=6))}",
            special="; ".join(_special(span.monday(week), played.programme, sessions, holidays, words)),
            counts=[load.of(sort)[week] for sort in Sort],
            total=whole[week],
            full=short(100 * whole[week] / most),
            is_fullest=week == fullest,
        )
        for week in range(span.weeks)
    ]


def holidays_in(programme: Programme, span: Span, language: str) -> dict[date, str]:
    """The public holidays on working days, with their names."""
    days, weekend = named_holidays(programme.holidays, language)
    every_day = (span.first + timedelta(days=n) for n in range(7 * span.weeks))
    return {day: str(days[day]) for day in every_day if day.weekday() not in weekend and day in days}


def _special(
    monday: date, programme: Programme, sessions: Iterable[Session], holidays: Mapping[date, str], words: Words
) -> Iterator[str]:
    sunday = monday + timedelta(days=6)
    for session in sessions:
        if monday <= session.on <= sunday:
            yield words.text("calendar.session", title=session.title)
    for closure in programme.closures:
        if closure.first <= sunday and monday <= closure.last:
            yield closure_named(closure, words)
    for day, name in holidays.items():
        if monday <= day <= sunday:
            shown = words.weekday(day)
            yield words.text("calendar.holiday", name=name, day=shown) if name else shown


def closure_named(closure: Closure, words: Words) -> str:
    """`closed: Christmas`."""
    return words.text("calendar.closure", title=closure.title) if closure.title else words.text("calendar.closed")
