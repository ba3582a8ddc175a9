"""What follows from an answer beside the next question: homework is done, an event is kept, two scores compared."""

from datetime import datetime

from bot.domain.model import HOMEWORK, MEASURED, Question, Value
from bot.domain.progress_score import QUESTION as PROGRESS_SCORE
from bot.domain.pulse import MANAGER_ASKED
from bot.flow.facilitating.homework.answer import homework_answered
from bot.flow.facilitating.pulse.both import compare
from bot.flow.facilitating.scores.both import team_scored
from bot.flow.house import House
from bot.flow.measuring.said import value_said
from bot.flow.screens.talk import Talk
from bot.storage.database import Tx


async def follow_up(
    tx: Tx, house: House, talk: Talk, question: Question, before: Value | None, answer: Value, now: datetime
) -> None:
    """Do what this answer asks for; `before` is what held in the same check-in."""
    match question.id:
        case HOMEWORK.id:
            await homework_answered(tx, talk.homework, before, answer, now)
        case id_ if id_ in MEASURED:
            await value_said(tx, house, talk, question, answer, now)
        case id_ if id_ == PROGRESS_SCORE:
            await team_scored(tx, talk.team, now)
        case id_ if id_ == MANAGER_ASKED:
            await compare(tx, talk.team, now)
