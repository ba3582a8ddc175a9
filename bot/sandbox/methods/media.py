"""Pictures and files that the bot sends."""

from dataclasses import dataclass
from typing import Any

from bot.sandbox.errors import ApiError, bad_request
from bot.sandbox.markup import Entity
from bot.sandbox.media import MOST_BYTES, document, photo
from bot.sandbox.methods.messages import read_caption, send
from bot.sandbox.params import File, Params, as_values
from bot.sandbox.people import Json
from bot.sandbox.pictures import size_of
from bot.sandbox.state import Sandbox

KINDS = {"photo", "document"}
MOST_PHOTO_BYTES = 10 * 1024 * 1024
MOST_UPLOADED_BYTES = 50 * 1024 * 1024


async def send_photo(sandbox: Sandbox, params: Params) -> Json:
    return _send(sandbox, params, "photo")


async def send_document(sandbox: Sandbox, params: Params) -> Json:
    return _send(sandbox, params, "document")


async def get_file(sandbox: Sandbox, params: Params) -> Json:
    file_id = params.text("file_id")
    if file_id not in sandbox.files:
        raise bad_request("invalid file_id")
    size = len(sandbox.files[file_id].content)
    if size > MOST_BYTES:
        raise bad_request("file is too big")
    return {
        "file_id": file_id,
        "file_unique_id": file_id[:12],
        "file_size": size,
        "file_path": f"files/{file_id}",
    }


def _send(sandbox: Sandbox, params: Params, kind: str) -> Json:
    chat = sandbox.writable(params.text("chat_id"))
    named = params.text(kind)
    file = params.files.get(kind) or _file(sandbox, params, named)
    if file is None:
        raise bad_request(
            f"there is no {kind} in the request" if not named else "wrong file identifier/HTTP URL specified"
        )
    thing = _described(sandbox, kind, file, new=named not in sandbox.files)
    text, entities = read_caption(params)
    return send(sandbox, chat, params, text=text, entities=entities, **{kind: thing})


@dataclass(frozen=True, slots=True)
class InputMedia:
    """One thing of an album, or the one that takes the place of another."""

    kind: str
    named: str
    content: Json
    text: str
    entities: list[Entity]


def read_input_media(sandbox: Sandbox, params: Params, given: Any) -> InputMedia:
    """A photo or a document with its caption, as a JSON object names them."""
    if not isinstance(given, dict):
        raise bad_request("can't parse InputMedia: expected an Object")
    kind, named = given.get("type"), given.get("media")
    if kind not in KINDS:
        raise bad_request(f'can\'t parse InputMedia: type "{kind}" is not supported')
    if not isinstance(named, str) or not named:
        raise bad_request("can't parse InputMedia: media not found")
    text, entities = read_caption(Params(as_values(given)))
    file = _file(sandbox, params, named)
    if file is None and named.startswith("attach://"):
        raise bad_request("can't parse InputMedia: media not found")
    if file is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    thing = _described(sandbox, kind, file, new=named not in sandbox.files)
    return InputMedia(kind, named, {kind: thing}, text, entities)


def _file(sandbox: Sandbox, params: Params, named: str) -> File | None:
    """The file that a request names: attached to it, or sent before."""
    return params.files.get(named.removeprefix("attach://")) or sandbox.files.get(named)


def _described(sandbox: Sandbox, kind: str, file: File, *, new: bool) -> Any:
    if not file.content:
        raise bad_request("file must be non-empty")
    if len(file.content) > MOST_UPLOADED_BYTES:
        raise ApiError(413, "Request Entity Too Large")
    if kind == "document":
        return document(sandbox.files, file)
    if new:
        _check_picture(file.content)
    return photo(sandbox.files, file)


def _check_picture(content: bytes) -> None:
    if len(content) > MOST_PHOTO_BYTES:
        raise bad_request(
            f"file of size {len(content)} bytes is too big for a photo; the maximum size is {MOST_PHOTO_BYTES} bytes"
        )
    size = size_of(content)
    if size is None:
        raise bad_request("IMAGE_PROCESS_FAILED")
    if sum(size) > 10_000 or max(size) > 20 * min(size):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
