"""What a phone wishes to send, read and checked before anything of it stands in the chat."""

from dataclasses import dataclass
from typing import Any

from bot.sandbox.chats import MEDIA
from bot.sandbox.errors import PhoneError
from bot.sandbox.markup import trim, units
from bot.sandbox.media import Files, from_phone
from bot.sandbox.people import Json

LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024
CAPTIONED = {"photo", "document", "voice"}
IN_ALBUMS = {"photo", "document"}


@dataclass(frozen=True, slots=True)
class Draft:
    """One message to be: a text, or a thing with its caption."""

    text: str
    content: Json


def read_drafts(files: Files, wish: dict[str, Any]) -> list[Draft]:
    """The messages that a wish asks for: one, or those of an album."""
    if "album" not in wish:
        return [_read(files, wish)]
    items = wish["album"]
    if not isinstance(items, list) or not 2 <= len(items) <= 10 or not all(isinstance(item, dict) for item in items):
        raise PhoneError(400, "album: a list of 2 to 10 objects, each with a photo or a document")
    kinds = {kind for item in items for kind in item.keys() & MEDIA}
    if len(kinds) != 1 or not kinds <= IN_ALBUMS or not all(item.keys() & kinds for item in items):
        raise PhoneError(400, "album: all of its objects are photos, or all are documents")
    return [_read(files, item) for item in items]


def _read(files: Files, wish: dict[str, Any]) -> Draft:
    kind = next((kind for kind in MEDIA if kind in wish), None)
    if kind is None:
        return Draft(read_text(wish.get("text", ""), None), {})
    thing = wish[kind]
    if not isinstance(thing, dict):
        raise PhoneError(400, f"{kind}: an object, {{}} where nothing is to be said about it")
    caption = thing.get("caption", "") if kind in CAPTIONED else ""
    return Draft(read_text(caption, kind), {kind: from_phone(files, kind, thing)})


def read_text(said: Any, media: str | None) -> str:
    """A text as Telegram keeps it, or the caption of what is sent."""
    text, _ = trim(str(said), [])
    if media is None and not 1 <= units(text) <= LONGEST_TEXT:
        raise PhoneError(400, "a message holds 1 to 4096 characters, or a photo, document, voice, sticker or contact")
    if media and units(text) > LONGEST_CAPTION:
        raise PhoneError(400, "a caption holds up to 1024 characters")
    return text
