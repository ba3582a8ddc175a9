"""Stalls are noticed: cases open at the true moment, and somebody is told in their working hours."""

from datetime import datetime

from bot.domain.stall import Reason, StallKind, never_started_at, silent_at
from bot.flow.cases.look import look
from bot.flow.cases.move_on import move_on, move_on_later
from bot.flow.cases.open import Found, open_case
from bot.flow.cases.tell import tell
from bot.flow.deadlines import begun_at
from bot.flow.house import Counts, House, calendar_of, is_over
from bot.flow.one_by_one import Work, one_by_one
from bot.storage import stall_turns, stalls, teams
from bot.storage.database import Tx
from bot.storage.rows import StallRow, TeamRow


async def watch(house: House, now: datetime) -> Counts:
    """Open and end the cases that are due, let those go on that nobody takes, and tell whoever is to be told."""
    counts = Counts()
    counts += await one_by_one(house, Work("look", teams.team_to_look_at, look, _look_later), now)
    counts += await one_by_one(house, Work("silent", teams.team_gone_silent, _silent, _silent_later), now)
    counts += await one_by_one(house, Work("start", teams.team_never_started, _never_started, _start_later), now)
    counts += await one_by_one(house, Work("move on", stall_turns.stall_to_move_on, move_on, move_on_later), now)
    counts += await one_by_one(house, Work("tell", stalls.stall_to_tell, tell, _tell_later), now)
    return counts


async def _look_later(tx: Tx, team: TeamRow, moment: datetime) -> None:
    await teams.change_team(tx, team.id, look_at=moment)


async def _silent_later(tx: Tx, team: TeamRow, moment: datetime) -> None:
    await teams.change_team(tx, team.id, silent_at=moment)


async def _start_later(tx: Tx, team: TeamRow, moment: datetime) -> None:
    await teams.change_team(tx, team.id, never_started_at=moment)


async def _tell_later(tx: Tx, stall: StallRow, moment: datetime) -> None:
    await stalls.change_stall(tx, stall.id, alert_at=moment)


async def _silent(tx: Tx, house: House, team: TeamRow, now: datetime) -> Counts:
    days, since, calendar = house.stall_rules(team).silent_after, team.waiting_since, await calendar_of(tx, team)
    if calendar.pause_on(calendar.local_date(now)) or is_over(team, now):
        # It came true just before: it is known, and counted anew when the team goes on.
        await teams.change_team(tx, team.id, waiting_since=None, silent_at=None)
        return Counts()
    # Closures and outages may have come since the moment was computed: only working time counts.
    moment = silent_at(calendar, since, days) if since else None
    await teams.change_team(tx, team.id, silent_at=moment if moment and moment > now else None)
    if since is None or moment is None or moment > now:
        return Counts()
    return await open_case(tx, team, Found(StallKind.SILENT, moment, (Reason("silent", days, since),)), now)


async def _never_started(tx: Tx, house: House, team: TeamRow, now: datetime) -> Counts:
    calendar, days = await calendar_of(tx, team), house.stall_rules(team).never_started_after
    pause = calendar.pause_on(calendar.local_date(now))
    begun = calendar.end_of(pause) if pause else await begun_at(tx, team, calendar)
    moment = never_started_at(calendar, begun, days)
    await teams.change_team(tx, team.id, never_started_at=moment if moment > now else None)
    if moment > now:
        return Counts()
    reasons = (Reason("never_started", days, begun),)
    return await open_case(tx, team, Found(StallKind.NEVER_STARTED, moment, reasons), now)
