"""How a team stands: one word, derived from what has happened and what is due."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class TeamState(StrEnum):
    """The states of a team, as lists show them."""

    NOT_STARTED = "not_started"
    ON_TRACK = "on_track"
    DUE = "due"
    LATE = "late"
    SILENT = "silent"
    STUCK = "stuck"
    UNREACHABLE = "unreachable"
    PAUSED = "paused"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class LastAsked:
    """The check-in that a team was asked last, and when it is late with it."""

    answered: bool
    late_at: datetime | None


@dataclass(frozen=True, slots=True)
class Standing:
    """What a team's state is derived from. Moments that are not there are None."""

    over: bool
    paused: bool
    # Whether anybody has ever joined, and whether the team's time has begun.
    joined: bool
    begun: bool
    in_reach: bool
    silent: bool
    stuck: bool
    last: LastAsked | None


def state_of(standing: Standing, now: datetime) -> TeamState:
    """The state of a team at this moment; where several would hold, what is to be done about it decides."""
    if standing.over:
        return TeamState.CLOSED
    if standing.paused:
        return TeamState.PAUSED
    if not (standing.joined and standing.begun):
        return TeamState.NOT_STARTED
    if not standing.in_reach:
        return TeamState.UNREACHABLE
    if standing.silent:
        return TeamState.SILENT
    if standing.stuck:
        return TeamState.STUCK
    last = standing.last
    if last is None or last.answered:
        return TeamState.ON_TRACK
    return TeamState.LATE if last.late_at is not None and last.late_at <= now else TeamState.DUE


@dataclass(frozen=True, slots=True)
class Lateness:
    """How one check-in went: when the team was late with it, and when it answered, if it did."""

    late_at: datetime | None
    answered_at: datetime | None

    def was_late(self, now: datetime) -> bool:
        """Whether the answer came late, or has not come and is late by now."""
        return self.late_at is not None and (self.answered_at or now) >= self.late_at


WATCHED = 3
TOO_LATE = 2


def is_slipping(asked: Sequence[Lateness], now: datetime) -> bool:
    """A forecast, shown and never told: of the last three check-ins at least two were answered late or not at all.

    `asked` are the team's check-ins, oldest first.
    """
    return sum(it.was_late(now) for it in asked[-WATCHED:]) >= TOO_LATE
