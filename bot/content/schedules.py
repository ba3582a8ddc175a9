"""Loads the schedules of `schedules/`: when the bot speaks."""

from pathlib import Path
from typing import Annotated

from pydantic import Field

from bot.content.shape import Shape, fit
from bot.content.values import Slug, TimeOfDay, Weekday
from bot.content.yaml_file import YamlFile, read_yaml
from bot.domain.cadence import GridCadence
from bot.domain.errors import BadFile, Problem
from bot.domain.permitted_hours import Window
from bot.domain.schedule import Budget, ReminderRule, Schedule, StallRules

WorkingDays = Annotated[int, Field(ge=1, le=250)]


class CheckInPart(Shape):
    """When a check-in is due, when it gives way to the next one, and when it closes."""

    every_days: int = Field(ge=1, le=366)
    weekday: Weekday
    at: TimeOfDay
    merge_under: int = Field(ge=0, le=20)
    closes_after: WorkingDays


class ReminderPart(Shape):
    """The one reminder."""

    after: WorkingDays
    at: TimeOfDay


class StallPart(Shape):
    """After how many working days which silence is told."""

    silent_after: WorkingDays
    never_started_after: WorkingDays


class BudgetPart(Shape):
    """The most that reaches one person in a week."""

    check_ins: int = Field(ge=1, le=2)
    reminders: int = Field(ge=0, le=1)


class HoursPart(Shape):
    """From a time of day until another."""

    from_: TimeOfDay = Field(alias="from")
    until: TimeOfDay


class AllHoursPart(Shape):
    """Who may be written to when."""

    employees: HoursPart
    alerts: HoursPart


class DigestPart(Shape):
    """When managers get their page."""

    weekday: Weekday
    hours: HoursPart


class SchedulePart(Shape):
    """A whole schedule file."""

    id: Slug
    check_in: CheckInPart
    reminder: ReminderPart
    stalls: StallPart
    budget: BudgetPart
    hours: AllHoursPart
    digest: DigestPart


def load_schedules(folder: Path) -> dict[str, Schedule]:
    """The schedules in `folder`, by id. BadFile with all that is wrong with them."""
    schedules: dict[str, Schedule] = {}
    problems: list[Problem] = []
    for path in sorted(folder.glob("*.yaml")):
        try:
            file = read_yaml(path)
            part = fit(file, SchedulePart)
        except BadFile as bad:
            problems += bad.problems
            continue
        if wrong := _check(file, part, path.stem):
            problems += wrong
        else:
            schedules[path.stem] = _schedule(part)
    if problems:
        raise BadFile(problems)
    if not schedules:
        raise BadFile([Problem(str(folder), 1, "there should be a file here for each schedule, such as weekly.yaml")])
    return schedules


def _check(file: YamlFile, part: SchedulePart, stem: str) -> list[Problem]:
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


def _schedule(part: SchedulePart) -> Schedule:
    return Schedule(
        id=part.id,
        cadence=GridCadence(
            every_days=part.check_in.every_days,
            weekday=part.check_in.weekday,
            at=part.check_in.at,
            merge_under=part.check_in.merge_under,
        ),
        closes_after=part.check_in.closes_after,
        reminder=ReminderRule(part.reminder.after, part.reminder.at),
        stalls=StallRules(part.stalls.silent_after, part.stalls.never_started_after),
        budget=Budget(part.budget.check_ins, part.budget.reminders),
        employee_hours=_window(part.hours.employees),
        alert_hours=_window(part.hours.alerts),
        digest_weekday=part.digest.weekday,
        digest_hours=_window(part.digest.hours),
    )


def _window(part: HoursPart) -> Window:
    return Window(part.from_, part.until)
