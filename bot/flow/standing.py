"""How a team stands now, derived from its days, its people, its cases and what it was asked last."""

from datetime import datetime

from bot.domain.check_in import CheckInState
from bot.domain.stall import StallKind
from bot.domain.team_state import LastAsked, Standing, TeamState, state_of
from bot.flow.cases.reach import out_of_reach
from bot.flow.house import calendar_of, is_over
from bot.storage import check_ins, reach, stalls
from bot.storage.database import Tx
from bot.storage.rows import TeamRow
from bot.storage.tables import stalls as stalls_table


async def state_now(tx: Tx, team: TeamRow, now: datetime) -> TeamState:
    """The state of the team at this moment."""
    calendar = await calendar_of(tx, team)
    today = calendar.local_date(now)
    joined = await reach.who_joined(tx, team.id)
    kinds = {stall.kind for stall in await stalls.open_stalls(tx, stalls_table.c.team_id == team.id)}
    standing = Standing(
        over=is_over(team, now) or team.removed_at is not None,
        paused=calendar.pause_on(today) is not None,
        joined=bool(joined),
        begun=today >= team.starts,
        in_reach=out_of_reach(team, joined) is None,
        silent=StallKind.SILENT in kinds,
        stuck=StallKind.STUCK in kinds,
        last=await _last_asked(tx, team.id),
    )
    return state_of(standing, now)


async def _last_asked(tx: Tx, team_id: int) -> LastAsked | None:
    check_in = await check_ins.last_asked(tx, team_id)
    if check_in is None:
        return None
    return LastAsked(check_in.state == CheckInState.ANSWERED, check_in.late_at)
