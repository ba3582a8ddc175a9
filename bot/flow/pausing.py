"""A team rests by agreement until a day: nothing is asked, no day counts, and its cases are over."""

from datetime import date, datetime, timedelta

from bot.domain.errors import MellomError
from bot.domain.stall import Closed, StallKind
from bot.domain.working_time import ONE_DAY, DateRange
from bot.flow.asking.rest import wait_for_the_team
from bot.flow.cases.end import end_all
from bot.flow.deadlines import end_of_time, plan_start, replan_open
from bot.flow.house import House, calendar_of
from bot.storage import audit, conversations, pauses, teams
from bot.storage.database import Tx
from bot.storage.rows import CheckInRow, TeamRow

LONGEST = timedelta(days=366)


async def pause(tx: Tx, house: House, team: TeamRow, until: date, by: str, now: datetime) -> None:
    """Let the team rest from today; `until` is the first day on which it is asked again.

    MellomError for a day that is past, or more than a year away. A pause that is running, or was to come, gives way to
    this one.
    """
    check_in = await conversations.hold_open_check_in(tx, team.id)
    team = await teams.team_by_id(tx, team.id, lock=True)
    calendar = await calendar_of(tx, team)
    today = calendar.local_date(now)
    if until <= today:
        raise MellomError(f"a pause ends on a day after today, and {until} is not; choose a later day")
    if until > today + LONGEST:
        raise MellomError(f"a pause lasts a year at most, and {until} is further away; choose an earlier day")
    running = calendar.pause_on(today)
    await pauses.end_pauses(tx, team.id, running.first if running else today)
    days = DateRange(running.first if running else today, until - ONE_DAY)
    await pauses.add_pause(tx, team.id, days, by, now)
    ended = await end_all(tx, house, team, Closed.PAUSED, now)
    if any(stall.kind == StallKind.SILENT for stall in ended):
        # What was known before the pause is not told again after it: the silence is counted anew.
        await teams.change_team(tx, team.id, waiting_since=None, silent_at=None)
    await _plan_anew(tx, house, team.id, check_in, now)
    await teams.change_team(tx, team.id, look_at=min(calendar.end_of(days), end_of_time(team, calendar)))
    await audit.note(tx, now, by, "pause", team.slug, until=until.isoformat())


async def resume(tx: Tx, house: House, team: TeamRow, by: str, now: datetime) -> bool:
    """End the team's pause today. Whether it rested."""
    check_in = await conversations.hold_open_check_in(tx, team.id)
    team = await teams.team_by_id(tx, team.id, lock=True)
    today = (await calendar_of(tx, team)).local_date(now)
    if not await pauses.end_pauses(tx, team.id, today):
        return False
    await _plan_anew(tx, house, team.id, check_in, now)
    await teams.look_again(tx, now, team_id=team.id)
    await audit.note(tx, now, by, "resume", team.slug)
    return True


async def _plan_anew(tx: Tx, house: House, team_id: int, check_in: CheckInRow | None, now: datetime) -> None:
    await replan_open(tx, house, await teams.team_by_id(tx, team_id))
    await plan_start(tx, house, team_id)
    if check_in is not None:
        await wait_for_the_team(tx, house, team_id, check_in.id, now)
