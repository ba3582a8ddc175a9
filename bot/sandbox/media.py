"""Pictures, files and the like, as the Bot API describes them."""

import secrets
from typing import Any

from bot.sandbox.params import File
from bot.sandbox.people import Json

Files = dict[str, File]


def keep(files: Files, file: File) -> Json:
    """The ids under which a file can be fetched again."""
    file_id = secrets.token_urlsafe(24)
    files[file_id] = file
    return {"file_id": file_id, "file_unique_id": file_id[:12], "file_size": len(file.content)}


def photo(files: Files, file: File) -> list[Json]:
    return [keep(files, file) | {"width": 90, "height": 67}, keep(files, file) | {"width": 800, "height": 600}]


def document(files: Files, file: File) -> Json:
    return keep(files, file) | {"file_name": file.name, "mime_type": file.kind}


def from_phone(files: Files, kind: str, wish: dict[str, Any]) -> Any:
    """What a phone sends beside text: the `content` of the message that is `kind`."""
    empty = File(str(wish.get("file_name", kind)), str(wish.get("mime_type", "application/octet-stream")), b"-")
    match kind:
        case "photo":
            return photo(files, empty)
        case "document":
            return document(files, empty)
        case "voice":
            return keep(files, empty) | {"duration": int(wish.get("duration", 1)), "mime_type": "audio/ogg"}
        case "sticker":
            looks = {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False}
            return keep(files, empty) | looks | {"emoji": str(wish.get("emoji", "👍"))}
        case _:
            names = ("phone_number", "first_name", "last_name", "user_id", "vcard")
            given = {name: wish[name] for name in names if name in wish}
            return {"phone_number": "+15550100", "first_name": "Somebody"} | given
