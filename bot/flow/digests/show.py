"""The buttons of a page of the week change, and its words stay."""

from bot.domain.outgoing import Keyboard, Lane, Outgoing, OutgoingKind
from bot.flow.handling import Incoming
from bot.storage import outbox
from bot.storage.database import Tx


async def show_buttons(tx: Tx, incoming: Incoming, message_id: int, keyboard: Keyboard) -> None:
    """Let the message have these buttons; its words stay as they are."""
    key = f"strip:{incoming.inbox_id}"
    strip = Outgoing(key, OutgoingKind.STRIP, Lane.REPLY, incoming.chat_id, message_id=message_id, keyboard=keyboard)
    await outbox.put(tx, strip, incoming.now)
