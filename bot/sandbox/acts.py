"""What a person does with a phone: write, edit, press, open a link, block."""

import re
import secrets
from typing import Any
from urllib.parse import parse_qs, urlsplit

from bot.sandbox.chats import MEDIA, Chat, Message
from bot.sandbox.detect import detect
from bot.sandbox.errors import PhoneError
from bot.sandbox.markup import trim, units
from bot.sandbox.media import from_phone
from bot.sandbox.people import Contact, Json, Person
from bot.sandbox.state import Query, Sandbox

LONGEST_TEXT = 4096


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
    """Send a text or a thing, opening the private chat where the text is /start."""
    text = str(wish.get("text", ""))
    if chat_id in (None, person.id) and re.match(r"/start\b", text):
        press_start(sandbox, person)
    chat = chat_of(sandbox, person, chat_id)
    content = {kind: from_phone(sandbox.files, kind, wish[kind]) for kind in MEDIA if kind in wish}
    if content:
        text = str(next(iter(wish[kind] for kind in content)).get("caption", ""))
    text, _ = trim(text, [])
    if not (text or content) or units(text) > LONGEST_TEXT:
        raise PhoneError(400, "a message holds 1 to 4096 characters, or a photo, document, voice, sticker or contact")
    reply_to = wish.get("reply_to")
    if reply_to is not None:
        chat.message(reply_to)
    message = sandbox.put(
        chat, person.as_user(), text=text, entities=detect(text, []), content=content, reply_to=reply_to
    )
    return sent(chat, message, deliver(sandbox, chat, message))


def sent(chat: Chat, message: Message, update_id: int | None) -> Json:
    return {"chat": chat.id, "message_id": message.id, "update_id": update_id, "version": chat.bell.version}


def press_start(sandbox: Sandbox, person: Person) -> None:
    """Open the private chat: Start for the first time, or Restart after a block."""
    if person.contact is Contact.BLOCKED:
        unblock(sandbox, person)
    sandbox.open_private(person)


def edit(sandbox: Sandbox, person: Person, chat: Chat, message_id: int, text: str) -> Json:
    """Change an own text."""
    message = chat.message(message_id)
    if message.sender["id"] != person.id or message.is_service:
        raise PhoneError(409, f"message {message_id} is not {person.first_name}'s own")
    message.text, message.entities, message.edit_date = text, detect(text, []), sandbox.date()
    chat.touch(message)
    return sent(chat, message, deliver(sandbox, chat, message, "edited_message"))


def deliver(sandbox: Sandbox, chat: Chat, message: Message, kind: str = "message") -> int | None:
    """The id of the update, None where the bot is not told: it is out, or its privacy mode hides this."""
    if not chat.person and (chat.bot_is != "member" or not _concerns_bot(sandbox, chat, message)):
        return None
    return sandbox.tell_bot(kind, chat, message)


def _concerns_bot(sandbox: Sandbox, chat: Chat, message: Message) -> bool:
    if not sandbox.bot.privacy or message.is_service:
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
        raise PhoneError(409, f"button {button['text']!r} opens {button.get('url')}; use open-link")
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


def block(sandbox: Sandbox, person: Person) -> None:
    if person.contact is not Contact.OPEN:
        raise PhoneError(409, f"person {person.id} {person.contact.value}")
    person.contact = Contact.BLOCKED
    standing(sandbox, sandbox.chats[person.id], person, "member", "kicked")


def unblock(sandbox: Sandbox, person: Person) -> None:
    if person.contact is not Contact.BLOCKED:
        raise PhoneError(409, f"person {person.id} has not blocked the bot")
    person.contact = Contact.OPEN
    standing(sandbox, sandbox.chats[person.id], person, "kicked", "member")


def standing(sandbox: Sandbox, chat: Chat, person: Person, old: str, new: str) -> None:
    """Tell the bot how it stands in a chat now."""
    sandbox.updates.add(
        "my_chat_member",
        {
            "chat": chat.as_json(),
            "from": person.as_user(),
            "date": sandbox.date(),
            "old_chat_member": _member(sandbox, old),
            "new_chat_member": _member(sandbox, new),
        },
    )


def _member(sandbox: Sandbox, status: str) -> Json:
    member: Json = {"user": sandbox.bot.as_user(), "status": status}
    return member | ({"until_date": 0} if status == "kicked" else {})


def read_link(sandbox: Sandbox, url: str) -> tuple[str, str]:
    """`start` or `startgroup`, and the code, of a link to the bot."""
    parts = urlsplit(url)
    query = parse_qs(parts.query, keep_blank_values=True)
    bot = query.get("domain", [""])[0] if parts.scheme == "tg" else parts.path.strip("/")
    known = parts.scheme == "tg" or parts.hostname in ("t.me", "telegram.me")
    if not known or bot.lower() != sandbox.bot.username.lower():
        raise PhoneError(
            404, f"{url} does not lead to the bot; its links are https://t.me/{sandbox.bot.username}?start=…"
        )
    kind = "startgroup" if "startgroup" in query else "start"
    code = query.get(kind, [""])[0]
    if not re.fullmatch(r"[A-Za-z0-9_-]{0,64}", code):
        raise PhoneError(400, "a code holds up to 64 of A-Z a-z 0-9 _ -")
    return kind, code
