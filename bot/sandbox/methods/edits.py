"""Editing what the bot has sent."""

from bot.sandbox.chats import INLINE, Chat, Message
from bot.sandbox.errors import NOT_MODIFIED, bad_request
from bot.sandbox.keyboards import read_inline
from bot.sandbox.markup import Entity
from bot.sandbox.methods.deletions import message_id
from bot.sandbox.methods.media import InputMedia, read_input_media
from bot.sandbox.methods.messages import read_caption, read_text
from bot.sandbox.params import Params
from bot.sandbox.people import Json
from bot.sandbox.state import Sandbox

CAPTIONED = {"photo", "document"}


async def edit_message_text(sandbox: Sandbox, params: Params) -> Json:
    chat, message = _own_message(sandbox, params)
    text, entities = read_text(params)
    markup = read_inline(params)
    if message.media:
        raise bad_request("there is no text in the message to edit")
    return _with_words(sandbox, chat, message, (text, entities, markup))


async def edit_message_caption(sandbox: Sandbox, params: Params) -> Json:
    chat, message = _own_message(sandbox, params)
    caption, entities = read_caption(params)
    markup = read_inline(params)
    if message.media not in CAPTIONED:
        raise bad_request("there is no caption in the message to edit")
    return _with_words(sandbox, chat, message, (caption, entities, markup))


def _with_words(sandbox: Sandbox, chat: Chat, message: Message, new: tuple[str, list[Entity], Json | None]) -> Json:
    if new == (message.text, message.entities, _inline(message)):
        raise bad_request(NOT_MODIFIED)
    sandbox.limits.check(chat.id)
    message.text, message.entities, message.markup = new
    return _edited(sandbox, chat, message)


async def edit_message_media(sandbox: Sandbox, params: Params) -> Json:
    chat, message = _own_message(sandbox, params)
    new = read_input_media(sandbox, params, params.parsed("media", "can't parse input media JSON object"))
    markup = read_inline(params)
    if message.album and new.kind != message.media:
        raise bad_request("can't change media type in the album")
    if message.media and message.media not in CAPTIONED:
        raise bad_request("message media can't be edited")
    same = _holds(message, new)
    if same and (new.text, new.entities, markup) == (message.text, message.entities, _inline(message)):
        raise bad_request(NOT_MODIFIED)
    sandbox.limits.check(chat.id)
    kept = {name: value for name, value in message.content.items() if same or name not in CAPTIONED}
    message.content = kept if same else kept | new.content
    message.text, message.entities, message.markup = new.text, new.entities, markup
    return _edited(sandbox, chat, message)


def _holds(message: Message, new: InputMedia) -> bool:
    """Whether the message has the very file that is to come."""
    held = message.content.get(new.kind, [])
    return any(file["file_id"] == new.named for file in (held if isinstance(held, list) else [held]))


async def edit_message_reply_markup(sandbox: Sandbox, params: Params) -> Json:
    chat, message = _own_message(sandbox, params)
    markup = read_inline(params)
    if markup == _inline(message):
        raise bad_request(NOT_MODIFIED)
    sandbox.limits.check(chat.id)
    message.markup = markup
    return _edited(sandbox, chat, message)


def _own_message(sandbox: Sandbox, params: Params) -> tuple[Chat, Message]:
    chat = sandbox.writable(params.text("chat_id"))
    message = chat.messages.get(message_id(params))
    if message is None:
        raise bad_request("message to edit not found")
    if not message.from_bot or message.service or (message.markup and INLINE not in message.markup):
        raise bad_request("message can't be edited")
    return chat, message


def _inline(message: Message) -> Json | None:
    return {INLINE: message.buttons} if message.buttons else None


def _edited(sandbox: Sandbox, chat: Chat, message: Message) -> Json:
    message.edit_date = sandbox.date()
    chat.touch(message)
    return chat.seen_by_bot(message)
