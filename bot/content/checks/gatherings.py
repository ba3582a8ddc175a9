"""What a schedule that counts from the gatherings comes to in a programme: days that it names and never reaches."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from bot.content.checks.span import Span
from bot.content.yaml_file import Place
from bot.domain.coming import all_due
from bot.domain.frame import Frame
from bot.domain.session_cadence import SessionCadence
from bot.domain.working_time import WorkingCalendar


def check_gatherings(
    cadence: SessionCadence, span: Span, calendar: WorkingCalendar, sessions: frozenset[date]
) -> Iterator[tuple[str, Place]]:
    """Everything that such a schedule would never come to between these gatherings, and up to the end."""
    if not sessions:
        message = f'"{span.schedule.id}" counts from the gatherings, and this programme has none'
        yield f"{message}; add sessions, or choose another schedule", span.chosen_at
    elif not any(
        not it.merged for it in all_due(cadence, calendar, starts=span.starts, ends=span.ends, session_days=sessions)
    ):
        message = f'no check-in of "{span.schedule.id}" falls between {span.starts} and {span.ends}'
        why = "none of the days that it counts from the gatherings lies there"
        yield f"{message}: {why}; give it more time, or another schedule", span.kept_at
    else:
        yield from _check_between(cadence, span, calendar, sessions)
        yield from _check_after_last(cadence, span, calendar, max(sessions))


def _check_between(
    cadence: SessionCadence, span: Span, calendar: WorkingCalendar, sessions: frozenset[date]
) -> Iterator[tuple[str, Place]]:
    # Days that follow each other are one gathering.
    pairs = [it for it in pairwise(sorted(sessions)) if calendar.working_days_between(*it) > 1]
    frame = Frame.of(calendar, min(sessions), max(sessions), sessions)
    if pairs and all(it.working_days < 0 for it in cadence.anchored(frame)):
        message = (
            f'the gatherings lie so near each other that the check-in of "{span.schedule.id}" {cadence.after_session} '
            f"working days after one never has {cadence.while_left} left to the next"
        )
        yield f"{message}; move them apart, or choose another schedule", ("sessions",)


def _check_after_last(
    cadence: SessionCadence, span: Span, calendar: WorkingCalendar, last: date
) -> Iterator[tuple[str, Place]]:
    left = calendar.working_days_between(last, span.ends)
    never = [str(n) for n in cadence.after_last if n > left]
    if never and last <= span.ends:
        message = (
            f"only {left} working days are left after the last gathering ({last}) until {span.ends}, "
            f'so the check-in of "{span.schedule.id}" {" and ".join(never)} working days after it never comes'
        )
        yield f"{message}; end later, or choose a schedule with fewer days in after_last", span.kept_at
