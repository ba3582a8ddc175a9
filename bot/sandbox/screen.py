"""What a phone shows of a chat."""

from bot.sandbox.chats import Chat, Message
from bot.sandbox.menus import menu, text_about
from bot.sandbox.people import Json, Person
from bot.sandbox.render import render
from bot.sandbox.state import Sandbox


def screen(sandbox: Sandbox, chat: Chat, after: int = 0, person: Person | None = None) -> Json:
    """Everything that a phone shows of this chat now, from the messages after `after`; the menu is this person's."""
    person = chat.person or person
    below = chat.below
    return {
        "id": chat.id,
        "type": chat.type,
        "title": chat.person.first_name if chat.person else chat.title,
        "version": chat.bell.version,
        "messages": [shown(message) for message in chat.messages.values() if message.id > after],
        "keyboard": below.rows,
        "placeholder": below.placeholder,
        "one_time": below.one_time,
        "resize": below.resize,
        "force_reply": below.force_reply,
        "commands": menu(sandbox.commands, chat, person),
        "description": text_about(sandbox.descriptions, person) if chat.person else "",
        "contact": chat.person.contact.name.lower() if chat.person else None,
        "is_forum": chat.is_forum,
        "topics": [{"id": topic.id, "name": topic.name, "closed": topic.closed} for topic in chat.topics.values()],
        "action": chat.action,
        "moved_to": chat.moved_to,
    }


def shown(message: Message) -> Json:
    """The message as a phone shows it."""
    return {
        "id": message.id,
        "date": message.date,
        "from_bot": message.from_bot,
        "from": {key: message.sender[key] for key in ("id", "first_name")},
        "text": message.text,
        "html": render(message.text, message.entities),
        "entities": message.entities,
        "keyboard": [[_face(button) for button in row] for row in message.buttons],
        "reply_to": message.reply_to,
        "edited": message.edit_date is not None,
        "silent": message.silent,
        "content": message.content,
        "topic": message.topic,
        "album": message.album,
        "service": message.service,
        "version": message.version,
    }


def _face(button: Json) -> Json:
    face: Json = {"text": button["text"], "data": button.get("callback_data"), "url": button.get("url")}
    if "copy_text" in button:
        face["copy_text"] = button["copy_text"]["text"]
    if "web_app" in button:
        face["web_app"] = button["web_app"]["url"]
    return face
