"""The check-in that a team will be asked next, found by the rules by which it will be asked."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.domain.cadence import CheckInDue, next_due
from bot.domain.working_time import ONE_DAY, WorkingCalendar
from bot.flow.asking.put_off import came_too_late, early_next_week, put_off_until
from bot.flow.asking.whom import whom_to_ask
from bot.flow.house import House, calendar_of
from bot.flow.plan import next_after, session_days
from bot.storage.database import Tx
from bot.storage.rows import PersonRow, TeamRow


@dataclass(frozen=True, slots=True)
class Foreseen:
    """A check-in that is to come, as things stand; `following` is the team as it will be planned from then on.

    `skipped` are the dates of those that are asked together with it, `paused` of those that fall in an agreed pause.
    """

    grid_on: date
    on: date
    at: datetime
    skipped: tuple[date, ...]
    paused: tuple[date, ...]
    held_back: bool
    people: tuple[PersonRow, ...]
    left_out: int
    following: TeamRow


async def foresee(tx: Tx, house: House, team: TeamRow, now: datetime) -> Foreseen | None:
    """The next check-in that is neither merged nor held back. None where no more will come."""
    skipped: list[date] = []
    paused: list[date] = []
    calendar, held_back = await calendar_of(tx, team), await _is_held_back(tx, house, team)
    while team.next_due_at is not None:
        moment, is_paused = await _when(tx, house, team, calendar, max(team.next_due_at, now))
        grid_on = team.next_grid_on or moment.date()
        if is_paused or team.next_merged or await came_too_late(tx, house, team, calendar, moment):
            (paused if is_paused else skipped).append(grid_on)
            team, held_back = await _after(tx, house, team), False
            continue
        within, left_out = await whom_to_ask(tx, house, team, moment)
        if left_out and not within:
            team, held_back = await _next_week(tx, house, team, calendar, moment), True
            continue
        return Foreseen(
            grid_on,
            calendar.local_date(moment),
            moment,
            tuple(skipped),
            tuple(paused),
            held_back,
            tuple(within),
            len(left_out),
            following=await _after(tx, house, team),
        )
    return None


async def _when(
    tx: Tx, house: House, team: TeamRow, calendar: WorkingCalendar, moment: datetime
) -> tuple[datetime, bool]:
    """The moment for which a check-in that is due then waits, and whether the team rests on that day."""
    if not calendar.pause_on(calendar.local_date(moment)):
        moment = await put_off_until(tx, house, team, calendar, moment) or moment
    return moment, calendar.pause_on(calendar.local_date(moment)) is not None


async def _after(tx: Tx, house: House, team: TeamRow) -> TeamRow:
    return _planned(team, await next_after(tx, house, team, team.next_grid_on))


def _planned(team: TeamRow, due: CheckInDue | None) -> TeamRow:
    if due is None:
        return replace(team, next_grid_on=None, next_on=None, next_merged=False, next_due_at=None)
    return replace(team, next_grid_on=due.grid_on, next_on=due.on, next_merged=due.merged, next_due_at=due.due_at)


async def _next_week(tx: Tx, house: House, team: TeamRow, calendar: WorkingCalendar, moment: datetime) -> TeamRow:
    day, at = await early_next_week(tx, house, team, calendar, moment)
    return replace(team, next_on=day, next_due_at=at)


async def _is_held_back(tx: Tx, house: House, team: TeamRow) -> bool:
    """Whether the stored plan names a later day than the grid gives, which only a full budget does."""
    if team.next_grid_on is None or team.next_on is None:
        return False
    due = next_due(
        house.schedule(team).cadence,
        await calendar_of(tx, team),
        starts=team.starts,
        ends=team.ends,
        session_days=await session_days(tx, team),
        after=team.next_grid_on - ONE_DAY,
    )
    return due is not None and due.grid_on == team.next_grid_on and due.on < team.next_on
