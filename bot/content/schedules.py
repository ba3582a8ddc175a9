"""Loads the schedules of `schedules/`: when the bot speaks."""

from pathlib import Path

from bot.content.schedule_checks import check_sense, check_written
from bot.content.schedule_file import HoursPart, SchedulePart
from bot.content.shape import fit
from bot.content.yaml_file import read_yaml
from bot.domain.cadence import GridCadence
from bot.domain.errors import BadFile, Problem
from bot.domain.permitted_hours import Window
from bot.domain.schedule import Budget, ReminderRule, Schedule, StallRules


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
        if wrong := check_written(file, part, path.stem):
            problems += wrong
            continue
        schedules[path.stem] = _schedule(part)
        problems += check_sense(file, schedules[path.stem])
    if problems:
        raise BadFile(problems)
    if not schedules:
        raise BadFile([Problem(str(folder), 1, "there should be a file here for each schedule, such as weekly.yaml")])
    return schedules


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
        months_kept=part.retention.months_after_end,
    )


def _window(part: HoursPart) -> Window:
    return Window(part.from_, part.until)
