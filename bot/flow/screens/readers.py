"""Who may be shown a conversation now."""

from bot.domain.programme import Role
from bot.flow.house import House
from bot.flow.screens.talk import Talk, talk_about
from bot.storage import people
from bot.storage.database import Tx
from bot.storage.rows import CheckInRow, ConversationRow, TeamRow


async def talk_shown(tx: Tx, house: House, team: TeamRow, check_in: CheckInRow, row: ConversationRow) -> Talk | None:
    """The conversation, where its person is in the team and can be reached, or the team's group is still there."""
    if row.person_id is None:
        return await talk_about(tx, house, team, check_in, row, None) if team.group_chat_id is not None else None
    person = await people.person_by_id(tx, row.person_id)
    if not (person.can_be_reached and await people.has_role(tx, person.id, team.id, Role.MEMBER)):
        return None
    return await talk_about(tx, house, team, check_in, row, person)
