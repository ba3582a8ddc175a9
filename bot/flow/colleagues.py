"""What one person says for the team is seen at once by the colleagues who have the same question before them."""

from datetime import datetime

from bot.domain.check_in import Stage
from bot.domain.model import About, Question
from bot.domain.programme import Role
from bot.flow.house import House
from bot.flow.screens.show import IN_SILENCE, renew_waiting, show
from bot.flow.screens.talk import Talk, talk_about
from bot.storage import check_ins, outbox, people
from bot.storage.database import Tx
from bot.storage.rows import ConversationRow


async def show_colleagues(tx: Tx, house: House, talk: Talk, question: Question, now: datetime) -> None:
    """Change the messages in which colleagues see this question, now that it was answered; no phone makes a sound."""
    if question.about is not About.TEAM or talk.check_in.closed_at is not None:
        return
    for row in await check_ins.conversations_of(tx, check_in_id=talk.check_in.id):
        if row.person_id == talk.person.id or not await _is_member(tx, talk, row):
            continue
        person = await people.person_by_id(tx, row.person_id)
        other = talk_about(house, talk.team, talk.check_in, row, person)
        if not _sees(other, question):
            continue
        if await outbox.waits_below(tx, row.id):
            # What waits to come below, now or in the morning, is not to be hurried by this.
            await renew_waiting(tx, house, other, now)
        elif row.message_id is not None:
            await show(tx, house, other, now, IN_SILENCE)


async def _is_member(tx: Tx, talk: Talk, row: ConversationRow) -> bool:
    return await people.has_role(tx, row.person_id, talk.team.id, Role.MEMBER)


def _sees(talk: Talk, question: Question) -> bool:
    """Whether the question stands on this person's screen, alone or among the answers at the end."""
    if not talk.person.can_be_reached:
        return False
    return talk.conversation.stage is Stage.DONE or talk.conversation.current == question
