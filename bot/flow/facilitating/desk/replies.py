"""A text that replies to a message of the facilitator's side, and not to a question for a text."""

from collections.abc import Awaitable, Callable, Mapping
from typing import TypeAlias

from bot.domain.outgoing import OutgoingKind
from bot.flow.cases.write_instead import take_reply_to_alert
from bot.flow.facilitating.messages.reply import take_reply_to_message
from bot.flow.handling import Incoming
from bot.flow.house import House
from bot.storage.database import Tx
from bot.storage.outbox_sent import SentRow
from bot.storage.rows import PersonRow

# Whether the text was taken: then whoever took it has answered.
TakeReply: TypeAlias = Callable[[Tx, House, Incoming, PersonRow, SentRow, str], Awaitable[bool]]

REPLIES: Mapping[OutgoingKind, TakeReply] = {
    OutgoingKind.MESSAGE: take_reply_to_message,
    OutgoingKind.ALERT: take_reply_to_alert,
}


async def take_reply(
    tx: Tx, house: House, incoming: Incoming, person: PersonRow, sent: SentRow | None, text: str
) -> bool:
    """Take the text as what it replies to wants it; False where that wants none."""
    take = REPLIES.get(sent.kind) if sent else None
    return await take(tx, house, incoming, person, sent, text) if take and sent else False
