"""Whether a manager asks about the work, as both sides see it: a cue for support, and no judgement of anybody."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.recurring import A_MONTH

MANAGER_ASKED = "manager-asked"
YES, NOT_YET, NO = "yes", "not-yet", "no"
# Both sides are compared where neither is older than this.
STILL_HOLDS = timedelta(weeks=6)


@dataclass(frozen=True, slots=True)
class Said:
    """What one side says, and when."""

    value: str
    at: datetime


def gap_between(team: Said | None, manager: Said | None, now: datetime) -> str | None:
    """Who says yes where the other does not: `manager-yes` or `team-yes`; None where they agree or one has not said."""
    if team is None or manager is None or any(now - it.at > STILL_HOLDS for it in (team, manager)):
        return None
    if manager.value == YES and team.value == NO:
        return "manager-yes"
    return "team-yes" if manager.value == NOT_YET and team.value == YES else None


@dataclass(frozen=True, slots=True)
class Managed:
    """A team of a manager, with when they were last asked about it."""

    id: int
    title: str
    asked_at: datetime | None


def whom_to_ask_about(teams: Sequence[Managed], now: datetime) -> int | None:
    """The team that a manager is asked about this time, if any: what was asked about longest ago comes first."""
    due = [it for it in teams if it.asked_at is None or now - it.asked_at >= A_MONTH]
    if not due:
        return None
    return min(due, key=lambda it: (it.asked_at.timestamp() if it.asked_at else 0.0, it.title, it.id)).id
