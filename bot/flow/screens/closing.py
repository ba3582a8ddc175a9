"""The end of a check-in in words: what was said, something for the step, and when the next one comes."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.asking import current_step
from bot.domain.check_in import Stage
from bot.flow.house import House
from bot.flow.screens.question import colleague
from bot.flow.screens.talk import Talk, holding_answer, model_texts, say_value, texts_of
from bot.storage import check_ins
from bot.storage.database import Tx


async def closing_text(tx: Tx, house: House, talk: Talk, now: datetime) -> str:
    """What stands on the screen when this person is done."""
    wording, language, team = house.content.wording, talk.language, talk.team
    texts, nothing_new = model_texts(house, team, language), talk.conversation.stage is Stage.NOTHING_NEW
    step = current_step(house.model(team), talk.check_in.phase, await check_ins.newest_answers(tx, team.id))
    return wording.layout(
        "check-in-done",
        language,
        nothing_new=nothing_new,
        team=team.title,
        late=talk.check_in.closed_at is not None,
        answers=[] if nothing_new else await _given(tx, house, talk),
        guidance=texts.steps[step.id].guidance,
        step=texts.steps[step.id].title,
        when=wording.when(team.next_due_at, ZoneInfo(team.zone), now, language) if team.next_due_at else "",
        collaborative=team.collaborative_title,
        ends=wording.date(team.ends, language),
    )


async def _given(tx: Tx, house: House, talk: Talk) -> list[tuple[str, str, str]]:
    return [
        (
            texts_of(house, talk, question).text,
            say_value(house, talk, question, found[0]),
            await colleague(tx, talk, found[1]),
        )
        for question in talk.conversation.questions
        if (found := await holding_answer(tx, talk, question))
    ]
