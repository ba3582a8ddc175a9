"""A page of the facilitator's side: shown in the place of the one that was pressed, or below."""

from bot.flow.handling import Incoming, edit, reply
from bot.flow.settings.own import Page
from bot.storage.database import Tx

OPEN = "open"
# What only shows a page, and changes nothing.
SHOWING = ("show", OPEN)


async def put_page(tx: Tx, incoming: Incoming, act: str, message_id: int, page: Page) -> None:
    """Show the page: below for "open", else in the message that was pressed."""
    if act == OPEN:
        await reply(tx, incoming, page.text, page.keyboard)
    else:
        await edit(tx, incoming, message_id, page.text, page.keyboard)
