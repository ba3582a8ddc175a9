"""A team is looked at anew: whether anybody of it is in reach, and whether its answers say that it is stuck."""

from dataclasses import replace
from datetime import datetime

from bot.domain.stall import Closed, StallKind, silent_at
from bot.domain.stuck import Finding, findings, rules_in
from bot.domain.stuck_measures import missing_values
from bot.domain.working_time import WorkingCalendar
from bot.flow.cases.end import end_all, end_case
from bot.flow.cases.open import Found, open_case
from bot.flow.cases.reach import newcomers_have_until, out_of_reach
from bot.flow.deadlines import end_of_time
from bot.flow.house import Counts, House, calendar_of, is_over
from bot.flow.measuring.standing import is_preparing, wanted_since
from bot.storage import heard, pdsa_cycles, phases, reach, stalls, teams
from bot.storage.database import Tx
from bot.storage.rows import TeamRow


async def look(tx: Tx, house: House, team: TeamRow, now: datetime) -> Counts:
    """Open and end the cases that hang on who is in reach and on what the team says; only a difference speaks."""
    calendar = await calendar_of(tx, team)
    pause = calendar.pause_on(calendar.local_date(now))
    if is_over(team, now):
        # Its time may be extended: then the next questions begin another wait.
        await teams.change_team(tx, team.id, look_at=None, waiting_since=None, silent_at=None)
        await end_all(tx, house, team, Closed.ENDED, now)
        return Counts()
    # What changes in a pause is looked at when it is over, and what is open at the end ends with the team's time.
    over = end_of_time(team, calendar)
    await teams.change_team(tx, team.id, look_at=min(calendar.end_of(pause), over) if pause else over)
    if pause or not house.knows(team):
        return Counts()
    gone = await _gone(tx, house, team, calendar, now)
    if gone:
        # Nobody is there who could be silent.
        if team.silent_at is not None and team.silent_at > gone.moment:
            await teams.change_team(tx, team.id, silent_at=None)
    elif team.waiting_since is not None and team.silent_at is None:
        await _wait_on(tx, house, team, team.waiting_since, calendar, now)
    stuck = await stuck_by(tx, house, team, calendar, now)
    counts = await _compare(tx, house, team, StallKind.UNREACHABLE, gone, Closed.IN_REACH, now)
    return counts + await _compare(tx, house, team, StallKind.STUCK, stuck, Closed.MOVES_AGAIN, now)


async def _gone(tx: Tx, house: House, team: TeamRow, calendar: WorkingCalendar, now: datetime) -> Found | None:
    """That nobody is in reach, dated to the last change: a group may go long after the phones were closed."""
    joined = await reach.who_joined(tx, team.id)
    gone = out_of_reach(team, joined)
    if gone is not None and await stalls.open_stall_of(tx, team.id, StallKind.UNREACHABLE) is None:
        # Who was named in the place of others has their time to join.
        until = await newcomers_have_until(tx, team, joined, calendar, house.stall_rules(team))
        if until is not None and until > now:
            await teams.look_again(tx, until, team_id=team.id)
            return None
        gone = replace(gone, moment=until or gone.moment)
    if gone is None or team.look_at is None or calendar.pause_on(calendar.local_date(gone.moment)):
        return gone
    # After a pause there is a change without news.
    known = await stalls.was_paused(tx, team.id, StallKind.UNREACHABLE)
    return gone if known else replace(gone, moment=max(gone.moment, team.look_at))


async def _wait_on(
    tx: Tx, house: House, team: TeamRow, since: datetime, calendar: WorkingCalendar, now: datetime
) -> None:
    """Somebody is in reach again: a silence that is not over goes on, and else the next questions begin another."""
    if await stalls.open_stall_of(tx, team.id, StallKind.SILENT) is not None:
        return
    moment = silent_at(calendar, since, house.stall_rules(team).silent_after)
    left = moment > now
    await teams.change_team(tx, team.id, waiting_since=since if left else None, silent_at=moment if left else None)


async def stuck_by(tx: Tx, house: House, team: TeamRow, calendar: WorkingCalendar, now: datetime) -> Found | None:
    """By which rules the team is stuck, if it is: as its answers since its last move or pause say."""
    since, rules = await _counts_from(tx, team, calendar, now), house.stall_rules(team).stuck
    found = findings(
        rules,
        await heard.heard_since(tx, team.id, since),
        house.model(team),
        team.phase,
        calendar,
        await pdsa_cycles.tests_begun(tx, team.id),
    )
    found = sorted([*found, *await _missing(tx, house, team, since, calendar)], key=lambda it: it.at)
    if not found:
        return None
    return Found(StallKind.STUCK, found[0].at, tuple(finding.reason for finding in found))


async def _missing(tx: Tx, house: House, team: TeamRow, since: datetime, calendar: WorkingCalendar) -> list[Finding]:
    """Every rule on missing values that holds; in the first phase a team is still finding out what to count."""
    rules = [it for it in rules_in(house.stall_rules(team).stuck, house.model(team), team.phase) if it.missing]
    if not rules or is_preparing(house, team):
        return []
    return missing_values(rules, await wanted_since(tx, team, since), calendar)


async def _counts_from(tx: Tx, team: TeamRow, calendar: WorkingCalendar, now: datetime) -> datetime:
    """Since when the team's answers count: a move to another phase, and an agreed pause, are a new beginning.

    A pause that was taken back on its own day leaves the moment at which it ended a case. A team that was taken out of
    the programme begins anew when it is back.
    """
    over = [moment for pause in calendar.pauses if (moment := calendar.end_of(pause)) <= now]
    others = (
        await phases.moved_last(tx, team.id),
        await stalls.last_closed(tx, team.id, StallKind.STUCK, Closed.PAUSED),
    )
    return max([team.first_applied_at, *over, *(moment for moment in others if moment is not None)])


async def _compare(
    tx: Tx, house: House, team: TeamRow, kind: StallKind, found: Found | None, ends: Closed, now: datetime
) -> Counts:
    stall = await stalls.open_stall_of(tx, team.id, kind)
    if found is None:
        if stall is not None:
            await end_case(tx, house, team, kind, ends, now)
        return Counts()
    if stall is not None:
        await stalls.change_reasons(tx, stall, list(found.reasons), now)
        return Counts()
    ended = await stalls.last_closed(tx, team.id, kind)
    # What was known when the last case ended is not told again.
    return await open_case(tx, team, found, now) if ended is None or found.moment > ended else Counts()
