"""The whole state of the stand-in, in memory: who there is, what was said, what the bot still has to fetch."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from bot.sandbox.bell import Bell
from bot.sandbox.chats import Chat, Message
from bot.sandbox.errors import bad_request, forbidden, migrated
from bot.sandbox.faults import Faults
from bot.sandbox.limits import Limits
from bot.sandbox.log import RequestLog
from bot.sandbox.menus import Commands, Texts
from bot.sandbox.params import File
from bot.sandbox.people import BotAccount, Contact, Json, Person
from bot.sandbox.updates import Updates
from bot.sandbox.webhook import Webhook


def wall_clock() -> datetime:
    """The moment, for the dates of messages where no other clock is given."""
    return datetime.now(UTC)


@dataclass(slots=True)
class Query:
    """A pressed button that waits for its answer."""

    id: str
    answered: bool = False
    answer: Json = field(default_factory=dict)
    bell: Bell = field(default_factory=Bell)

    def as_json(self) -> Json:
        toast = {"text": self.answer.get("text"), "show_alert": self.answer.get("show_alert", False)}
        return {"id": self.id, "answered": self.answered, **toast, "url": self.answer.get("url")}


class Sandbox:
    """One Bot API with one bot and the people around it."""

    def __init__(
        self,
        *,
        limits: str = "none",
        tokens: frozenset[str] | None = None,
        now: Callable[[], datetime] = wall_clock,
        running_time: Callable[[], float] = time.monotonic,
    ) -> None:
        self.now = now
        self.running_time = running_time
        self.tokens = tokens
        self.bot = BotAccount()
        self.limits = Limits(limits, running_time)
        self.updates = Updates(running_time)
        self.any_chat = Bell()
        self._bot_is_known = False
        self._begin()

    def _begin(self) -> None:
        self.log = RequestLog()
        self.faults = Faults(self.running_time)
        self.webhook = Webhook()
        self.people: dict[int, Person] = {}
        self.chats: dict[int, Chat] = {}
        self.queries: dict[str, Query] = {}
        self.commands: Commands = {}
        self.descriptions: Texts = {}
        self.short_descriptions: Texts = {}
        self.files: dict[str, File] = {}

    async def reset(self) -> None:
        """Forget everything but the settings."""
        await self.webhook.stop()
        self.updates.reset()
        self.limits = Limits(self.limits.kind, self.running_time)
        self._begin()
        self.any_chat.ring()

    def date(self) -> int:
        """The moment as the Bot API writes it."""
        return int(self.now().timestamp())

    def admit(self, token: str) -> bool:
        """Whether a token is good; the first good one gives the bot its id."""
        number, _, secret = token.partition(":")
        if not (number.isdecimal() and secret.replace("_", "").replace("-", "").isalnum()):
            return False
        if self.tokens is not None and token not in self.tokens:
            return False
        if not self._bot_is_known:
            self.bot.id, self._bot_is_known = int(number), True
        return True

    def private_chat(self, person: Person) -> Chat:
        """The private chat of a person with the bot."""
        return self.chats.setdefault(person.id, Chat(person.id, person=person, overall=self.any_chat))

    def open_private(self, person: Person) -> Chat:
        """The same, with Start pressed."""
        person.contact = Contact.OPEN
        return self.private_chat(person)

    def chat_for_bot(self, chat_id: str) -> Chat:
        """The chat that a request names, if it exists at all."""
        if not chat_id:
            raise bad_request("chat_id is empty")
        number = int(chat_id) if chat_id.removeprefix("-").isdecimal() else 0
        if number in self.people:
            return self.private_chat(self.people[number])
        chat = self.chats.get(number)
        if chat is None:
            raise bad_request("chat not found")
        return chat

    def writable(self, chat_id: str) -> Chat:
        """The chat that a request names, if the bot may write there."""
        chat = self.chat_for_bot(chat_id)
        if chat.moved_to:
            raise migrated(chat.moved_to)
        if chat.person:
            _may_write_to(chat.person)
        elif chat.bot_is == "kicked":
            raise forbidden(f"bot was kicked from the {chat.type} chat")
        elif not chat.has_bot:
            raise forbidden(f"bot is not a member of the {chat.type} chat")
        return chat

    def tell_bot(self, kind: str, chat: Chat, message: Message) -> int | None:
        """The id of the update that brings a message to the bot, None if it does not want it."""
        return self.updates.add(kind, chat.seen_by_bot(message))

    def put(self, chat: Chat, sender: Json, **fields: Any) -> Message:
        """A new message in a chat."""
        return chat.put(sender, self.date(), **fields)


def _may_write_to(person: Person) -> None:
    match person.contact:
        case Contact.UNKNOWN:
            raise forbidden("bot can't initiate conversation with a user")
        case Contact.BLOCKED:
            raise forbidden("bot was blocked by the user")
        case Contact.DEACTIVATED:
            raise forbidden("user is deactivated")
        case Contact.OPEN:
            pass
