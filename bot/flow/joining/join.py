"""Somebody is in: the newest account wins, and everything that follows from joining happens."""

from bot.flow.away.days import somebody_is_there
from bot.flow.digests.plan import start_digests
from bot.flow.facilitating.readiness.ask import ask_on_joining
from bot.flow.facilitating.scores.ask import start_scores
from bot.flow.handling import Incoming, edit, reply
from bot.flow.holding import hold_check_ins
from bot.flow.house import House
from bot.flow.joining.back import hand_open_check_in
from bot.flow.joining.notice import notice, notice_buttons
from bot.flow.life import somebody_joined
from bot.flow.menu import show_menu
from bot.flow.say import tell
from bot.storage import audit, conversations, outbox, people
from bot.storage.database import Tx
from bot.storage.rows import PersonRow
from bot.storage.tables import outbox as outbox_table


async def join(tx: Tx, house: House, incoming: Incoming, person: PersonRow, *, message_id: int | None = None) -> None:
    """Join the person to the chat that the update came from."""
    if person.chat_id not in (None, incoming.sender_id):
        # The newest account wins; what waits for the old one is not for other eyes.
        for row in await conversations.conversations_of(tx, person_id=person.id):
            await conversations.change_conversation(tx, row.id, message_id=None)
        await outbox.withdraw(tx, outbox_table.c.chat_id == person.chat_id, now=incoming.now)
    if person.language is None and incoming.spoken in house.content.wording.languages:
        await people.set_language(tx, person.id, incoming.spoken)
    await people.set_chat(tx, person.id, incoming.sender_id, incoming.now)
    if person.chat_id not in (None, incoming.sender_id):
        await tell(tx, house, incoming, "joining.new-phone", part=2)
    await audit.note(tx, incoming.now, person.slug, "join", person.slug)
    await welcome(tx, house, incoming, person.id, message_id=message_id)


async def welcome(tx: Tx, house: House, incoming: Incoming, person_id: int, *, message_id: int | None = None) -> None:
    """Everything that follows from somebody having joined; the notice takes the place of a message that asked."""
    person = await people.person_by_id(tx, person_id)
    # The check-ins before the teams, as whoever answers does, so that nobody waits crosswise.
    member_of = await hold_check_ins(tx, person_id)
    for team_id in member_of:
        await somebody_is_there(tx, house, team_id, person_id, incoming.now)
    text, buttons = await notice(tx, house, incoming, person), await notice_buttons(tx, house, incoming)
    if message_id is None:
        await reply(tx, incoming, text, buttons)
    else:
        await edit(tx, incoming, message_id, text, buttons)
    await ask_on_joining(tx, house, incoming, person)
    await show_menu(tx, house, incoming, person_id)
    await start_digests(tx, house, person, incoming.now)
    await start_scores(tx, house, person, incoming.now)
    for team_id in member_of:
        await hand_open_check_in(tx, house, team_id, person, incoming.now)
        await somebody_joined(tx, house, team_id, incoming.now)
