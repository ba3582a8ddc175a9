"""A free text: optional, short, and asked back where it holds an address or a phone number."""

from dataclasses import replace

from bot.content.limits import length
from bot.domain.buttons import KEEP
from bot.domain.check_in import answer as answered
from bot.domain.contact_details import has_contact_details
from bot.flow.answering.ask_back import ask_back
from bot.flow.answering.take import take
from bot.flow.handling import Incoming
from bot.flow.house import House
from bot.flow.screens.show import BELOW, show
from bot.flow.screens.talk import Talk, moved
from bot.storage import conversations
from bot.storage.database import Tx


async def take_text(tx: Tx, house: House, incoming: Incoming, talk: Talk, text: str) -> None:
    """Take a text as the answer to the question on the screen."""
    position, wording, text = talk.conversation.position, house.content.wording, text.strip()
    longest = talk.conversation.questions[position].longest
    if length(text) > longest:
        await conversations.change_conversation(tx, talk.row.id, draft=None)
        opening = wording.render("reply.text-too-long", talk.language, max=longest, length=length(text))
        await show(tx, house, talk, incoming.now, replace(BELOW, opening=opening, correcting=True))
    elif has_contact_details(text):
        await _ask_back(tx, house, incoming, talk, text)
    else:
        await take(tx, house, talk, answered(talk.conversation, position, text), incoming.now, fresh=True)


async def _ask_back(tx: Tx, house: House, incoming: Incoming, talk: Talk, text: str) -> None:
    # The draft is no answer: it goes with the next press or text, whatever that says.
    await conversations.hold_conversations(tx, talk.check_in.id)
    await conversations.change_conversation(tx, talk.row.id, draft=text, pressed_at=talk.row.pressed_at or incoming.now)
    wording = house.content.wording
    opening = wording.render("check-in.contact-details", talk.language)
    yes = wording.plain("check-in.buttons.yes-save-it", talk.language)
    asked = moved(talk, replace(talk.conversation, draft=text))
    await ask_back(tx, house, incoming, asked, opening, [(KEEP, yes)])
