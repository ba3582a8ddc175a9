"""What a person does with a phone: write, send, edit, delete, press, open a link, block."""

import re
import secrets
from typing import Any

from bot.sandbox.chats import Chat, Message
from bot.sandbox.detect import detect
from bot.sandbox.draft import Draft, read_drafts, read_text
from bot.sandbox.errors import PhoneError
from bot.sandbox.keyboards import used
from bot.sandbox.links import read_link
from bot.sandbox.people import Contact, Json, Person
from bot.sandbox.standing import block, unblock
from bot.sandbox.state import Query, Sandbox
from bot.sandbox.topics import topic_for_person

__all__ = [
    "block",
    "chat_of",
    "delete",
    "deliver",
    "edit",
    "person_of",
    "press",
    "press_start",
    "read_link",
    "send",
    "sent",
    "unblock",
]


def person_of(sandbox: Sandbox, person_id: int) -> Person:
    """The person, if there is one with a living account."""
    person = sandbox.people.get(person_id)
    if person is None:
        raise PhoneError(404, f"there is no person {person_id}; create one first")
    if person.contact is Contact.DEACTIVATED:
        raise PhoneError(409, f"person {person_id} has deleted the account")
    return person


def chat_of(sandbox: Sandbox, person: Person, chat_id: int | None) -> Chat:
    """The chat in which the person acts; without an id the private one with the bot."""
    chat = sandbox.chats.get(person.id if chat_id is None else chat_id)
    if chat is None:
        raise PhoneError(404, f"there is no chat {chat_id or person.id}")
    if chat.moved_to:
        raise PhoneError(409, f"the group has moved to {chat.moved_to}")
    if chat.person is not person and person.id not in chat.members:
        raise PhoneError(409, f"person {person.id} is not in chat {chat.id}")
    if chat.person and person.contact is not Contact.OPEN:
        raise PhoneError(409, f"person {person.id} {person.contact.value}")
    return chat


def send(sandbox: Sandbox, person: Person, chat_id: int | None, wish: dict[str, Any]) -> Json:
    """Send a text, a thing or an album of things, opening the private chat where the text is /start."""
    if chat_id in (None, person.id) and re.match(r"/start\b", str(wish.get("text", ""))):
        press_start(sandbox, person)
    chat = chat_of(sandbox, person, chat_id)
    reply_to = wish.get("reply_to")
    answered = chat.message(_number(reply_to, "reply_to")) if reply_to is not None else None
    topic = topic_for_person(chat, person, _number(wish.get("topic") or 0, "topic"), answered)
    drafts = read_drafts(sandbox.files, wish)
    album = str(secrets.randbits(62)) if len(drafts) > 1 else None
    said = [_put(sandbox, person, chat, draft, answered, topic=topic, album=album) for draft in drafts]
    return said[0] | {"message_ids": [one["message_id"] for one in said], "version": chat.bell.version}


def _put(
    sandbox: Sandbox, person: Person, chat: Chat, draft: Draft, answered: Message | None, **where: int | str | None
) -> Json:
    used(chat, draft.text, draft.content)
    message = sandbox.put(
        chat,
        person.as_user(),
        text=draft.text,
        entities=detect(draft.text, []),
        content=draft.content,
        reply_to=answered.id if answered else None,
        **where,
    )
    return sent(chat, message, deliver(sandbox, chat, message))


def _number(value: Any, name: str) -> int:
    if not isinstance(value, int):
        raise PhoneError(400, f"{name}: a whole number is missing")
    return value


def sent(chat: Chat, message: Message, update_id: int | None) -> Json:
    return {"chat": chat.id, "message_id": message.id, "update_id": update_id, "version": chat.bell.version}


def press_start(sandbox: Sandbox, person: Person) -> None:
    """Open the private chat: Start for the first time, or Restart after a block."""
    if person.contact is Contact.BLOCKED:
        unblock(sandbox, person)
    sandbox.open_private(person)


def edit(sandbox: Sandbox, person: Person, chat: Chat, message_id: int, text: str) -> Json:
    """Change an own text or caption."""
    message = _own(person, chat, message_id)
    text = read_text(text, message.media)
    message.text, message.entities, message.edit_date = text, detect(text, []), sandbox.date()
    chat.touch(message)
    return sent(chat, message, deliver(sandbox, chat, message, "edited_message"))


def delete(person: Person, chat: Chat, message_id: int) -> Json:
    """Take an own message away; Telegram tells bots nothing of that."""
    del chat.messages[_own(person, chat, message_id).id]
    chat.touch()
    return {"chat": chat.id, "version": chat.bell.version}


def _own(person: Person, chat: Chat, message_id: int) -> Message:
    message = chat.message(message_id)
    if message.sender["id"] != person.id or message.service:
        raise PhoneError(409, f"message {message_id} is not {person.first_name}'s own")
    return message


def deliver(sandbox: Sandbox, chat: Chat, message: Message, kind: str = "message") -> int | None:
    """The id of the update, None where the bot is not told: it is out, or its privacy mode hides this."""
    if not chat.person and not (chat.has_bot and _concerns_bot(sandbox, chat, message)):
        return None
    return sandbox.tell_bot(kind, chat, message)


def _concerns_bot(sandbox: Sandbox, chat: Chat, message: Message) -> bool:
    if not sandbox.bot.privacy or chat.bot_is == "administrator" or message.service:
        return True
    replied = chat.messages.get(message.reply_to or 0)
    if replied and replied.from_bot:
        return True
    name = sandbox.bot.username
    command = re.match(r"/\w+(?:@(\w+))?", message.text)
    return command is not None and (command[1] or name).lower() == name.lower()


def press(sandbox: Sandbox, person: Person, chat: Chat, wish: dict[str, Any]) -> Query:
    """Press a button, by its text or its data; one whose keyboard is gone by its data."""
    message_id, text, data = wish.get("message_id"), wish.get("button"), wish.get("data")
    button, message = _find_button(chat, message_id, text, data)
    if button and "callback_data" not in button:
        raise PhoneError(409, f"button {button['text']!r} {_does(button)}")
    if button is None and (data is None or message_id is None):
        raise PhoneError(404, f"there is no button {text or data!r} on message {message_id or 'any'} of chat {chat.id}")
    query = Query(str(secrets.randbits(62)))
    sandbox.queries[query.id] = query
    gone: Json = {"chat": chat.as_json(), "message_id": message_id, "date": 0}
    callback = {
        "id": query.id,
        "from": person.as_user(),
        "message": chat.seen_by_bot(message) if message else gone,
        "chat_instance": chat.instance,
        "data": button["callback_data"] if button else str(data),
    }
    sandbox.updates.add("callback_query", callback)
    return query


def _does(button: Json) -> str:
    if "url" in button:
        return f"opens {button['url']}; use open-link"
    return "is no button that tells the bot anything"


def _find_button(
    chat: Chat, message_id: int | None, text: str | None, data: str | None
) -> tuple[Json | None, Message | None]:
    """The button and its message; the newest message that has it, unless one is named."""
    messages = [message for message in reversed(chat.messages.values()) if message_id in (None, message.id)]
    for message in messages:
        for button in [button for row in message.buttons for button in row]:
            if button["text"] == text or (text is None and button.get("callback_data") == data):
                return button, message
    return None, messages[0] if messages and message_id is not None else None
