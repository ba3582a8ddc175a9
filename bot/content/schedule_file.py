"""How a schedule is written: one file, with its cadence and everything that hangs on it."""

from typing import Annotated

from pydantic import Field

from bot.content.shape import Shape
from bot.content.values import Slug, TimeOfDay, Weekday
from bot.domain.schedule import MONTHS_KEPT

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


class RetentionPart(Shape):
    """How long what is kept about people stays."""

    months_after_end: int = Field(ge=1, le=120)


class SchedulePart(Shape):
    """A whole schedule file."""

    id: Slug
    check_in: CheckInPart
    reminder: ReminderPart
    stalls: StallPart
    budget: BudgetPart
    hours: AllHoursPart
    digest: DigestPart
    retention: RetentionPart = RetentionPart(months_after_end=MONTHS_KEPT)
