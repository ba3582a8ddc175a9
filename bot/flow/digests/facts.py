"""The week of a reader's teams, gathered as facts."""

from datetime import datetime, timedelta

from bot.domain.digest import NEED, TeamFacts
from bot.domain.programme import Role
from bot.domain.stall import StallKind
from bot.domain.team_state import TeamState
from bot.domain.working_time import ONE_DAY
from bot.flow.facilitating.moving.way import step_now
from bot.flow.house import House, calendar_of
from bot.flow.standing import state_now
from bot.storage import answers, check_ins, people, stalls, teams
from bot.storage.database import Tx
from bot.storage.rows import PersonRow, TeamRow

TWO_WEEKS = timedelta(days=14)


async def facts_of(tx: Tx, house: House, team: TeamRow, reader: PersonRow, now: datetime) -> TeamFacts:
    """What may be known about the team's last weeks; the reader does not count as one of its members."""
    calendar = await calendar_of(tx, team)
    members = await people.people_of_team(tx, team.id, Role.MEMBER)
    given = await answers.newest_answers(tx, team.id)
    answered, asked = await check_ins.counted(tx, team.id, now - TWO_WEEKS, now)
    before = await check_ins.counted(tx, team.id, now - 2 * TWO_WEEKS, now - TWO_WEEKS)
    state = await state_now(tx, team, now)
    today = calendar.local_date(now)
    session = await teams.next_session(tx, team.collaborative_id, today)
    silent = await stalls.open_stall_of(tx, team.id, StallKind.SILENT)
    pause = calendar.pause_on(today)
    since = datetime.fromisoformat(silent.reasons[0]["since"]) if silent else now
    return TeamFacts(
        title=team.title,
        state=state,
        stalled=state in NEED and await _is_told(tx, team, state),
        phase=team.phase,
        step=(await step_now(tx, house, team)).id,
        others_joined=sum(1 for member in members if member.joined_at and member.id != reader.id),
        answered=answered,
        asked=asked,
        answered_before=before[0],
        asked_before=before[1],
        obstacle=next((str(it.value) for it in given if it.question == "obstacle"), None),
        silent_days=calendar.working_days_between(calendar.local_date(since), today),
        paused_until=pause.last + ONE_DAY if pause else None,
        next_session=(session.title, session.on_date) if session else None,
    )


async def _is_told(tx: Tx, team: TeamRow, state: TeamState) -> bool:
    # A team that has not started yet is in need only once its five working days are over.
    if state is not TeamState.NOT_STARTED:
        return True
    return await stalls.open_stall_of(tx, team.id, StallKind.NEVER_STARTED) is not None
