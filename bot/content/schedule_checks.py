"""What must hold in a schedule beyond its shape: hours that follow each other, and nothing that can never come."""

from collections.abc import Iterator
from datetime import date
from itertools import accumulate, pairwise
from zoneinfo import ZoneInfo

from bot.content.schedule_file import SchedulePart, SessionsPart
from bot.content.stall_file import check_stalls
from bot.content.yaml_file import Place, YamlFile
from bot.domain.cadence import Cadence
from bot.domain.coming import all_due, most_in_a_week
from bot.domain.errors import Problem
from bot.domain.grid_cadence import GridCadence
from bot.domain.schedule import Schedule
from bot.domain.session_cadence import SessionCadence
from bot.domain.working_time import WorkingCalendar

# Years without a holiday, with the weekend of most countries: what never happens in them never happens.
PLAIN = WorkingCalendar(ZoneInfo("UTC"), frozenset({5, 6}), frozenset())
_FROM, _UNTIL = date(2024, 1, 1), date(2025, 12, 31)
_ROOMS = 20


def check_written(file: YamlFile, part: SchedulePart, stem: str) -> list[Problem]:
    """Everything that stands in the file and cannot be."""
    problems: list[Problem] = []
    if part.id != stem:
        message = f'the id is "{part.id}" but the file is {stem}.yaml; give both the same name'
        problems.append(file.problem(message, "id"))
    windows = {
        ("hours", "employees"): part.hours.employees,
        ("hours", "alerts"): part.hours.alerts,
        ("digest", "hours"): part.digest.hours,
    }
    problems += [
        file.problem("these hours end before they begin; `from` comes first", *place, "until")
        for place, window in windows.items()
        if window.until <= window.from_
    ]
    for place, at in {("check_in", "at"): part.check_in.at, ("reminder", "at"): part.reminder.at}.items():
        if not part.hours.employees.from_ <= at < part.hours.employees.until:
            problems.append(file.problem(f"{at:%H:%M} lies outside the hours for employees below", *place))
    if part.scores is not None and not part.hours.alerts.from_ <= part.scores.at < part.hours.alerts.until:
        problems.append(file.problem(f"{part.scores.at:%H:%M} lies outside the hours for alerts", "scores", "at"))
    problems += check_stalls(file, part.stalls)
    if isinstance(part.check_in, SessionsPart):
        problems += _check_sessions(file, part.check_in)
    return problems


def _check_sessions(file: YamlFile, part: SessionsPart) -> Iterator[Problem]:
    if part.while_left < part.before_session:
        message = f"check-ins would be left out for the one {part.before_session} working days before a gathering"
        yield file.problem(f"{message}; make this {part.before_session} or more", "check_in", "while_left")
    for n, (earlier, later) in enumerate(pairwise(part.after_last), start=1):
        if later <= earlier:
            message = f"{later} does not come after {earlier}; write these days in order, each once"
            yield file.problem(message, "check_in", "after_last", n)


def check_sense(file: YamlFile, schedule: Schedule) -> Iterator[Problem]:
    """Everything that can never come, or comes in the wrong order, however the programme lies in the year."""
    asked_on = asked_on_plain_days(schedule.cadence)
    if not asked_on:
        message = "every check-in is merged into the next, so nobody is ever asked; make this smaller"
        yield file.problem(message, "check_in", "merge_under")
        return
    yield from _check_budget(file, schedule, most_in_a_week(asked_on))
    yield from _check_reminder(file, schedule, _longest_gap(asked_on))


def asked_on_plain_days(cadence: Cadence) -> list[date]:
    """The days of check-ins in plain years."""
    if isinstance(cadence, GridCadence):
        *due, _ = all_due(cadence, PLAIN, starts=_FROM, ends=_UNTIL, session_days=frozenset())
        # The last is never merged, because none follows: only those before it say how it goes.
        return [it.on for it in due if not it.merged]
    gatherings = _gatherings(cadence)
    ends = PLAIN.working_day_after(gatherings[-1], max(cadence.after_last, default=1))
    due = list(all_due(cadence, PLAIN, starts=_FROM, ends=ends, session_days=frozenset(gatherings)))
    return [it.on for it in due]


def _gatherings(cadence: SessionCadence) -> list[date]:
    """Gatherings with every room between them that makes a difference, on all days of the week."""
    least = cadence.after_session + cadence.every + cadence.while_left
    rooms = (least + n for n in range(_ROOMS))
    return list(accumulate(rooms, PLAIN.working_day_after, initial=_FROM))


def _longest_gap(days: list[date]) -> int:
    gaps = [PLAIN.working_days_between(first, last) for first, last in pairwise(days)]
    return max(gaps, default=PLAIN.working_days_between(_FROM, _UNTIL))


def _check_budget(file: YamlFile, schedule: Schedule, in_a_week: int) -> Iterator[Problem]:
    most = schedule.budget.check_ins
    if in_a_week > most:
        key = _key_of(schedule.cadence)
        yield file.problem(
            f"a week can hold {in_a_week} check-ins by `{key}`, but no more than {most} reach a person; "
            f"make {key} larger{', or this' if most < 2 else ''}",
            "budget",
            "check_ins",
        )


def _check_reminder(file: YamlFile, schedule: Schedule, gap: int) -> Iterator[Problem]:
    at = schedule.cadence.at
    reminder = (schedule.reminder.working_days, schedule.reminder.at)
    days = schedule.reminder.working_days
    if reminder >= (schedule.closes_after, at):
        message = f"a check-in closes {schedule.closes_after} working days after it was asked, before this reminder"
        yield file.problem(f"{message}; make this less, or closes_after more", "reminder", "after")
    elif reminder >= (gap, at):
        message = f"the next check-in comes {gap} working days after the last, before this reminder"
        yield file.problem(f"{message}; make this less, or {_key_of(schedule.cadence)} more", "reminder", "after")
    told: dict[Place, int] = {("stalls", "silent_after"): schedule.stalls.silent_after}
    for phase, numbers in schedule.stalls.in_phase.items():
        if numbers.silent_after is not None:
            told["stalls", "in_phase", phase, "silent_after"] = numbers.silent_after
    for place, silent_after in told.items():
        if reminder >= (silent_after, at):
            message = f"the facilitator would be told before the team is reminded, {days} working days after it was"
            yield file.problem(f"{message} asked; make this more", *place)


def _key_of(cadence: Cadence) -> str:
    """The key that says how often it comes."""
    return "every_days" if isinstance(cadence, GridCadence) else "every"
