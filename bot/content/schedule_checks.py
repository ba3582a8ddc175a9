"""What must hold in a schedule beyond its shape: hours that follow each other, and nothing that can never come."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from zoneinfo import ZoneInfo

from bot.content.schedule_file import SchedulePart
from bot.content.yaml_file import YamlFile
from bot.domain.coming import all_due, most_in_a_week
from bot.domain.errors import Problem
from bot.domain.schedule import Schedule
from bot.domain.working_time import WorkingCalendar

# Years without a holiday, with the weekend of most countries: what never happens in them never happens.
_PLAIN = WorkingCalendar(ZoneInfo("UTC"), frozenset({5, 6}), frozenset())
_FROM, _UNTIL = date(2024, 1, 1), date(2025, 12, 31)


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
    return problems


def check_sense(file: YamlFile, schedule: Schedule) -> Iterator[Problem]:
    """Everything that can never come, or comes in the wrong order, however the programme lies in the year."""
    # The last is never merged, because none follows: only those before it say how it goes.
    *due, _ = all_due(schedule.cadence, _PLAIN, starts=_FROM, ends=_UNTIL, session_days=frozenset())
    asked_on = [it.on for it in due if not it.merged]
    if not asked_on:
        message = "every check-in is merged into the next, so nobody is ever asked; make this smaller"
        yield file.problem(message, "check_in", "merge_under")
        return
    yield from _check_budget(file, schedule, most_in_a_week(asked_on))
    yield from _check_reminder(file, schedule, _longest_gap(asked_on))


def _longest_gap(days: list[date]) -> int:
    gaps = [_PLAIN.working_days_between(first, last) for first, last in pairwise(days)]
    return max(gaps, default=_PLAIN.working_days_between(_FROM, _UNTIL))


def _check_budget(file: YamlFile, schedule: Schedule, in_a_week: int) -> Iterator[Problem]:
    most = schedule.budget.check_ins
    if in_a_week > most:
        yield file.problem(
            f"a week can hold {in_a_week} check-ins by `every_days`, but no more than {most} reach a person; "
            f"make every_days larger{', or this' if most < 2 else ''}",
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
        yield file.problem(f"{message}; make this less, or every_days more", "reminder", "after")
    if reminder >= (schedule.stalls.silent_after, at):
        message = f"the facilitator would be told before the team is reminded, {days} working days after it was asked"
        yield file.problem(f"{message}; make this more", "stalls", "silent_after")
