"""A pause begins or ends: what waits of the open check-in comes when the team may be asked again, or is not asked."""

from collections.abc import Sequence
from datetime import datetime

from bot.domain.check_in import CheckInState, Stage
from bot.domain.outgoing import Lane, OutgoingKind
from bot.domain.stall import silent_at
from bot.domain.working_time import local_time
from bot.flow.asking.reach import hand_over, may_show_at
from bot.flow.house import House, calendar_of, is_over
from bot.flow.plan import asked_next
from bot.flow.screens.readers import talk_shown
from bot.flow.screens.talk import Talk
from bot.storage import check_ins, conversations, outbox, outbox_screens, teams
from bot.storage.database import Tx
from bot.storage.rows import CheckInRow, ConversationRow, TeamRow
from bot.storage.tables import outbox as outbox_table


async def wait_for_the_team(tx: Tx, house: House, team_id: int, check_in_id: int, now: datetime) -> None:
    """Let what has not reached its reader wait anew; the check-in is held, and the team's days are as they are now."""
    team, check_in = await teams.team_by_id(tx, team_id), await check_ins.check_in_by_id(tx, check_in_id)
    come = 0
    for row in await conversations.conversations_of(tx, check_in_id=check_in.id):
        taken_back, has_come = await _take_back(tx, row, now), await _has_come(tx, row)
        come += has_come
        if row.stage == Stage.OPEN and (taken_back or not has_come):
            await _come_again(tx, house, team, check_in, row, now)
    if not come:
        await _comes_first(tx, house, team, check_in, now)


async def _come_again(
    tx: Tx, house: House, team: TeamRow, check_in: CheckInRow, row: ConversationRow, now: datetime
) -> None:
    talk = await talk_shown(tx, house, team, check_in, row)
    if talk is not None and await _is_in_time(tx, house, talk, now):
        await hand_over(tx, house, talk, now)
    else:
        await conversations.change_conversation(tx, row.id, comes_at=None)


async def _take_back(tx: Tx, row: ConversationRow, now: datetime) -> bool:
    """Whether a check-in waited to come unasked. What answers somebody goes its way; a reminder is not made up for."""
    comes_anew = outbox_table.c.fresh | outbox_table.c.not_before.is_not(None)
    unasked = (outbox_table.c.conversation_id == row.id, outbox_table.c.lane == Lane.WAVE, comes_anew)
    await outbox.withdraw(tx, *unasked, outbox_table.c.kind == OutgoingKind.REMINDER, now=now)
    return await outbox.withdraw(tx, *unasked, now=now) > 0


async def _has_come(tx: Tx, row: ConversationRow) -> bool:
    """Whether the questions have reached their reader, or are on their way."""
    return row.message_id is not None or row.pressed_at is not None or await outbox_screens.is_under_way(tx, row.id)


async def _is_in_time(tx: Tx, house: House, talk: Talk, now: datetime) -> bool:
    """Whether the check-in would come at once, or a day at least before it closes."""
    comes_at = await may_show_at(tx, house, talk, now)
    if comes_at <= now:
        return True
    ends = (talk.check_in.close_at, await asked_next(tx, house, talk.team))
    day = local_time(comes_at, talk.zone).date()
    in_time = all(day < local_time(moment, talk.zone).date() for moment in ends if moment is not None)
    return in_time and not is_over(talk.team, comes_at)


async def _comes_first(tx: Tx, house: House, team: TeamRow, check_in: CheckInRow, now: datetime) -> None:
    """Nobody has got the questions: silence is counted from when they come, and where they do not, nobody was asked."""
    comes_at = _earliest(await conversations.conversations_of(tx, check_in_id=check_in.id))
    if comes_at is None:
        nothing_due = dict.fromkeys(("asked_at", "late_at", "remind_at", "close_at"))
        await check_ins.change_check_in(tx, check_in.id, state=CheckInState.WITHDRAWN, closed_at=now, **nothing_due)
    since = team.waiting_since
    if since is None or team.silent_at is None or (check_in.asked_at is not None and since < check_in.asked_at):
        return
    days = house.stall_rules(team).silent_after
    moment = silent_at(await calendar_of(tx, team), comes_at, days) if comes_at is not None else None
    await teams.change_team(tx, team.id, waiting_since=comes_at, silent_at=moment)


def _earliest(rows: Sequence[ConversationRow]) -> datetime | None:
    return min((row.comes_at for row in rows if row.comes_at is not None), default=None)
