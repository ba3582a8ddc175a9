"""A button of a check-in is pressed: whether it is this person's to press, and what it does."""

from bot.domain.buttons import CORRECT, AnswerPressed
from bot.domain.check_in import press as pressed_in
from bot.domain.programme import Role
from bot.flow.answering.measured import press_value, value_pressed
from bot.flow.answering.take import take
from bot.flow.deliver import go_on_with
from bot.flow.handling import Incoming, handling, sender
from bot.flow.house import House
from bot.flow.say import refuse
from bot.flow.screens.talk import Talk, holding_answer, talk_about, with_ticks
from bot.storage import check_ins, conversations, people, teams
from bot.storage.database import Tx
from bot.storage.rows import ConversationRow, PersonRow, TeamRow


async def press(house: House, incoming: Incoming, button: AnswerPressed, message_id: int) -> str:
    """What a press of a check-in's button does; the toast to show, empty for none."""
    async with handling(house, incoming) as tx:
        talk, refusal = await _whose(tx, house, incoming, button)
        if talk is None:
            return refusal
        if question := talk.conversation.current:
            held = await holding_answer(tx, talk, question)
            talk = with_ticks(talk, question, held, correcting=button.choice == CORRECT)
        if typed := value_pressed(talk, button.position, button.choice):
            fits = await press_value(tx, house, incoming, talk, button.position, typed)
            return "" if fits else await refuse(tx, house, incoming, "old-button")
        done = pressed_in(talk.conversation, button.position, button.choice)
        if done is None:
            return await refuse(tx, house, incoming, "old-button")
        # A newer message than we know of stands in the chat, although nobody could tell whether it had arrived.
        if message_id > (talk.row.message_id or 0):
            chat_id, person_id = incoming.chat_id, talk.row.person_id
            await go_on_with(tx, talk.row.id, message_id, chat_id=chat_id, person_id=person_id, now=incoming.now)
        return await take(tx, house, talk, done, incoming.now, choice=button.choice)


async def _whose(tx: Tx, house: House, incoming: Incoming, button: AnswerPressed) -> tuple[Talk | None, str]:
    row = await conversations.conversation_by_id(tx, button.conversation_id)
    if row is None:
        return None, await refuse(tx, house, incoming, "old-button")
    check_in = await check_ins.check_in_by_id(tx, row.check_in_id, lock=True)
    team, person = await teams.team_by_id(tx, check_in.team_id), await sender(tx, incoming)
    if person is None:
        return None, await refuse(tx, house, incoming, "not-joined")
    if key := await _why_not(tx, incoming, row, team, person):
        names = {"not-yours": {"team": team.title}, "ended": {"collaborative": team.collaborative_title}}
        return None, await refuse(tx, house, incoming, key, **names.get(key, {}))
    return await talk_about(tx, house, team, check_in, row, person), ""


async def _why_not(tx: Tx, incoming: Incoming, row: ConversationRow, team: TeamRow, person: PersonRow) -> str:
    """Why this person may not press this, as the key of a refusal; empty where they may."""
    is_member = await people.has_role(tx, person.id, team.id, Role.MEMBER)
    if row.person_id is None:
        if incoming.chat_id != team.group_chat_id:
            return "old-button"
        if not is_member:
            return "not-yours"
    elif person.id != row.person_id:
        return "not-yours"
    elif not is_member:
        return "left"
    return "ended" if team.removed_at is not None else ""
