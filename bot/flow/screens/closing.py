"""The end of a check-in in words: what was said, something for the step, and when the next one comes."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.check_in import Stage
from bot.domain.model import Question, Step
from bot.domain.outgoing import Keyboard
from bot.flow.facilitating.moving.way import step_now
from bot.flow.facilitating.tips.offer import OnClosing, tips_on_closing
from bot.flow.house import House
from bot.flow.plan import asked_next
from bot.flow.screens.buttons import closing_buttons
from bot.flow.screens.question import colleague
from bot.flow.screens.talk import Held, Talk, holding_answer, model_texts, say_value, texts_of
from bot.storage import check_ins
from bot.storage.database import Tx


async def closing_screen(tx: Tx, house: House, talk: Talk, now: datetime) -> tuple[str, Keyboard]:
    """What stands on the screen when this person is done, and the buttons below."""
    wording, language, team = house.content.wording, talk.language, talk.team
    texts, stage = model_texts(house, team, language), talk.conversation.stage
    given = await _given(tx, talk) if stage is Stage.DONE else []
    of_concerns = (_step_of_concern(house, talk, question, held) for question, held in given)
    concern = next((step for step in of_concerns if step), None)
    if concern is not None:
        # Where something is in the way, what helps there comes before what others have found.
        step, tip = concern, OnClosing()
    else:
        earlier = await check_ins.earlier_check_ins(tx, team.id)
        all_well = bool(given) and not any(question.is_concern(held[0]) for question, held in given)
        step = await step_now(tx, house, team, earlier, phase=talk.check_in.phase)
        tip = await tips_on_closing(tx, house, talk, step, earlier, now, all_well=all_well)
    following = await asked_next(tx, house, team)
    text = wording.layout(
        "check-in-done",
        language,
        stage=stage,
        team=team.title,
        late=talk.check_in.closed_at is not None,
        answers=[
            (
                texts_of(house, talk, question).text,
                say_value(house, talk, question, held[0]),
                await colleague(tx, house, talk, held[1]),
            )
            for question, held in given
        ],
        tip=tip.text,
        guidance="" if stage is Stage.NOT_ON_DUTY else texts.steps[step.id].guidance,
        concern=concern is not None,
        step=texts.steps[step.id].title,
        when=wording.when(following, ZoneInfo(team.zone), now, language) if following else "",
        collaborative=team.collaborative_title,
        ends=wording.date(team.ends, language),
    )
    return text, closing_buttons(house, talk) + tip.buttons


async def _given(tx: Tx, talk: Talk) -> list[tuple[Question, Held]]:
    return [
        (question, held)
        for question in talk.conversation.questions
        if (held := await holding_answer(tx, talk, question)) is not None
    ]


def _step_of_concern(house: House, talk: Talk, question: Question, held: Held) -> Step | None:
    """The step whose guidance is wanted most: an answer to one of its questions says that something is in the way."""
    if not question.is_concern(held[0]):
        return None
    asked = next(it["step"] for it in talk.check_in.questions if it["id"] == question.id)
    steps = house.model(talk.team).phase(talk.check_in.phase).steps
    return next((step for step in steps if step.id == asked), None)
