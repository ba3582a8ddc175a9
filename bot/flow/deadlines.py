"""Until when a team may be quiet: moments computed ahead, and computed anew when its days change."""

from datetime import UTC, datetime, time

from bot.domain.cadence import closes_at, reminder_at
from bot.domain.stall import StallKind, never_started_at, silent_at
from bot.domain.working_time import ONE_DAY, WorkingCalendar
from bot.flow.house import House, calendar_of
from bot.storage import reach, stalls
from bot.storage.check_ins import change_check_in, open_check_in
from bot.storage.database import Tx
from bot.storage.rows import TeamRow
from bot.storage.teams import change_team, look_again, team_by_id


async def plan_start(tx: Tx, house: House, team_id: int) -> None:
    """When the team counts as never started, as long as nobody of it has ever joined, and when its cases end."""
    team = await team_by_id(tx, team_id)
    started, calendar = await reach.has_ever_started(tx, team.id), await calendar_of(tx, team)
    days = house.stall_rules(team).never_started_after
    moment = None if started else never_started_at(calendar, await begun_at(tx, team, calendar), days)
    await change_team(tx, team.id, never_started_at=moment)
    # What is open when its time is over ends then.
    await look_again(tx, end_of_time(team, calendar), team_id=team.id)


def end_of_time(team: TeamRow, calendar: WorkingCalendar) -> datetime:
    """The moment at which the last day of the team is over."""
    return calendar.at(team.ends + ONE_DAY, time())


async def begun_at(tx: Tx, team: TeamRow, calendar: WorkingCalendar) -> datetime:
    """From when nobody having joined is counted: the team's start, its first apply, or the end of an agreed pause.

    A pause counts where it ended a case: what was known before it is not told again, and the team begins anew. One that
    was taken back on its own day leaves the moment at which it ended the case.
    """
    starts = datetime.combine(team.starts, time(), tzinfo=calendar.zone).astimezone(UTC)
    begun = [starts, team.first_applied_at]
    ended = await stalls.last_closed(tx, team.id, StallKind.NEVER_STARTED)
    if ended is not None:
        pause = calendar.pause_on(calendar.local_date(ended))
        begun.append(calendar.end_of(pause) if pause else ended)
    return max(begun)


async def replan_open(tx: Tx, house: House, team: TeamRow) -> None:
    """When a team counts as silent, and its open check-in is reminded of and closes, after the days have changed."""
    schedule, calendar = house.schedule(team), await calendar_of(tx, team)
    if team.waiting_since is not None and team.silent_at is not None:
        moment = silent_at(calendar, team.waiting_since, house.stall_rules(team).silent_after)
        await change_team(tx, team.id, silent_at=moment)
    check_in = await open_check_in(tx, team.id)
    if check_in is None or check_in.asked_at is None:
        return
    rule = schedule.reminder
    reminder = reminder_at(calendar, check_in.asked_at, working_days=rule.working_days, at=rule.at)
    await change_check_in(
        tx,
        check_in.id,
        close_at=closes_at(calendar, check_in.asked_at, schedule.closes_after),
        late_at=reminder if check_in.reminded_at is None else check_in.late_at,
        remind_at=reminder if check_in.remind_at is not None else None,
    )
