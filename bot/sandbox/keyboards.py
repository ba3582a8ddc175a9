"""Keyboards below messages, checked as Telegram checks them."""

import re
from typing import Any

from bot.sandbox.chats import INLINE, Below, Chat, Message
from bot.sandbox.errors import bad_request
from bot.sandbox.markup import units
from bot.sandbox.params import Params
from bot.sandbox.people import Json

ACTIONS = {
    "callback_data",
    "url",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
}
KINDS = (INLINE, "keyboard", "remove_keyboard", "force_reply")
LOOKS = {"text", "style", "icon_custom_emoji_id"}
MOST_BUTTONS = 100
LONGEST_PLACEHOLDER = 64


def read_markup(params: Params) -> Json | None:
    """The reply markup of a request, if there is one and it is well formed."""
    markup = params.parsed("reply_markup", "can't parse reply keyboard markup JSON object")
    if markup is None:
        return None
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    kind = next((kind for kind in KINDS if kind in markup), None)
    if kind not in (INLINE, "keyboard"):
        return markup if kind else None
    read = _inline_button if kind == INLINE else _reply_button
    rows = [[read(button) for button in row] for row in _rows(markup[kind])]
    if sum(map(len, rows)) > MOST_BUTTONS:
        raise bad_request("reply markup is too long")
    return markup | {kind: [row for row in rows if row]}


def read_inline(params: Params) -> Json | None:
    """The inline keyboard of a request that edits, None where it takes the keyboard away."""
    markup = read_markup(params)
    if markup and INLINE not in markup:
        raise bad_request("inline keyboard expected")
    return markup if markup and markup[INLINE] else None


def show_keyboard(chat: Chat, message: Message) -> None:
    """Put what comes with a message below the chat, where it is no keyboard of the message's own."""
    markup = message.markup or {}
    if not markup.keys() & {"keyboard", "remove_keyboard", "force_reply"}:
        return
    chat.below = Below(
        rows=markup.get("keyboard", []),
        placeholder=str(markup.get("input_field_placeholder") or "")[:LONGEST_PLACEHOLDER] or None,
        one_time=bool(markup.get("one_time_keyboard")),
        resize=bool(markup.get("resize_keyboard")),
        force_reply=message.id if markup.get("force_reply") else None,
    )


def used(chat: Chat, text: str, content: Json) -> None:
    """Take away what a person has answered with: a one-time keyboard by its button, a forced reply by anything."""
    pressed = any(
        button["text"] == text or (button.get("request_contact") and "contact" in content)
        for row in chat.below.rows
        for button in row
    )
    if chat.below.force_reply or (chat.below.one_time and pressed):
        chat.below = Below()


def _rows(rows: Any) -> list[list[Any]]:
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request("can't parse keyboard: Field of type Array expected")
    return rows


def _reply_button(button: Any) -> Json:
    if isinstance(button, str):
        return {"text": button}
    if not isinstance(button, dict) or not isinstance(button.get("text"), str):
        raise bad_request("can't parse keyboard button: KeyboardButton must be a String or an Object")
    return button


def _inline_button(button: Any) -> Json:
    wrong = "can't parse inline keyboard button: "
    if not isinstance(button, dict):
        raise bad_request(f"{wrong}InlineKeyboardButton must be an Object")
    if not isinstance(button.get("text"), str):
        raise bad_request(f'{wrong}Can\'t find field "text"')
    if not button["text"].strip():
        raise bad_request("BUTTON_TEXT_INVALID")
    actions = button.keys() & ACTIONS
    if not actions:
        raise bad_request(f"{wrong}Text buttons are unallowed in the inline keyboard")
    if "callback_data" in actions and not 1 <= len(str(button["callback_data"]).encode()) <= 64:
        raise bad_request("BUTTON_DATA_INVALID")
    if "url" in actions and not re.match(r"(https?://[^\s/]+|tg://)\S*$|[\w-]+(\.[\w-]+)+(/\S*)?$", str(button["url"])):
        raise bad_request(f"inline keyboard button URL '{button['url']}' is invalid: Wrong HTTP URL")
    if "copy_text" in actions and not 1 <= units(_inner(button, "copy_text", "text")) <= 256:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")
    if "web_app" in actions and not re.match(r"https://[^\s/]+\S*$", _inner(button, "web_app", "url")):
        address = button["web_app"].get("url")
        raise bad_request(f"inline keyboard button Web App URL '{address}' is invalid: Only HTTPS links are allowed")
    return {key: value for key, value in button.items() if key in LOOKS | ACTIONS}


def _inner(button: Json, kind: str, name: str) -> str:
    inner = button[kind]
    if not isinstance(inner, dict) or not isinstance(inner.get(name), str):
        raise bad_request(f"can't parse inline keyboard button: Can't find field \"{name}\"")
    return str(inner[name])
