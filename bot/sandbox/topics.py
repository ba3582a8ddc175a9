"""The topics of a forum: who may make, rename, close and write in them."""

import secrets
from dataclasses import replace
from typing import Any

from bot.sandbox.chats import Chat, Message, Topic
from bot.sandbox.errors import PhoneError, bad_request
from bot.sandbox.people import Json, Person
from bot.sandbox.state import Sandbox

COLOURS = (0x6FB9F0, 0xFFD67E, 0xCB86DB, 0x8EEE98, 0xFF93B2, 0xFB6F5F)
LONGEST_NAME = 128


def topic_name(said: str) -> str:
    """A name as Telegram keeps it: without space around it, and cut where it is too long."""
    return said.strip()[:LONGEST_NAME]


def create(sandbox: Sandbox, chat: Chat, maker: Json, name: str, colour: int | None = None) -> Message:
    """The message that makes a new topic; its id is the topic's."""
    colour = colour or secrets.choice(COLOURS)
    made: Json = {"name": name, "icon_color": colour}
    message = sandbox.put(chat, maker, content={"forum_topic_created": made})
    message.topic = message.id
    chat.topics[message.id] = Topic(message.id, name, colour, maker["id"])
    return message


def change(sandbox: Sandbox, chat: Chat, who: Json, topic: Topic, **change: Any) -> Message:
    """The message that tells of another name, of a closing or of a reopening."""
    chat.topics[topic.id] = replace(topic, **change)
    if "name" in change:
        content: Json = {"forum_topic_edited": change}
    else:
        content = {"forum_topic_closed" if change["closed"] else "forum_topic_reopened": {}}
    return sandbox.put(chat, who, content=content, topic=topic.id)


def remove(chat: Chat, topic: Topic) -> None:
    """Take a topic away with all that was said in it."""
    del chat.topics[topic.id]
    chat.messages = {number: message for number, message in chat.messages.items() if message.topic != topic.id}
    chat.touch()


def topic_for_bot(sandbox: Sandbox, chat: Chat, topic_id: int, answered: Message | None) -> int | None:
    """The topic in which a message of the bot will stand: the named one, else that of the message it answers."""
    topic_id = topic_id or (answered.topic if answered else None) or 0
    if not topic_id:
        return None
    topic = chat.topics.get(topic_id)
    if topic is None:
        raise bad_request("message thread not found")
    if topic.closed and chat.bot_is != "administrator" and topic.made_by != sandbox.bot.id:
        raise bad_request("TOPIC_CLOSED")
    return topic.id


def topic_for_person(chat: Chat, person: Person, topic_id: int, answered: Message | None) -> int | None:
    """The same for what a person writes."""
    topic_id = topic_id or (answered.topic if answered else None) or 0
    if not topic_id:
        return None
    topic = topic_of(chat, topic_id)
    if topic.closed and not leads(chat, person, topic):
        raise PhoneError(409, f"topic {topic.id} is closed")
    return topic.id


def topic_of(chat: Chat, topic_id: int) -> Topic:
    if topic_id not in chat.topics:
        raise PhoneError(404, f"there is no topic {topic_id} in chat {chat.id}")
    return chat.topics[topic_id]


def leads(chat: Chat, person: Person, topic: Topic) -> bool:
    """Whether a person may close a topic, and write in it all the same."""
    return person.id in (chat.creator, topic.made_by)
