"""What people do with their phones, done: kept as an update first, as everything that comes in, and then handled."""

from dataclasses import dataclass
from datetime import datetime
from itertools import count

from bot.domain.buttons import unpack
from bot.flow.answering.write import write
from bot.flow.door import HASH_MARK, hash_of
from bot.flow.handling import Incoming
from bot.flow.house import House
from bot.flow.invite import invite
from bot.flow.joining.back import chat_changed
from bot.flow.joining.start import start
from bot.rehearsal.channel import Phones
from bot.rehearsal.deeds import Act, Deed
from bot.storage import inbox
from bot.telegram.rooms import COMMANDS, COMMANDS_WITH_TEXT, PRESSES

BOT_ID, BOT_NAME = 1, "mellom_bot"
FIRST_CHAT = 101


@dataclass(slots=True)
class Hands:
    """Everybody's hands. Their chats are numbered in the order of the programme file."""

    house: House
    phones: Phones
    people: tuple[str, ...]
    _updates: "count[int]"

    def chat_of(self, person: str) -> int:
        """The chat of this person with the bot."""
        return FIRST_CHAT + self.people.index(person)

    def person_in(self, chat_id: int) -> str:
        """Whose chat it is; empty for a group."""
        place = chat_id - FIRST_CHAT
        return self.people[place] if 0 <= place < len(self.people) else ""

    async def do(self, deed: Deed, now: datetime) -> None:
        """Do this; what a phone cannot do at this moment is left undone."""
        chat_id = self.chat_of(deed.person)
        self.phones.acts(chat_id)
        match deed.act:
            case Act.JOIN:
                (link,) = await invite(self.house, BOT_NAME, now, person=deed.person)
                await start(self.house, await self._incoming(chat_id, now), f"{HASH_MARK}{hash_of(link.code)}")
            case Act.WRITE if chat_id not in self.phones.blocked:
                await self._write(chat_id, deed.what, now)
            case Act.PRESS if chat_id not in self.phones.blocked:
                await self._press(chat_id, deed.what, now)
            case Act.BLOCK if chat_id not in self.phones.blocked:
                self.phones.blocked.add(chat_id)
                await chat_changed(self.house, await self._incoming(chat_id, now), gone=True)
            case Act.UNBLOCK if chat_id in self.phones.blocked:
                self.phones.blocked.discard(chat_id)
                await chat_changed(self.house, await self._incoming(chat_id, now), gone=False)

    async def _write(self, chat_id: int, text: str, now: datetime) -> None:
        incoming = await self._incoming(chat_id, now)
        command, _, rest = text.removeprefix("/").partition(" ")
        if not text.startswith("/"):
            await write(self.house, incoming, text, None)
        elif command in COMMANDS_WITH_TEXT:
            await COMMANDS_WITH_TEXT[command](self.house, incoming, rest)
        else:
            await COMMANDS[command](self.house, incoming)

    async def _press(self, chat_id: int, data: str, now: datetime) -> None:
        message_id = self.phones.message_with(chat_id, data)
        if message_id is None:
            return
        button = unpack(data)
        await PRESSES[type(button)](self.house, await self._incoming(chat_id, now), button, message_id)

    async def _incoming(self, chat_id: int, now: datetime) -> Incoming:
        update = {
            "bot_id": BOT_ID,
            "update_id": next(self._updates),
            "chat_id": chat_id,
            "payload": {},
            "masked": False,
            "received_at": now,
        }
        async with self.house.db.write() as tx:
            await inbox.keep_updates(tx, [update])
            (row,) = await inbox.next_waiting(tx, now, (), 1)
        return Incoming(row.id, chat_id, chat_id, now, bot_name=BOT_NAME)
