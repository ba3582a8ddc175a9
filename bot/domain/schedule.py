"""When the bot speaks, as the files in `schedules/` say it."""

from dataclasses import dataclass, field
from datetime import time

from bot.domain.cadence import Cadence
from bot.domain.permitted_hours import ALERT, EMPLOYEE, Window
from bot.domain.stall_rules import StallRules

MONTHS_KEPT = 12


@dataclass(frozen=True, slots=True)
class ReminderRule:
    """The one reminder: so many working days after asking, at this time of day."""

    working_days: int = 2
    at: time = time(10)


@dataclass(frozen=True, slots=True)
class Budget:
    """The most that reaches one person from Monday to Sunday."""

    check_ins: int = 2
    reminders: int = 1


@dataclass(frozen=True, slots=True)
class ScoreRule:
    """When facilitators say how far their teams have come: every so many weeks, on this weekday (Monday is 0)."""

    every_weeks: int = 4
    weekday: int = 2
    at: time = time(9)


@dataclass(frozen=True, slots=True)
class BriefRule:
    """When the brief for a gathering comes: so many working days before it, and not after this hour of its day."""

    working_days: int = 2
    until: time = time(9)


@dataclass(frozen=True, slots=True)
class Schedule:
    """A cadence with everything that hangs on it. `weekday` of the digest: Monday is 0.

    The baseline of a team's measures is frozen as it leaves the phases with these duties. What is kept about people is
    erased so many months after the end of the collaborative.
    """

    id: str
    cadence: Cadence
    closes_after: int = 10
    reminder: ReminderRule = field(default_factory=ReminderRule)
    stalls: StallRules = field(default_factory=StallRules)
    budget: Budget = field(default_factory=Budget)
    employee_hours: Window = EMPLOYEE
    alert_hours: Window = ALERT
    digest_weekday: int = 0
    digest_hours: Window = field(default_factory=lambda: Window(time(8), time(10)))
    scores: ScoreRule = field(default_factory=ScoreRule)
    brief: BriefRule = field(default_factory=BriefRule)
    baseline_after: frozenset[str] = frozenset()
    months_kept: int = MONTHS_KEPT
