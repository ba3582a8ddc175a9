"""Loads the schedules of `schedules/`: when the bot speaks."""

from pathlib import Path

from bot.content.schedule_checks import check_sense, check_written
from bot.content.schedule_file import GridPart, HoursPart, SchedulePart, SessionsPart, kind_of
from bot.content.shape import fit
from bot.content.stall_file import stall_rules
from bot.content.yaml_file import read_yaml
from bot.domain.cadence import Cadence
from bot.domain.errors import BadFile, Problem
from bot.domain.grid_cadence import GridCadence
from bot.domain.permitted_hours import Window
from bot.domain.schedule import BriefRule, Budget, ReminderRule, Schedule, ScoreRule
from bot.domain.session_cadence import SessionCadence


def load_schedules(folder: Path) -> dict[str, Schedule]:
    """The schedules in `folder`, by id. BadFile with all that is wrong with them."""
    schedules: dict[str, Schedule] = {}
    problems: list[Problem] = []
    for path in sorted(folder.glob("*.yaml")):
        try:
            file = read_yaml(path)
            part = fit(file, kind_of(file))
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
        cadence=_cadence(part.check_in),
        closes_after=part.check_in.closes_after,
        reminder=ReminderRule(part.reminder.after, part.reminder.at),
        stalls=stall_rules(part.stalls),
        budget=Budget(part.budget.check_ins, part.budget.reminders),
        employee_hours=_window(part.hours.employees),
        alert_hours=_window(part.hours.alerts),
        digest_weekday=part.digest.weekday,
        digest_hours=_window(part.digest.hours),
        scores=ScoreRule(part.scores.every_weeks, part.scores.weekday, part.scores.at) if part.scores else ScoreRule(),
        brief=BriefRule(part.brief.before, part.brief.until) if part.brief else BriefRule(),
        baseline_after=frozenset(part.baseline.frozen_after),
        months_kept=part.retention.months_after_end,
    )


def _cadence(part: GridPart | SessionsPart) -> Cadence:
    if isinstance(part, GridPart):
        return GridCadence(part.every_days, part.weekday, part.at, part.merge_under)
    return SessionCadence(
        after_session=part.after_session,
        every=part.every,
        while_left=part.while_left,
        before_session=part.before_session,
        after_last=part.after_last,
        at=part.at,
        merge_under=part.merge_under,
    )


def _window(part: HoursPart) -> Window:
    return Window(part.from_, part.until)
