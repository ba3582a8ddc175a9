"""The check-ins that come after the next one, up to the end of the team's time."""

from bot.domain.cadence import CheckInDue, each_due
from bot.domain.working_time import ONE_DAY
from bot.flow.explaining.explained import Further
from bot.flow.explaining.foresee import Foreseen
from bot.flow.explaining.surroundings import Surroundings


def further(foreseen: Foreseen, around: Surroundings) -> tuple[Further, ...]:
    """By the plan alone: a full week or an outage may move each of them once it comes."""
    first = foreseen.following.next_grid_on
    if first is None:
        return ()
    return tuple(_further(due, around) for due in each_due(around.cadence, around.frame, first - ONE_DAY))


def _further(due: CheckInDue, around: Surroundings) -> Further:
    return Further(
        grid_on=due.grid_on,
        on=due.on,
        at=due.due_at,
        reason=around.reasons[due.grid_on],
        passed=around.passed(due.grid_on, due.on),
        is_merged=due.merged,
        is_paused=around.calendar.pause_on(due.on) is not None,
    )
