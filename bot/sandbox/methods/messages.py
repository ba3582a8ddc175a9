"""Sending, editing and deleting messages, and answering pressed buttons."""

from typing import Any

from bot.sandbox.chats import INLINE, MEDIA, Chat, Message
from bot.sandbox.detect import detect
from bot.sandbox.errors import NOT_MODIFIED, QUERY_TOO_OLD, ApiError, bad_request
from bot.sandbox.keyboards import read_inline, read_markup, show_keyboard
from bot.sandbox.markup import Entity, parse, trim, units
from bot.sandbox.params import Params
from bot.sandbox.people import Json
from bot.sandbox.state import Sandbox

LONGEST_TEXT = 4096
LONGEST_TOAST = 200
DELETABLE_SECONDS = 48 * 60 * 60
CHAT_ACTIONS = {
    "typing",
    "upload_photo",
    "record_video",
    "upload_video",
    "record_voice",
    "upload_voice",
    "upload_document",
    "choose_sticker",
    "find_location",
    "record_video_note",
    "upload_video_note",
}


async def send_message(sandbox: Sandbox, params: Params) -> Json:
    chat = sandbox.writable(params.text("chat_id"))
    text, entities = _text(params)
    return send(sandbox, chat, params, text=text, entities=entities)


def send(sandbox: Sandbox, chat: Chat, params: Params, *, text: str, entities: list[Entity], **content: Any) -> Json:
    """A new message of the bot, if nothing speaks against it."""
    markup, reply_to = read_markup(params), _reply_to(chat, params)
    sandbox.limits.check(chat.id)
    fields: Json = dict(content)
    if params.flag("protect_content"):
        fields["has_protected_content"] = True
    if preview := params.parsed("link_preview_options", "can't parse link preview options JSON object"):
        fields["link_preview_options"] = preview
    message = sandbox.put(
        chat,
        sandbox.bot.as_user(),
        text=text,
        entities=entities,
        content=fields,
        markup=show_keyboard(chat, markup),
        reply_to=reply_to,
        silent=params.flag("disable_notification"),
    )
    return chat.seen_by_bot(message)


async def edit_message_text(sandbox: Sandbox, params: Params) -> Json:
    chat, message = _own_message(sandbox, params)
    text, entities = _text(params)
    markup = read_inline(params)
    if message.content.keys() & MEDIA:
        raise bad_request("there is no text in the message to edit")
    if (text, entities, markup) == (message.text, message.entities, _inline(message)):
        raise bad_request(NOT_MODIFIED)
    sandbox.limits.check(chat.id)
    message.text, message.entities, message.markup = text, entities, markup
    return _edited(sandbox, chat, message)


async def edit_message_reply_markup(sandbox: Sandbox, params: Params) -> Json:
    chat, message = _own_message(sandbox, params)
    markup = read_inline(params)
    if markup == _inline(message):
        raise bad_request(NOT_MODIFIED)
    sandbox.limits.check(chat.id)
    message.markup = markup
    return _edited(sandbox, chat, message)


async def delete_message(sandbox: Sandbox, params: Params) -> bool:
    chat = sandbox.writable(params.text("chat_id"))
    message = chat.messages.get(_message_id(params))
    if message is None:
        raise bad_request("message to delete not found")
    foreign = chat.type != "private" and not message.from_bot
    if foreign or sandbox.date() - message.date > DELETABLE_SECONDS:
        raise bad_request("message can't be deleted for everyone")
    del chat.messages[message.id]
    chat.touch()
    return True


async def answer_callback_query(sandbox: Sandbox, params: Params) -> bool:
    query = sandbox.queries.get(params.text("callback_query_id"))
    if query is None or query.answered:
        raise ApiError(400, QUERY_TOO_OLD)
    if units(params.text("text")) > LONGEST_TOAST:
        raise bad_request("MESSAGE_TOO_LONG")
    query.answered = True
    query.answer = {"text": params.text("text") or None, "show_alert": params.flag("show_alert")}
    query.answer["url"] = params.text("url") or None
    query.bell.ring()
    return True


async def send_chat_action(sandbox: Sandbox, params: Params) -> bool:
    chat = sandbox.writable(params.text("chat_id"))
    if params.text("action") not in CHAT_ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat.action = params.text("action")
    chat.touch()
    return True


def formatted(params: Params, name: str, longest: int, too_long: str) -> tuple[str, list[Entity]]:
    """A text parameter and its entities, parsed as the request wishes."""
    source = params.text(name)
    mode = params.text("parse_mode").lower()
    given = params.parsed("caption_entities" if name == "caption" else "entities", "can't parse entities JSON object")
    if mode not in ("", "html", "none"):
        raise bad_request("unsupported parse_mode")
    text, entities = parse(source) if mode == "html" else trim(source, given or [])
    if units(text) > longest:
        raise bad_request(too_long)
    return text, detect(text, entities)


def _text(params: Params) -> tuple[str, list[Entity]]:
    if not params.text("text"):
        raise bad_request("message text is empty")
    text, entities = formatted(params, "text", LONGEST_TEXT, "message is too long")
    if not text:
        raise bad_request("text must be non-empty")
    return text, entities


def _reply_to(chat: Chat, params: Params) -> int | None:
    reply = params.parsed("reply_parameters", "can't parse reply parameters JSON object")
    if not reply:
        return None
    if reply.get("message_id") in chat.messages:
        return int(reply["message_id"])
    if reply.get("allow_sending_without_reply"):
        return None
    raise bad_request("message to be replied not found")


def _message_id(params: Params) -> int:
    if not params.text("message_id"):
        raise bad_request("message identifier is not specified")
    return params.integer("message_id")


def _own_message(sandbox: Sandbox, params: Params) -> tuple[Chat, Message]:
    chat = sandbox.writable(params.text("chat_id"))
    message = chat.messages.get(_message_id(params))
    if message is None:
        raise bad_request("message to edit not found")
    if not message.from_bot or message.is_service or (message.markup and INLINE not in message.markup):
        raise bad_request("message can't be edited")
    return chat, message


def _inline(message: Message) -> Json | None:
    return {INLINE: message.buttons} if message.buttons else None


def _edited(sandbox: Sandbox, chat: Chat, message: Message) -> Json:
    message.edit_date = sandbox.date()
    chat.touch(message)
    return chat.seen_by_bot(message)
