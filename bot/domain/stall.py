"""When a team's silence is a stall, and since when; the rules come from the schedule."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.schedule import StallRules
from bot.domain.working_time import WorkingCalendar


class StallKind(StrEnum):
    """The five kinds of stall."""

    NEVER_STARTED = "never_started"
    SILENT = "silent"
    STUCK = "stuck"
    HELP_WANTED = "help_wanted"
    UNREACHABLE = "unreachable"


class Closed(StrEnum):
    """Why a case ended."""

    SIGN_OF_LIFE = "sign_of_life"
    JOINED = "joined"
    NO_LONGER_WANTED = "no_longer_wanted"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Reason:
    """The rule that fired with its number of working days and the moment it counts from.

    `person` is the id of whoever asked, where somebody did.
    """

    rule: str
    working_days: int
    since: datetime
    person: str | None = None

    def as_data(self) -> dict[str, object]:
        """The reason as it is stored and exported."""
        whose = {"person": self.person} if self.person else {}
        return {"rule": self.rule, "working_days": self.working_days, "since": self.since.isoformat(), **whose}


def silent_at(calendar: WorkingCalendar, waiting_since: datetime, rules: StallRules) -> datetime:
    """When a team that was asked at `waiting_since` and gave no sign of life since becomes silent."""
    return calendar.working_days_after(waiting_since, rules.silent_after)


def never_started_at(calendar: WorkingCalendar, begun: datetime, rules: StallRules) -> datetime:
    """When a team of which nobody joins is never started; `begun` is the later of its start and its first apply."""
    return calendar.working_days_after(begun, rules.never_started_after)
