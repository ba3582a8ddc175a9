"""What was understood is asked back: nothing is kept before a press says that it is right."""

from dataclasses import replace

from bot.domain.buttons import AGAIN
from bot.flow.handling import Incoming
from bot.flow.house import House
from bot.flow.screens.buttons import answer_button, move_button
from bot.flow.screens.show import BELOW, show
from bot.flow.screens.talk import Talk
from bot.storage.database import Tx


async def ask_back(
    tx: Tx, house: House, incoming: Incoming, talk: Talk, opening: str, offered: list[tuple[str, str]]
) -> None:
    """Show the question below once more, with what may be pressed: choices with their words, and "try again"."""
    understood = tuple(answer_button(talk, words, choice) for choice, words in offered)
    again = (move_button(house, talk, AGAIN, "no-try-again"),)
    await show(tx, house, talk, incoming.now, replace(BELOW, opening=opening, asked_back=(understood, again)))
