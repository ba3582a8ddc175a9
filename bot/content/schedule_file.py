"""How a schedule is written: one file, with its cadence and everything that hangs on it."""

from typing import Annotated

from pydantic import Field

from bot.content.shape import Shape
from bot.content.stall_file import StallPart
from bot.content.values import Slug, TimeOfDay, Weekday
from bot.content.yaml_file import YamlFile
from bot.domain.errors import BadFile
from bot.domain.schedule import MONTHS_KEPT

WorkingDays = Annotated[int, Field(ge=1, le=250)]


class CheckInPart(Shape):
    """The time of day of a check-in, when it gives way to the next one, and when it closes."""

    at: TimeOfDay
    merge_under: int = Field(ge=0, le=20)
    closes_after: WorkingDays


class GridPart(CheckInPart):
    """Check-ins every so many days."""

    every_days: int = Field(ge=1, le=366)
    weekday: Weekday


class SessionsPart(CheckInPart):
    """Check-ins that are counted from the gatherings, in working days."""

    after_session: WorkingDays
    every: WorkingDays
    while_left: WorkingDays
    before_session: WorkingDays
    after_last: tuple[WorkingDays, ...]


class ReminderPart(Shape):
    """The one reminder."""

    after: WorkingDays
    at: TimeOfDay


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


class ScoresPart(Shape):
    """When facilitators are asked how far their teams have come."""

    every_weeks: int = Field(ge=1, le=52)
    weekday: Weekday
    at: TimeOfDay


class BriefPart(Shape):
    """When those who lead teams get the brief for a gathering."""

    before: int = Field(ge=1, le=20)
    until: TimeOfDay


class RetentionPart(Shape):
    """How long what is kept about people stays."""

    months_after_end: int = Field(ge=1, le=120)


class BaselinePart(Shape):
    """When the baseline of a team's measures is frozen: as it leaves the phases that carry these duties."""

    frozen_after: tuple[Slug, ...] = ()


class SchedulePart(Shape):
    """A whole schedule file, of either kind."""

    id: Slug
    check_in: GridPart | SessionsPart
    reminder: ReminderPart
    stalls: StallPart
    budget: BudgetPart
    hours: AllHoursPart
    digest: DigestPart
    scores: ScoresPart | None = None
    brief: BriefPart | None = None
    baseline: BaselinePart = BaselinePart()
    retention: RetentionPart = RetentionPart(months_after_end=MONTHS_KEPT)


class GridFile(SchedulePart):
    """A schedule whose check-ins come every so many days."""

    check_in: GridPart


class SessionsFile(SchedulePart):
    """A schedule whose check-ins are counted from the gatherings."""

    check_in: SessionsPart


def kind_of(file: YamlFile) -> type[SchedulePart]:
    """Which of the two a file is. BadFile where it has keys of both."""
    check_in = file.data.get("check_in") if isinstance(file.data, dict) else None
    keys = list(check_in) if isinstance(check_in, dict) else []
    grid, sessions = ([key for key in keys if key in own] for own in (_own_keys(GridPart), _own_keys(SessionsPart)))
    # `every` alone is rather a slip for `every_days`.
    if not sessions or (grid and sessions == ["every"]):
        return GridFile
    if not grid:
        return SessionsFile
    both = f'"{grid[0]}" counts from a date and "{sessions[0]}" from the gatherings'
    one = f"either {' and '.join(_own_keys(GridPart))}, or {', '.join(_own_keys(SessionsPart))}"
    fewer = min((grid, sessions), key=len)
    raise BadFile([file.problem(f"{both}; keep the keys of one kind: {one}", "check_in", fewer[0])])


def _own_keys(part: type[CheckInPart]) -> list[str]:
    return [key for key in part.model_fields if key not in CheckInPart.model_fields]
