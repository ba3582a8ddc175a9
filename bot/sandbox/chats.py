"""Chats and the messages in them, as the Bot API sees them and as a phone shows them."""

import secrets
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.bell import Bell
from bot.sandbox.errors import PhoneError
from bot.sandbox.markup import Entity, render
from bot.sandbox.people import Json, Person

INLINE = "inline_keyboard"


@dataclass(slots=True)
class Message:
    """One message, as it is now."""

    id: int
    sender: Json
    date: int
    text: str = ""
    entities: list[Entity] = field(default_factory=list)
    content: Json = field(default_factory=dict)  # what it holds beside text: a photo, a contact, a service notice
    markup: Json | None = None
    reply_to: int | None = None
    edit_date: int | None = None
    silent: bool = False
    version: int = 0

    @property
    def from_bot(self) -> bool:
        return bool(self.sender["is_bot"]) and self.sender["id"] != ANONYMOUS["id"]

    @property
    def buttons(self) -> list[list[Json]]:
        return list((self.markup or {}).get(INLINE, []))

    @property
    def is_service(self) -> bool:
        return bool(self.content.keys() & SERVICE)


SERVICE = {
    "group_chat_created",
    "left_chat_member",
    "migrate_from_chat_id",
    "migrate_to_chat_id",
    "new_chat_members",
    "new_chat_title",
}
ANONYMOUS: Json = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
MEDIA = {"photo", "document", "voice", "sticker", "contact"}


@dataclass(slots=True)
class Chat:
    """A private chat with the bot (`person` is set) or a group."""

    id: int
    type: str = "private"
    title: str = ""
    person: Person | None = None
    members: dict[int, Person] = field(default_factory=dict)
    bot_is: str = "member"  # the bot's standing in a group: member, left or kicked
    moved_to: int | None = None
    messages: dict[int, Message] = field(default_factory=dict)
    keyboard: list[list[Json]] = field(default_factory=list)  # the reply keyboard below the chat
    action: str | None = None
    instance: str = field(default_factory=lambda: str(secrets.randbits(62)))
    bell: Bell = field(default_factory=Bell)
    overall: Bell = field(default_factory=Bell)  # rings for every chat
    last_id: int = 0

    def as_json(self) -> Json:
        if self.person:
            return self.person.as_chat()
        return {"id": self.id, "title": self.title, "type": self.type}

    def put(self, sender: Json, date: int, **fields: Any) -> Message:
        """The next message of this chat."""
        self.last_id += 1
        message = Message(self.last_id, sender, date, **fields)
        self.messages[message.id] = message
        if message.from_bot:
            self.action = None
        self.touch(message)
        return message

    def touch(self, message: Message | None = None) -> None:
        """Tell the phones that something here looks different now."""
        if message:
            message.version = self.bell.version + 1
        self.bell.ring()
        self.overall.ring()

    def message(self, message_id: int) -> Message:
        if message_id not in self.messages:
            raise PhoneError(404, f"there is no message {message_id} in chat {self.id}")
        return self.messages[message_id]

    def seen_by_bot(self, message: Message, *, deep: bool = True) -> Json:
        """The message as a Bot API object."""
        seen: Json = {"message_id": message.id, "from": message.sender, "chat": self.as_json(), "date": message.date}
        if message.sender["id"] == ANONYMOUS["id"]:
            seen["sender_chat"] = self.as_json()
        if message.edit_date:
            seen["edit_date"] = message.edit_date
        replied = self.messages.get(message.reply_to or 0)
        if replied and deep:
            seen["reply_to_message"] = self.seen_by_bot(replied, deep=False)
        seen |= message.content | self._words(message)
        if message.buttons:
            seen["reply_markup"] = {INLINE: message.buttons}
        return seen

    def _words(self, message: Message) -> Json:
        name, entities = ("caption", "caption_entities") if message.content.keys() & MEDIA else ("text", "entities")
        words: Json = {name: message.text} if message.text else {}
        return words | ({entities: message.entities} if message.entities else {})

    def shown(self, message: Message) -> Json:
        """The message as a phone shows it."""
        return {
            "id": message.id,
            "date": message.date,
            "from_bot": message.from_bot,
            "from": {key: message.sender[key] for key in ("id", "first_name")},
            "text": message.text,
            "html": render(message.text, message.entities),
            "keyboard": [[_face(button) for button in row] for row in message.buttons],
            "reply_to": message.reply_to,
            "edited": message.edit_date is not None,
            "silent": message.silent,
            "content": message.content,
            "version": message.version,
        }

    def screen(self, after: int = 0) -> Json:
        """Everything that a phone shows of this chat now, from the messages after `after`."""
        return {
            "id": self.id,
            "type": self.type,
            "title": self.person.first_name if self.person else self.title,
            "version": self.bell.version,
            "messages": [self.shown(message) for message in self.messages.values() if message.id > after],
            "keyboard": self.keyboard,
            "action": self.action,
            "moved_to": self.moved_to,
        }


def _face(button: Json) -> Json:
    return {"text": button["text"], "data": button.get("callback_data"), "url": button.get("url")}
