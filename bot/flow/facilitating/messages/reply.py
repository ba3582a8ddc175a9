"""A text that replies to a message: a member answers the facilitator, or a facilitator writes back to the team."""

from typing import Any

from bot.domain.programme import Role
from bot.flow.facilitating.messages.purpose import TO_FACILITATOR, TO_TEAM
from bot.flow.handling import Incoming
from bot.flow.house import House
from bot.flow.rights import leads
from bot.flow.writing.take import take_text
from bot.storage import people, team_messages, teams, writings
from bot.storage.database import Tx
from bot.storage.outbox_sent import SentRow
from bot.storage.rows import PersonRow


async def take_reply_to_message(
    tx: Tx, house: House, incoming: Incoming, person: PersonRow, sent: SentRow, text: str
) -> bool:
    """Take the text as an answer, or as a message to the team, which is shown once more before. Whether it was."""
    message = await team_messages.message_by_id(tx, sent.subject or 0)
    if message is None:
        return False
    team = await teams.team_by_id(tx, message.team_id)
    about: dict[str, Any]
    if message.to_team:
        may = await people.has_role(tx, person.id, team.id, Role.MEMBER)
        purpose, about = TO_FACILITATOR, {"message": message.id}
    else:
        may, purpose, about = await leads(tx, person, team), TO_TEAM, {"teams": [team.id]}
    if not may:
        return False
    writing_id = await writings.add_writing(tx, person.id, team.id, purpose, about, incoming.now)
    writing = await writings.writing_by_id(tx, writing_id)
    assert writing is not None
    await take_text(tx, house, incoming, person, writing, text)
    return True
