"""What leaves late, after an outage or a long queue, waits for its reader's hours once more."""

from datetime import datetime, timedelta

from bot.domain.outgoing import Lane, Outgoing, OutgoingKind
from bot.domain.programme import Role
from bot.flow.asking.reach import may_ask_at, may_show_at, may_show_in_group
from bot.flow.digests.plan import may_read_at
from bot.flow.house import House
from bot.flow.screens.talk import talk_about
from bot.flow.staff_hours import may_tell_at
from bot.storage import (
    check_ins,
    conversations,
    endings,
    matters,
    outbox_alerts,
    outbox_sent,
    pdsa_cycles,
    people,
    sessions,
    stalls,
    team_messages,
    teams,
)
from bot.storage.database import Tx
from bot.storage.outbox_rows import OutboxRow
from bot.storage.rows import TeamRow
from bot.storage.scores import asked_about

# The hours were looked at when it was decided.
IN_TIME = timedelta(minutes=1)
# These come as new messages; of the others only what is fresh does, the rest changes what is there without a sound.
_ALWAYS_NEW = frozenset(
    {
        OutgoingKind.REMINDER,
        OutgoingKind.THANKS,
        OutgoingKind.ALERT,
        OutgoingKind.MESSAGE,
        OutgoingKind.PROPOSAL,
        OutgoingKind.TIP,
        OutgoingKind.NEWS,
        OutgoingKind.MATTERS,
        OutgoingKind.ASKING,
        OutgoingKind.BRIEF,
        OutgoingKind.HAND_OVER,
        OutgoingKind.DIGEST,
    }
)
_MAY_GO_TO_GROUPS = frozenset({OutgoingKind.MESSAGE, OutgoingKind.HAND_OVER, OutgoingKind.PROPOSAL, OutgoingKind.NEWS})
_FOR_STAFF = frozenset({OutgoingKind.ALERT, OutgoingKind.MATTERS, OutgoingKind.ASKING, OutgoingKind.BRIEF})
_NEW_IF_FRESH = frozenset({OutgoingKind.SCREEN, OutgoingKind.CYCLE})


async def put_off_until(house: House, row: OutboxRow, now: datetime) -> datetime | None:
    """The moment for which a message that nobody asked for waits; None where it may leave at once."""
    due_at = row.outgoing.not_before or row.decided_at
    if now - due_at <= IN_TIME or not _comes_unasked(row.outgoing):
        return None
    async with house.db.read() as tx:
        permitted = await _permitted(tx, house, row, now)
    return permitted if permitted is not None and permitted > now else None


def _comes_unasked(outgoing: Outgoing) -> bool:
    if outgoing.lane is Lane.REPLY:
        return False
    return outgoing.kind in _ALWAYS_NEW or (outgoing.fresh and outgoing.kind in _NEW_IF_FRESH)


async def _permitted(tx: Tx, house: House, row: OutboxRow, now: datetime) -> datetime | None:
    outgoing = row.outgoing
    person = await people.person_by_id(tx, outgoing.person_id) if outgoing.person_id is not None else None
    if outgoing.conversation_id is not None:
        conversation = await conversations.conversation_by_id(tx, outgoing.conversation_id)
        if conversation is None:
            return None
        check_in = await check_ins.check_in_by_id(tx, conversation.check_in_id)
        talk = await talk_about(tx, house, await teams.team_by_id(tx, check_in.team_id), check_in, conversation, person)
        return await may_show_at(tx, house, talk, now)
    if outgoing.kind is OutgoingKind.DIGEST and person is not None:
        return await may_read_at(tx, house, person, outgoing.subject or 0, now)
    team = await _team_of(tx, house, row)
    if team is None:
        return None
    if person is None:
        in_group = outgoing.kind in _MAY_GO_TO_GROUPS
        return await may_show_in_group(tx, house, team, now) if in_group else None
    if await _is_for_staff(tx, outgoing):
        return await may_tell_at(tx, house, team, person, now)
    return await may_ask_at(tx, house, team, person, now)


async def _is_for_staff(tx: Tx, outgoing: Outgoing) -> bool:
    """Whether it comes in the hours of those who follow teams, and not in those of the teams."""
    if outgoing.kind is OutgoingKind.MESSAGE:
        message = await team_messages.message_by_id(tx, outgoing.subject or 0)
        return message is not None and not message.to_team
    if outgoing.kind is OutgoingKind.HAND_OVER:
        # The team itself is told with the wave.
        return outgoing.lane is Lane.ALERT
    if outgoing.kind is OutgoingKind.NEWS:
        return not await people.has_role(tx, outgoing.person_id or 0, outgoing.subject or 0, Role.MEMBER)
    return outgoing.kind in _FOR_STAFF


async def _team_of(tx: Tx, house: House, row: OutboxRow) -> TeamRow | None:
    """The team that the message is about; of a list of cases the first whose schedule is still there."""
    subject = row.outgoing.subject or 0
    match row.outgoing.kind:
        case OutgoingKind.ALERT:
            about = await outbox_alerts.cases_of(tx, row.id)
            found = [stall.team_id for it in about if (stall := await stalls.stall_by_id(tx, it)) is not None]
        case OutgoingKind.CYCLE:
            cycle = await pdsa_cycles.cycle_by_id(tx, subject)
            found = [cycle.team_id] if cycle else []
        case OutgoingKind.NEWS | OutgoingKind.HAND_OVER:
            found = [subject]
        case OutgoingKind.MESSAGE | OutgoingKind.PROPOSAL | OutgoingKind.TIP:
            found = await outbox_sent.team_about(tx, row.outgoing.kind, subject)
        case OutgoingKind.MATTERS:
            found = [it.team_id for it in await matters.told_in(tx, row.id)]
        case OutgoingKind.BRIEF:
            found = await sessions.teams_at(tx, subject)
        case OutgoingKind.ASKING:
            found = await asked_about(tx, subject)
        case _:
            team_id = await endings.team_of(tx, subject)
            found = [team_id] if team_id is not None else []
    its_teams = [await teams.team_by_id(tx, team_id) for team_id in found]
    return next((team for team in its_teams if house.knows(team)), its_teams[0] if its_teams else None)
