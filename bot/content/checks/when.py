"""What a schedule comes to in a programme: check-ins that never fall, come once, or never on the day they name."""

from collections.abc import Iterator
from datetime import date
from zoneinfo import ZoneInfo

from bot.content.checks.gatherings import check_gatherings
from bot.content.checks.span import Span
from bot.content.content import Content
from bot.content.holidays_of import holiday_dates
from bot.content.programme_file import ReadProgramme
from bot.content.programme_parts import ProgrammePart, TeamPart
from bot.content.yaml_file import Place
from bot.domain.coming import all_due
from bot.domain.errors import Problem
from bot.domain.grid_cadence import GridCadence
from bot.domain.working_time import DateRange, WorkingCalendar

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def check_when(read: ReadProgramme, content: Content) -> Iterator[Problem]:
    """Everything about the times of this programme that would come to nothing, each told once."""
    part, told = read.part, set[tuple[int, str]]()
    days, weekend = holiday_dates(part.holidays)
    closures = tuple(DateRange(it.from_, it.to) for it in part.closures)
    calendar = WorkingCalendar(ZoneInfo(part.zone), weekend, days, closures=closures)
    sessions = frozenset(session.date for session in part.sessions)
    for span in _spans(part, content):
        for message, place in (*_check_weekdays(span, calendar, part), *_check_falls(span, calendar, sessions)):
            problem = read.file.problem(message, *place)
            if (problem.line, message) not in told:
                told.add((problem.line, message))
                yield problem


def _spans(part: ProgrammePart, content: Content) -> Iterator[Span]:
    for n, team in enumerate(part.teams):
        yield Span(
            schedule=content.schedules[team.schedule or part.schedule],
            starts=team.starts or part.starts,
            ends=team.ends or part.ends,
            chosen_at=("teams", n, "schedule") if team.schedule else ("schedule",),
            kept_at=_kept_at(team, n),
        )


def _kept_at(team: TeamPart, n: int) -> Place:
    own = next((key for key in ("ends", "starts", "schedule") if getattr(team, key) is not None), None)
    return ("teams", n, own) if own else ("ends",)


def _check_weekdays(span: Span, calendar: WorkingCalendar, part: ProgrammePart) -> Iterator[tuple[str, Place]]:
    schedule, cadence = span.schedule, span.schedule.cadence
    days = {"digests": schedule.digest_weekday}
    if isinstance(cadence, GridCadence) and cadence.every_days % 7 == 0:
        days["check-ins"] = cadence.weekday
    for what, weekday in sorted(days.items()):
        if weekday in calendar.weekend:
            message = f'the {what} of "{schedule.id}" come on a {_WEEKDAYS[weekday]}, a day off in "{part.holidays}"'
            yield f"{message}, so never on that day; choose another weekday in the schedule", span.chosen_at


def _check_falls(span: Span, calendar: WorkingCalendar, sessions: frozenset[date]) -> Iterator[tuple[str, Place]]:
    if span.ends < span.starts:
        return
    match span.schedule.cadence:
        case GridCadence() as cadence:
            yield from _check_grid(cadence, span, calendar, sessions)
        case cadence:
            yield from check_gatherings(cadence, span, calendar, sessions)


def _check_grid(
    cadence: GridCadence, span: Span, calendar: WorkingCalendar, sessions: frozenset[date]
) -> Iterator[tuple[str, Place]]:
    between = f"between {span.starts} and {span.ends}"
    due = all_due(cadence, calendar, starts=span.starts, ends=span.ends, session_days=sessions)
    if not any(not it.merged for it in due):
        first = cadence.first(span.starts)
        why = f"the first would fall on {first}" if first > span.ends else "all its days are closed"
        message = f'no check-in of "{span.schedule.id}" falls {between}: {why}; give it more time, or another schedule'
        yield message, span.kept_at
    elif cadence.every_days > (span.ends - span.starts).days:
        message = f'"{span.schedule.id}" asks every {cadence.every_days} days, so only once {between}'
        yield f"{message}; give it more time, or a schedule that asks more often", span.kept_at
