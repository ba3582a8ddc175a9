"""What was understood is asked back: nothing is kept before a press says that it is right."""

from dataclasses import replace

from bot.domain.buttons import AGAIN, AnswerPressed
from bot.domain.outgoing import Button
from bot.flow.handling import Incoming
from bot.flow.house import House
from bot.flow.screens.show import BELOW, show
from bot.flow.screens.talk import Talk
from bot.storage.database import Tx


async def ask_back(
    tx: Tx, house: House, incoming: Incoming, talk: Talk, opening: str, offered: list[tuple[str, str]]
) -> None:
    """Show the question below once more, with what may be pressed: choices with their words, and "try again"."""
    position = talk.conversation.position
    understood = tuple(Button(words, AnswerPressed(talk.row.id, position, choice).pack()) for choice, words in offered)
    no = house.content.wording.plain("check-in.buttons.no-try-again", talk.language)
    again = (Button(no, AnswerPressed(talk.row.id, position, AGAIN).pack()),)
    await show(tx, house, talk, incoming.now, replace(BELOW, opening=opening, asked_back=(understood, again)))
