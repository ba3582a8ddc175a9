"""How teams stand now, derived from their days, their people, their cases and what they were asked last."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.check_in import CheckInState
from bot.domain.stall import StallKind
from bot.domain.team_state import LastAsked, Standing, TeamState, state_of
from bot.domain.working_time import WorkingCalendar
from bot.flow.cases.reach import out_of_reach
from bot.flow.house import calendars_of, is_over
from bot.storage import check_ins, reach, stalls
from bot.storage.database import Tx
from bot.storage.reach import JoinedRow
from bot.storage.rows import CheckInRow, StallRow, TeamRow
from bot.storage.tables import stalls as stalls_table


@dataclass(frozen=True, slots=True)
class Stand:
    """A team as it stands: its state, with what that is derived from."""

    team: TeamRow
    state: TeamState
    calendar: WorkingCalendar
    cases: tuple[StallRow, ...]
    last: CheckInRow | None


async def state_now(tx: Tx, team: TeamRow, now: datetime) -> TeamState:
    """The state of the team at this moment."""
    return (await stands_now(tx, [team], now))[0].state


async def stands_now(tx: Tx, teams: Collection[TeamRow], now: datetime) -> list[Stand]:
    """How each of these teams stands at this moment, in their order; no more statements for many than for one."""
    ids = [team.id for team in teams]
    calendars, joined = await calendars_of(tx, teams), await reach.who_joined_in(tx, ids)
    last = await check_ins.last_asked_in(tx, ids)
    cases: dict[int, list[StallRow]] = {}
    for stall in await stalls.open_stalls(tx, stalls_table.c.team_id.in_(ids)):
        cases.setdefault(stall.team_id, []).append(stall)
    found: list[Stand] = []
    for team in teams:
        own, calendar = cases.get(team.id, []), calendars[team.id]
        state = _state(team, calendar, joined[team.id], own, last.get(team.id), now)
        found.append(Stand(team, state, calendar, tuple(own), last.get(team.id)))
    return found


def _state(
    team: TeamRow,
    calendar: WorkingCalendar,
    joined: Sequence[JoinedRow],
    cases: Sequence[StallRow],
    last: CheckInRow | None,
    now: datetime,
) -> TeamState:
    today, kinds = calendar.local_date(now), {stall.kind for stall in cases}
    standing = Standing(
        over=is_over(team, now) or team.removed_at is not None,
        paused=calendar.pause_on(today) is not None,
        joined=bool(joined),
        begun=today >= team.starts,
        in_reach=out_of_reach(team, joined) is None,
        silent=StallKind.SILENT in kinds,
        stuck=StallKind.STUCK in kinds,
        last=LastAsked(last.state == CheckInState.ANSWERED, last.late_at) if last else None,
    )
    return state_of(standing, now)
