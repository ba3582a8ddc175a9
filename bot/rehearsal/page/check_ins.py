"""What became of each check-in of a team."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.content.content import Content
from bot.content.holidays_of import holiday_dates
from bot.domain.cadence import reminder_at
from bot.domain.programme import Programme, Team
from bot.domain.working_time import DateRange, WorkingCalendar
from bot.rehearsal.played import Happened


class Fate(StrEnum):
    """What a check-in came to; `open` is one that was asked and nothing more."""

    ANSWERED = "answered"
    LATE = "late"
    MISSED = "missed"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class CheckInSeen:
    """A check-in that was asked, what became of it, and when."""

    asked_at: datetime
    fate: Fate
    settled_at: datetime | None = None


def check_ins_of(events: Iterable[Happened], late_at: Callable[[datetime], datetime]) -> list[CheckInSeen]:
    """The check-ins of a team in the order in which they were asked; `late_at` tells when one is late."""
    asked: dict[str, datetime] = {}
    settled: dict[str, Happened] = {}
    for event in events:
        check_in = str(event.detail.get("check_in", ""))
        if event.kind == "asked":
            asked.setdefault(check_in, event.at)
        elif event.kind in (Fate.ANSWERED, Fate.MISSED):
            settled.setdefault(check_in, event)
    return [_seen(at, settled.get(check_in), late_at) for check_in, at in asked.items()]


def _seen(asked_at: datetime, settled: Happened | None, late_at: Callable[[datetime], datetime]) -> CheckInSeen:
    if settled is None:
        return CheckInSeen(asked_at, Fate.OPEN)
    fate = Fate(settled.kind)
    if fate is Fate.ANSWERED and settled.at > late_at(asked_at):
        fate = Fate.LATE
    return CheckInSeen(asked_at, fate, settled.at)


def lateness(programme: Programme, team: Team, content: Content) -> Callable[[datetime], datetime]:
    """When a check-in of the team that was asked at a given moment is late: once its reminder is due."""
    days, weekend = holiday_dates(programme.holidays)
    closures = tuple(DateRange(it.first, it.last) for it in programme.closures)
    calendar = WorkingCalendar(ZoneInfo(team.zone or programme.zone), weekend, days, closures=closures)
    rule = content.schedules[team.schedule or programme.schedule].reminder

    def late_at(asked_at: datetime) -> datetime:
        return reminder_at(calendar, asked_at, working_days=rule.working_days, at=rule.at)

    return late_at
