"""Chats and the messages in them, as the Bot API sees them; what a phone shows of them is in `screen.py`."""

import asyncio
import secrets
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.bell import Bell
from bot.sandbox.errors import PhoneError
from bot.sandbox.markup import Entity
from bot.sandbox.people import Json, Person

INLINE = "inline_keyboard"
ANONYMOUS: Json = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
MEDIA = {"photo", "document", "voice", "sticker", "contact"}
SERVICE = {
    "forum_topic_closed",
    "forum_topic_created",
    "forum_topic_edited",
    "forum_topic_reopened",
    "group_chat_created",
    "left_chat_member",
    "migrate_from_chat_id",
    "migrate_to_chat_id",
    "new_chat_members",
    "new_chat_title",
}


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
    topic: int | None = None
    album: str | None = None
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
    def service(self) -> str | None:
        """What a service message is about, None for what somebody wrote."""
        return next(iter(sorted(self.content.keys() & SERVICE)), None)

    @property
    def media(self) -> str | None:
        return next(iter(self.content.keys() & MEDIA), None)


@dataclass(slots=True)
class Topic:
    """A topic of a forum; its id is that of the message which made it."""

    id: int
    name: str
    colour: int
    made_by: int
    closed: bool = False


@dataclass(slots=True)
class Below:
    """What stands below a chat to answer with: the reply keyboard, or the message that a reply is asked to."""

    rows: list[list[Json]] = field(default_factory=list)
    placeholder: str | None = None
    one_time: bool = False
    resize: bool = False
    force_reply: int | None = None


@dataclass(slots=True)
class Chat:
    """A private chat with the bot (`person` is set) or a group; the first of its members has made it."""

    id: int
    type: str = "private"
    title: str = ""
    person: Person | None = None
    members: dict[int, Person] = field(default_factory=dict)
    creator: int | None = None
    bot_is: str = "member"  # the bot's standing in a group: member, administrator, left or kicked
    moved_to: int | None = None
    is_forum: bool = False
    topics: dict[int, Topic] = field(default_factory=dict)
    messages: dict[int, Message] = field(default_factory=dict)
    below: Below = field(default_factory=Below)
    action: str | None = None
    action_until: float = 0
    action_timer: asyncio.TimerHandle | None = None
    instance: str = field(default_factory=lambda: str(secrets.randbits(62)))
    bell: Bell = field(default_factory=Bell)
    overall: Bell = field(default_factory=Bell)  # rings for every chat
    last_id: int = 0

    @property
    def has_bot(self) -> bool:
        return self.bot_is in ("member", "administrator")

    def as_json(self) -> Json:
        if self.person:
            return self.person.as_chat()
        chat: Json = {"id": self.id, "title": self.title, "type": self.type}
        return chat | ({"is_forum": True} if self.is_forum else {})

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
        if message.topic:
            seen |= {"message_thread_id": message.topic, "is_topic_message": True}
        if message.album:
            seen["media_group_id"] = message.album
        # What stands in a topic and answers nothing else is a reply to the message that made the topic.
        replied = self.messages.get(message.reply_to or message.topic or 0)
        if replied and deep and replied is not message:
            seen["reply_to_message"] = self.seen_by_bot(replied, deep=False)
        seen |= message.content | _words(message)
        if message.buttons:
            seen["reply_markup"] = {INLINE: message.buttons}
        return seen


def _words(message: Message) -> Json:
    name, entities = ("caption", "caption_entities") if message.media else ("text", "entities")
    words: Json = {name: message.text} if message.text else {}
    return words | ({entities: message.entities} if message.entities else {})
