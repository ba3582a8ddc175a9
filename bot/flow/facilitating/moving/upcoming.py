"""The check-ins that are still to come to a team: as it is planned, and as it would be."""

from collections.abc import Sequence
from datetime import date, datetime

from bot.domain.cadence import CheckInDue, Sent, each_due
from bot.domain.frame import Frame
from bot.domain.moves import Place, Planned
from bot.domain.schedule import Schedule
from bot.domain.session_cadence import SessionCadence
from bot.flow.house import House
from bot.flow.plan import due_anew, frame_of
from bot.storage.database import Tx
from bot.storage.rows import TeamRow
from bot.storage.teams import SessionRow


async def upcoming(tx: Tx, house: House, team: TeamRow, sessions: Sequence[SessionRow]) -> tuple[Planned, ...]:
    """What is planned for the team, with the gatherings on these days; what is merged into the next is left out."""
    if team.next_grid_on is None or team.next_on is None or team.next_due_at is None:
        return ()
    due = CheckInDue(team.next_grid_on, team.next_on, team.next_due_at, team.next_merged)
    return await _from(tx, house, team, sessions, due)


async def upcoming_anew(
    tx: Tx, house: House, team: TeamRow, sessions: Sequence[SessionRow], now: datetime
) -> tuple[Planned, ...]:
    """The same if the team were planned anew; what is due at this moment is asked by the plan that it has."""
    if team.next_due_at is not None and team.next_due_at <= now:
        return await upcoming(tx, house, team, sessions)
    due = await due_anew(tx, house, team, days_of(sessions), now)
    return await _from(tx, house, team, sessions, due) if due else ()


def days_of(sessions: Sequence[SessionRow]) -> frozenset[date]:
    """The days of gatherings."""
    return frozenset(it.on_date for it in sessions)


async def _from(
    tx: Tx, house: House, team: TeamRow, sessions: Sequence[SessionRow], due: CheckInDue
) -> tuple[Planned, ...]:
    schedule = house.content.schedules.get(team.schedule)
    if schedule is None:
        # A programme file takes the team to another one, because this one is gone.
        return (Planned(("", due.grid_on.toordinal()), due.on),)
    frame = await frame_of(tx, team, days_of(sessions))
    places = _places(schedule, frame, sessions)
    following = each_due(schedule.cadence, frame, due.grid_on, Sent(due.grid_on, due.on))
    return tuple(
        Planned(places.get(it.grid_on, ("", it.grid_on.toordinal())), it.on)
        for it in (due, *following)
        if not it.merged
    )


def _places(schedule: Schedule, frame: Frame, sessions: Sequence[SessionRow]) -> dict[date, Place]:
    """What each date is counted from, where that is a gathering."""
    if not isinstance(schedule.cadence, SessionCadence):
        return {}
    slugs = {it.on_date: it.slug for it in sessions}
    return {it.on: (slugs[it.session], it.working_days) for it in schedule.cadence.anchored(frame)}
