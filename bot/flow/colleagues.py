"""What one person says for the team is seen at once by the colleagues who have the same question before them."""

from datetime import datetime

from bot.domain.check_in import Stage
from bot.domain.model import About, Question
from bot.flow.house import House
from bot.flow.screens.readers import talk_shown
from bot.flow.screens.show import IN_SILENCE, renew_waiting, show
from bot.flow.screens.talk import Talk
from bot.storage import conversations, outbox_screens
from bot.storage.database import Tx


async def show_colleagues(tx: Tx, house: House, talk: Talk, question: Question, now: datetime) -> None:
    """Change the messages in which colleagues see this question, now that it was answered; no phone makes a sound."""
    if question.about is not About.TEAM or talk.check_in.closed_at is not None:
        return
    for row in await conversations.conversations_of(tx, check_in_id=talk.check_in.id):
        other = await talk_shown(tx, house, talk.team, talk.check_in, row) if row.id != talk.row.id else None
        if other is None or not _sees(other, question):
            continue
        if await outbox_screens.waits_below(tx, row.id):
            # What waits to come below, now or in the morning, is not to be hurried by this.
            await renew_waiting(tx, house, other, now)
        elif row.message_id is not None:
            await show(tx, house, other, now, IN_SILENCE)


def _sees(talk: Talk, question: Question) -> bool:
    """Whether the question stands on this screen, alone or among the answers at the end."""
    return talk.conversation.stage is Stage.DONE or talk.conversation.current == question
