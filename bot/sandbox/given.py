"""Entities that a request gives instead of a parse mode, checked before a phone shows them."""

from typing import Any

from bot.sandbox.errors import bad_request
from bot.sandbox.markup import Entity, is_link
from bot.sandbox.params import Params

PLAIN = {
    "bold",
    "italic",
    "underline",
    "strikethrough",
    "spoiler",
    "blockquote",
    "expandable_blockquote",
    "code",
    "pre",
    "text_link",
    "custom_emoji",
}
# Telegram finds these in the text by itself, whatever a request says; a mention of a person by id is left out here.
FOUND = {"mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number", "bank_card", "text_mention"}
MORE = ("url", "language", "custom_emoji_id")


def read_entities(params: Params, name: str) -> list[Entity]:
    """The entities of a request that are well formed and are not found by themselves."""
    given = params.parsed(name, "can't parse entities JSON object")
    if given is None:
        return []
    if not isinstance(given, list):
        raise bad_request("expected an Array of MessageEntity")
    return [entity for entity in map(_read, given) if entity]


def _read(given: Any) -> Entity | None:
    if not isinstance(given, dict):
        raise bad_request("can't parse MessageEntity: expected an Object")
    kind, offset, length = given.get("type"), given.get("offset"), given.get("length")
    if kind in FOUND:
        return None
    if kind not in PLAIN:
        raise bad_request("can't parse MessageEntity: Unsupported type specified")
    if not isinstance(offset, int) or not isinstance(length, int):
        raise bad_request('can\'t parse MessageEntity: Can\'t find field "offset" or "length"')
    if kind == "text_link" and not is_link(str(given.get("url", ""))):
        return None
    more = {key: str(given[key]) for key in MORE if key in given}
    return {"type": kind, "offset": offset, "length": length, **more} if offset >= 0 and length > 0 else None
