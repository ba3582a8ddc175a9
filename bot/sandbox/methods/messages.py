"""Sending messages, answering pressed buttons, and being seen typing."""

from typing import Any

from bot.sandbox.actions import show_action
from bot.sandbox.chats import Chat, Message
from bot.sandbox.detect import detect
from bot.sandbox.errors import QUERY_TOO_OLD, ApiError, bad_request
from bot.sandbox.given import read_entities
from bot.sandbox.keyboards import read_markup, show_keyboard
from bot.sandbox.markup import Entity, parse, trim, units
from bot.sandbox.params import Params
from bot.sandbox.people import Json
from bot.sandbox.state import Sandbox
from bot.sandbox.topics import topic_for_bot

LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024
LONGEST_TOAST = 200
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
    text, entities = read_text(params)
    return send(sandbox, chat, params, text=text, entities=entities)


def send(sandbox: Sandbox, chat: Chat, params: Params, *, text: str, entities: list[Entity], **content: Any) -> Json:
    """A new message of the bot, if nothing speaks against it."""
    markup, where = read_markup(params), read_place(sandbox, chat, params)
    sandbox.limits.check(chat.id)
    message = put(sandbox, chat, params, where, text=text, entities=entities, content=content, markup=markup)
    show_keyboard(chat, message)
    return chat.seen_by_bot(message)


def put(sandbox: Sandbox, chat: Chat, params: Params, where: Json, *, content: Json, **words: Any) -> Message:
    """The message itself, with what a request says about any kind of message."""
    fields = dict(content)
    if params.flag("protect_content"):
        fields["has_protected_content"] = True
    if preview := params.parsed("link_preview_options", "can't parse link preview options JSON object"):
        if not isinstance(preview, dict):
            raise bad_request("can't parse link preview options: expected an Object")
        fields["link_preview_options"] = preview
    silent = params.flag("disable_notification")
    return sandbox.put(chat, sandbox.bot.as_user(), content=fields, silent=silent, **where, **words)


def read_place(sandbox: Sandbox, chat: Chat, params: Params) -> Json:
    """Which message the new one answers, and in which topic it will stand."""
    answered = _answered(chat, params)
    topic = topic_for_bot(sandbox, chat, params.integer("message_thread_id"), answered)
    return {"reply_to": answered.id if answered else None, "topic": topic}


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
    show_action(sandbox, chat, params.text("action"))
    return True


def read_text(params: Params) -> tuple[str, list[Entity]]:
    """The text of a request and its entities."""
    if not params.text("text"):
        raise bad_request("message text is empty")
    text, entities = _formatted(params, "text", "entities", LONGEST_TEXT, "message is too long")
    if not text:
        raise bad_request("text must be non-empty")
    return text, entities


def read_caption(params: Params) -> tuple[str, list[Entity]]:
    """The caption of a request and its entities."""
    return _formatted(params, "caption", "caption_entities", LONGEST_CAPTION, "message caption is too long")


def _formatted(params: Params, name: str, entities_name: str, longest: int, too_long: str) -> tuple[str, list[Entity]]:
    source, mode = params.text(name), params.text("parse_mode").lower()
    if mode not in ("", "html", "none"):
        raise bad_request("unsupported parse_mode")
    text, entities = parse(source) if mode == "html" else trim(source, read_entities(params, entities_name))
    if units(text) > longest:
        raise bad_request(too_long)
    return text, detect(text, entities)


def _answered(chat: Chat, params: Params) -> Message | None:
    reply = params.parsed("reply_parameters", "can't parse reply parameters JSON object")
    if not reply:
        return None
    if not isinstance(reply, dict):
        raise bad_request("can't parse reply parameters: expected an Object")
    number = reply.get("message_id")
    if isinstance(number, int) and number in chat.messages:
        return chat.messages[number]
    if reply.get("allow_sending_without_reply"):
        return None
    raise bad_request("message to be replied not found")
