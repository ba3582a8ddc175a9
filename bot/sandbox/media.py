"""Pictures, files and the like, as the Bot API describes them."""

import base64
import binascii
import secrets
from dataclasses import replace
from typing import Any

from bot.sandbox.errors import PhoneError
from bot.sandbox.params import File
from bot.sandbox.people import Json
from bot.sandbox.pictures import Size, picture_kind, size_of

Files = dict[str, File]

UNKNOWN_SIZE = 800, 600
THUMBNAIL = 90
MOST_BYTES = 20 * 1024 * 1024  # more than this no bot could fetch


def keep(files: Files, file: File) -> Json:
    """The ids under which a file can be fetched again."""
    file_id = secrets.token_urlsafe(24)
    files[file_id] = file
    return {"file_id": file_id, "file_unique_id": file_id[:12], "file_size": len(file.content)}


def photo(files: Files, file: File, size: Size | None = None) -> list[Json]:
    """A picture in two sizes; the bytes of the small one are those of the picture itself."""
    file = replace(file, kind=picture_kind(file.content) or file.kind)
    width, height = size or size_of(file.content) or UNKNOWN_SIZE
    scale = min(1, THUMBNAIL / max(width, height))
    small = {"width": max(1, int(width * scale)), "height": max(1, int(height * scale))}
    return [keep(files, file) | small, keep(files, file) | {"width": width, "height": height}]


def document(files: Files, file: File) -> Json:
    return keep(files, file) | {"file_name": file.name, "mime_type": file.kind}


def from_phone(files: Files, kind: str, wish: dict[str, Any]) -> Any:
    """What a phone sends beside text: the `content` of the message that is `kind`."""
    if kind == "contact":
        names = ("phone_number", "first_name", "last_name", "user_id", "vcard")
        given = {name: wish[name] for name in names if name in wish}
        return {"phone_number": "+15550100", "first_name": "Somebody"} | given
    file = _file(kind, wish)
    match kind:
        case "photo":
            return photo(files, file, _size(wish, size_of(file.content) or UNKNOWN_SIZE))
        case "document":
            return document(files, file)
        case "voice":
            return keep(files, file) | {"duration": _number(wish, "duration", 1), "mime_type": file.kind}
        case _:
            width, height = _size(wish, size_of(file.content) or (512, 512))
            looks = {"type": "regular", "width": width, "height": height, "is_animated": False, "is_video": False}
            return keep(files, file) | looks | {"emoji": str(wish.get("emoji", "👍"))}


def _file(kind: str, wish: dict[str, Any]) -> File:
    content = _decoded(wish["data"]) if "data" in wish else b"-"
    usual = {"voice": "audio/ogg"}.get(kind, "application/octet-stream")
    if kind == "sticker":
        usual = picture_kind(content) or usual
    return File(str(wish.get("file_name", kind)), str(wish.get("mime_type", usual)), content)


def _decoded(data: Any) -> bytes:
    try:
        content = base64.b64decode(str(data), validate=True)
    except binascii.Error:
        raise PhoneError(400, "data: the bytes of the file in base64") from None
    if not 1 <= len(content) <= MOST_BYTES:
        raise PhoneError(400, "data: a file holds 1 byte to 20 MB")
    return content


def _size(wish: dict[str, Any], read: Size) -> Size:
    return _number(wish, "width", read[0]), _number(wish, "height", read[1])


def _number(wish: dict[str, Any], name: str, default: int) -> int:
    value = wish.get(name, default)
    if not isinstance(value, int) or not 1 <= value < 2**31:
        raise PhoneError(400, f"{name}: a whole number from 1 on")
    return value
