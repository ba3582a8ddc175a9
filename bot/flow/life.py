"""Signs of life: what a team's answer, or a first member joining, ends and sets in motion."""

from collections.abc import Collection
from datetime import datetime

from bot.domain.model import Question
from bot.domain.outgoing import OutgoingKind
from bot.domain.programme import Role
from bot.domain.stall import Closed, StallKind
from bot.flow.cases.end import end_case
from bot.flow.facilitating.moving.weigh import is_weighed, weigh
from bot.flow.house import House
from bot.flow.own_time import is_away
from bot.storage import answers, check_ins, conversations, outbox, people, teams
from bot.storage.database import Tx
from bot.storage.rows import CheckInRow, PersonRow, TeamRow
from bot.storage.tables import outbox as outbox_table


async def sign_of_life(tx: Tx, house: House, team: TeamRow, now: datetime) -> None:
    """The team is there: its silence is over, and so is a case about it."""
    await teams.change_team(tx, team.id, last_sign_at=now, waiting_since=None, silent_at=None)
    await end_case(tx, house, team, StallKind.SILENT, Closed.SIGN_OF_LIFE, now)


async def somebody_joined(tx: Tx, house: House, team_id: int, now: datetime) -> None:
    """The team has started."""
    await teams.change_team(tx, team_id, never_started_at=None)
    await teams.look_again(tx, now, team_id=team_id)
    await end_case(tx, house, await teams.team_by_id(tx, team_id), StallKind.NEVER_STARTED, Closed.JOINED, now)


async def look_again_at(tx: Tx, house: House, team: TeamRow, question: Question | None, now: datetime) -> None:
    """Have the team looked at anew where a stall rule, or its gate, reads what was answered.

    No question is "nothing new".
    """
    rules = house.stall_rules(team).stuck
    if any(rule.nothing_new_too if question is None else rule.question == question.id for rule in rules):
        await teams.look_again(tx, now, team_id=team.id)
    if question is not None and is_weighed(house, team, question.id):
        await weigh(tx, house, team.id, now)


async def note_heard(
    tx: Tx, team: TeamRow, check_in: CheckInRow, now: datetime, *, also: PersonRow | None = None
) -> bool:
    """Mark the check-in as answered where the team's quorum is met. Whether this was what met it.

    `also` was heard although no answer of theirs was kept: they said for all in a group that there is nothing new.
    """
    heard = await answers.hearing(tx, check_in.id) | ({also.slug} if also else set())
    if not await _is_enough(tx, team, heard, now) or not await check_ins.mark_answered(tx, check_in.id, now):
        return False
    await teams.look_again(tx, now, team_id=team.id)
    await _take_back_reminders(tx, check_in, now)
    return True


async def _is_enough(tx: Tx, team: TeamRow, heard: Collection[str], now: datetime) -> bool:
    if team.quorum != "reporter":
        return len(heard) >= int(team.quorum)
    return team.reporter in heard or (bool(heard) and not await _reporter_is_there(tx, team, now))


async def _reporter_is_there(tx: Tx, team: TeamRow, now: datetime) -> bool:
    """Whether the team's reporter can answer: a member who has joined, is in reach and not away."""
    person = await people.person_by_slug(tx, team.reporter) if team.reporter else None
    if person is None or not person.can_be_reached or not await people.has_role(tx, person.id, team.id, Role.MEMBER):
        return False
    return not await is_away(tx, team, person, now)


async def _take_back_reminders(tx: Tx, check_in: CheckInRow, now: datetime) -> None:
    # Held for the hours of somebody in another zone, they are not needed any more.
    talks = [row.id for row in await conversations.conversations_of(tx, check_in_id=check_in.id)]
    reminders = (outbox_table.c.conversation_id.in_(talks), outbox_table.c.kind == OutgoingKind.REMINDER)
    await outbox.withdraw(tx, *reminders, now=now)
