"""The transaction of one update: its effect and its done-mark are kept together, or neither is."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime

from bot.domain.outgoing import Keyboard, Lane, Outgoing, OutgoingKind
from bot.flow.house import House
from bot.storage import inbox, outbox
from bot.storage.database import Tx
from bot.storage.people import person_by_chat
from bot.storage.rows import PersonRow


class AlreadyHandled(Exception):
    """Another process, or we before a restart, handled this update."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """An update on the disk that is being handled: its row, who sent it (a Telegram account) and where.

    `thread_id` is the topic of a group; `spoken` the language of the sender's phone, `first_name` what the channel
    calls them, and `bot_name` what it calls us, for links.
    """

    inbox_id: int
    sender_id: int
    chat_id: int
    now: datetime
    spoken: str = ""
    first_name: str = ""
    thread_id: int | None = None
    bot_name: str = ""

    @property
    def is_private(self) -> bool:
        """Whether this is the chat between a person and the bot."""
        return self.sender_id == self.chat_id


@asynccontextmanager
async def handling(house: House, incoming: Incoming) -> AsyncIterator[Tx]:
    """One transaction that also marks the update as handled. AlreadyHandled where that has been done."""
    async with house.db.write() as tx:
        if not await inbox.mark_handled(tx, incoming.inbox_id, incoming.now):
            raise AlreadyHandled
        yield tx


async def sender(tx: Tx, incoming: Incoming) -> PersonRow | None:
    """Who sent the update, if they have joined. A person's private chat has the id of their account."""
    return await person_by_chat(tx, incoming.sender_id)


async def reply(tx: Tx, incoming: Incoming, text: str, keyboard: Keyboard = (), *, part: int = 1) -> None:
    """Answer the sender in the chat; `part` numbers several answers to one update."""
    key = f"reply:{incoming.inbox_id}:{part}"
    outgoing = Outgoing(
        key,
        OutgoingKind.REPLY,
        Lane.REPLY,
        incoming.chat_id,
        thread_id=incoming.thread_id,
        text=text,
        keyboard=keyboard,
    )
    await outbox.put(tx, outgoing, incoming.now)


async def edit(tx: Tx, incoming: Incoming, message_id: int, text: str, keyboard: Keyboard = ()) -> None:
    """Change the message whose button was pressed."""
    key = f"edit:{incoming.inbox_id}"
    outgoing = Outgoing(
        key, OutgoingKind.EDIT, Lane.REPLY, incoming.chat_id, text=text, keyboard=keyboard, message_id=message_id
    )
    await outbox.put(tx, outgoing, incoming.now)


async def delete_message(tx: Tx, incoming: Incoming, message_id: int) -> None:
    """Take a message out of the chat."""
    key = f"delete:{incoming.inbox_id}"
    await outbox.put(
        tx, Outgoing(key, OutgoingKind.DELETE, Lane.REPLY, incoming.chat_id, message_id=message_id), incoming.now
    )
