"""The conversations that a person may be at."""

from dataclasses import replace

from bot.domain.programme import Role
from bot.flow.house import House
from bot.flow.screens.talk import Talk, talk_about
from bot.storage import check_ins, conversations, people, teams
from bot.storage.database import Tx
from bot.storage.rows import ConversationRow, PersonRow


async def talks_of(tx: Tx, house: House, person: PersonRow) -> list[Talk]:
    """The person's own conversations about check-ins that have not closed, the newest first."""
    rows = await conversations.open_conversations_of(tx, person.id)
    return [talk for row in rows if (talk := await _talk(tx, house, row, person))]


async def talk_on(tx: Tx, house: House, person: PersonRow, message_id: int) -> Talk | None:
    """The person's conversation that stands on this message, also when its check-in has closed."""
    for row in await conversations.conversations_of(tx, person_id=person.id):
        if row.message_id == message_id:
            return await _talk(tx, house, row, person)
    return None


async def talk_in_group(tx: Tx, house: House, person: PersonRow, chat_id: int, message_id: int) -> Talk | None:
    """The conversation on this message of a group, where the person is a member of the team that is asked there."""
    row = await conversations.group_conversation(tx, chat_id, message_id)
    return await _talk(tx, house, row, person) if row else None


async def hold(tx: Tx, talk: Talk) -> Talk:
    """The same, its check-in held until the transaction ends.

    Whoever answers holds the check-in before the team: the other way round two colleagues may wait for each other.
    """
    return replace(talk, check_in=await check_ins.check_in_by_id(tx, talk.check_in.id, lock=True))


async def _talk(tx: Tx, house: House, row: ConversationRow, person: PersonRow) -> Talk | None:
    check_in = await check_ins.check_in_by_id(tx, row.check_in_id)
    if not await people.has_role(tx, person.id, check_in.team_id, Role.MEMBER):
        return None
    team = await teams.team_by_id(tx, check_in.team_id)
    return await talk_about(tx, house, team, check_in, row, person) if team.model in house.content.models else None
