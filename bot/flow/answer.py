"""A person answers: presses and texts in a check-in, kept with the wording that was shown."""

from dataclasses import replace
from datetime import datetime

from bot.domain.buttons import BACK, CHANGE, NOTHING_NEW, SKIP, AnswerPressed
from bot.domain.check_in import Moved
from bot.domain.check_in import press as pressed_in
from bot.domain.model import Question, Value
from bot.domain.programme import Role
from bot.flow.colleagues import show_colleagues
from bot.flow.deliver import go_on_with
from bot.flow.handling import Incoming, handling, sender
from bot.flow.house import House
from bot.flow.life import note_heard, sign_of_life
from bot.flow.say import refuse
from bot.flow.screens.show import BELOW, CORRECTING, IN_PLACE, show
from bot.flow.screens.talk import Talk, holding_answer, moved, talk_about, texts_of
from bot.storage import check_ins, people, teams
from bot.storage.database import Tx
from bot.storage.rows import ConversationRow, PersonRow

MOVES = frozenset({SKIP, BACK, NOTHING_NEW, CHANGE})


async def press(house: House, incoming: Incoming, button: AnswerPressed, message_id: int) -> str:
    """What a press of a check-in's button does; the toast to show, empty for none."""
    async with handling(house, incoming) as tx:
        talk, refusal = await _whose(tx, house, incoming, button)
        if talk is None:
            return refusal
        done = pressed_in(talk.conversation, button.position, button.choice)
        if done is None:
            return await refuse(tx, house, incoming, "old-button")
        # A newer message than we know of stands in the chat, although nobody could tell whether it had arrived.
        if message_id > (talk.row.message_id or 0):
            chat_id, person_id = incoming.chat_id, talk.person.id
            await go_on_with(tx, talk.row.id, message_id, chat_id=chat_id, person_id=person_id, now=incoming.now)
        return await take(tx, house, talk, done, incoming.now)


async def take(tx: Tx, house: House, talk: Talk, done: Moved, now: datetime, *, fresh: bool = False) -> str:
    """Keep what a press or a text did, and show the next screen; the toast to show."""
    # The conversations before the team and before their messages, as everybody does.
    await check_ins.hold_conversations(tx, talk.check_in.id)
    kept = await _keep_answer(tx, house, talk, done, now)
    await _keep_place(tx, talk, done, now)
    await sign_of_life(tx, house, talk.team, now)
    if kept or done.conversation.stage == "nothing_new":
        await note_heard(tx, talk.team, talk.check_in, now)
    if kept and done.question is not None:
        await show_colleagues(tx, house, talk, done.question, now)
    if kept or fresh or done.again or done.correcting or done.conversation != talk.conversation:
        how = BELOW if fresh else CORRECTING if done.correcting else IN_PLACE
        await show(tx, house, moved(talk, done.conversation), now, how)
        return ""
    return house.content.wording.plain("toast.already-saved", talk.language) if done.question else ""


async def _whose(tx: Tx, house: House, incoming: Incoming, button: AnswerPressed) -> tuple[Talk | None, str]:
    row = await check_ins.conversation_by_id(tx, button.conversation_id)
    if row is None:
        return None, await refuse(tx, house, incoming, "old-button")
    check_in = await check_ins.check_in_by_id(tx, row.check_in_id, lock=True)
    team = await teams.team_by_id(tx, check_in.team_id)
    person = await sender(tx, incoming)
    if person is None:
        return None, await refuse(tx, house, incoming, "not-joined")
    if person.id != row.person_id:
        return None, await refuse(tx, house, incoming, "not-yours", team=team.title)
    if not await people.has_role(tx, person.id, team.id, Role.MEMBER):
        return None, await refuse(tx, house, incoming, "left")
    if team.removed_at is not None:
        return None, await refuse(tx, house, incoming, "ended", collaborative=team.collaborative_title)
    return talk_about(house, team, check_in, row, person), ""


async def talks_of(tx: Tx, house: House, person: PersonRow) -> list[Talk]:
    """The person's conversations about check-ins that have not closed, the newest first."""
    rows = await check_ins.open_conversations_of(tx, person.id)
    return [talk for row in rows if (talk := await _talk(tx, house, row, person))]


async def talk_on(tx: Tx, house: House, person: PersonRow, message_id: int) -> Talk | None:
    """The person's conversation that stands on this message, also when its check-in has closed."""
    for row in await check_ins.conversations_of(tx, person_id=person.id):
        if row.message_id == message_id:
            return await _talk(tx, house, row, person)
    return None


async def hold(tx: Tx, talk: Talk) -> Talk:
    """The same, its check-in held until the transaction ends.

    Whoever answers holds the check-in before the team: the other way round two colleagues may wait for each other.
    """
    return replace(talk, check_in=await check_ins.check_in_by_id(tx, talk.check_in.id, lock=True))


async def _talk(tx: Tx, house: House, row: ConversationRow, person: PersonRow) -> Talk | None:
    check_in = await check_ins.check_in_by_id(tx, row.check_in_id)
    if not await people.has_role(tx, person.id, check_in.team_id, Role.MEMBER):
        return None
    return talk_about(house, await teams.team_by_id(tx, check_in.team_id), check_in, row, person)


async def _keep_answer(tx: Tx, house: House, talk: Talk, done: Moved, now: datetime) -> bool:
    if done.question is None or done.value is None:
        return False
    newest = await holding_answer(tx, talk, done.question)
    if newest == (done.value, talk.person.id):
        return False
    await _add(tx, house, talk, done.question, done.value, now)
    return True


async def _add(tx: Tx, house: House, talk: Talk, question: Question, value: Value, now: datetime) -> None:
    asked = next(it for it in talk.check_in.questions if it["id"] == question.id)
    await check_ins.add_answer(
        tx,
        check_in_id=talk.check_in.id,
        team_id=talk.team.id,
        person_id=talk.person.id,
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
        source="chat",
    )


async def _keep_place(tx: Tx, talk: Talk, done: Moved, now: datetime) -> None:
    await check_ins.change_conversation(
        tx,
        talk.row.id,
        position=done.conversation.position,
        stage=done.conversation.stage,
        pressed_at=talk.row.pressed_at or now,
    )
