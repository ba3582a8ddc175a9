"""What a press or a text did is kept, and everybody who should sees it."""

from dataclasses import replace
from datetime import datetime

from bot.domain.buttons import NOTHING_NEW
from bot.domain.check_in import Moved, Then
from bot.domain.model import Question, Value
from bot.flow.answering.follows import follow_up
from bot.flow.answering.help import told_of_help, wants_help
from bot.flow.answering.later import ask_when, come_back
from bot.flow.colleagues import show_colleagues
from bot.flow.house import House
from bot.flow.life import look_again_at, note_heard, sign_of_life
from bot.flow.screens.show import CORRECTING, IN_PLACE, Showing, show
from bot.flow.screens.talk import Talk, holding_answer, moved, texts_of
from bot.storage import answers, conversations
from bot.storage.database import Tx


async def take(
    tx: Tx, house: House, talk: Talk, done: Moved, now: datetime, *, choice: str = "", fresh: bool = False
) -> str:
    """Keep what a press or a text did, and show the next screen; the toast to show."""
    # The conversations before the team and before their messages, as everybody does.
    await conversations.hold_conversations(tx, talk.check_in.id)
    kept = await _keep_answer(tx, house, talk, done, now)
    later_at = await come_back(tx, house, talk, choice, now) if done.then is Then.LATER else None
    await _keep_place(tx, talk, done, now, later_at)
    await sign_of_life(tx, house, talk.team, now)
    nothing_new = choice == NOTHING_NEW
    if kept or nothing_new:
        await look_again_at(tx, house, talk.team, done.question if kept else None, now)
        await note_heard(tx, talk.team, talk.check_in, now, also=talk.somebody if nothing_new else None)
    if kept and done.question is not None:
        await show_colleagues(tx, house, talk, done.question, now)
        await wants_help(tx, house, talk, done, now)
    how = await _how(tx, house, talk, done, now)
    if fresh:
        how = replace(how, fresh=True)
    changed = done.conversation != talk.conversation or later_at != talk.row.later_at
    if kept or changed or how != IN_PLACE or done.then is not Then.NEXT:
        await show(tx, house, moved(talk, done.conversation, later_at), now, how)
        return ""
    return house.content.wording.plain("toast.already-saved", talk.language) if done.question else ""


async def _how(tx: Tx, house: House, talk: Talk, done: Moved, now: datetime) -> Showing:
    """How the next screen is shown after this press."""
    match done.then:
        case Then.CORRECTING:
            return CORRECTING
        case Then.ASK_WHEN:
            return replace(IN_PLACE, aside=await ask_when(tx, house, talk, now))
        case Then.HELP:
            return replace(IN_PLACE, opening=await told_of_help(tx, house, talk, now))
    return IN_PLACE


async def _keep_answer(tx: Tx, house: House, talk: Talk, done: Moved, now: datetime) -> bool:
    if done.question is None or done.value is None:
        return False
    newest = await holding_answer(tx, talk, done.question)
    if newest == (done.value, talk.somebody.id):
        return False
    await _add(tx, house, talk, done.question, done.value, now)
    await follow_up(tx, house, talk, done.question, newest[0] if newest else None, done.value, now)
    return True


async def _add(tx: Tx, house: House, talk: Talk, question: Question, value: Value, now: datetime) -> None:
    asked = next(it for it in talk.check_in.questions if it["id"] == question.id)
    await answers.add_answer(
        tx,
        check_in_id=talk.check_in.id,
        team_id=talk.team.id,
        person_id=talk.somebody.id,
        question=question.id,
        question_version=asked["version"],
        phase=talk.check_in.phase,
        step=asked["step"],
        about=question.about,
        wording=texts_of(house, talk, question).text,
        value=value,
        asked_at=talk.check_in.asked_at or now,
        answered_at=now,
        late=talk.check_in.closed_at is not None,
        source="group" if talk.in_group else "chat",
    )


async def _keep_place(tx: Tx, talk: Talk, done: Moved, now: datetime, later_at: datetime | None) -> None:
    draft = done.conversation.draft
    await conversations.change_conversation(
        tx,
        talk.row.id,
        position=done.conversation.position,
        stage=done.conversation.stage,
        draft=list(draft) if isinstance(draft, tuple) else draft,
        pressed_at=talk.row.pressed_at or now,
        later_at=later_at,
    )
