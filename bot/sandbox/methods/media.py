"""Pictures and files that the bot sends."""

from typing import Any

from bot.sandbox.errors import bad_request
from bot.sandbox.media import document, photo
from bot.sandbox.methods.messages import formatted, send
from bot.sandbox.params import File, Params
from bot.sandbox.people import Json
from bot.sandbox.state import Sandbox

LONGEST_CAPTION = 1024


async def send_photo(sandbox: Sandbox, params: Params) -> Json:
    return _send(sandbox, params, "photo", lambda file: photo(sandbox.files, file))


async def send_document(sandbox: Sandbox, params: Params) -> Json:
    return _send(sandbox, params, "document", lambda file: document(sandbox.files, file))


async def get_file(sandbox: Sandbox, params: Params) -> Json:
    file_id = params.text("file_id")
    if file_id not in sandbox.files:
        raise bad_request("invalid file_id")
    return {
        "file_id": file_id,
        "file_unique_id": file_id[:12],
        "file_size": len(sandbox.files[file_id].content),
        "file_path": f"files/{file_id}",
    }


def _send(sandbox: Sandbox, params: Params, kind: str, describe: Any) -> Json:
    chat = sandbox.writable(params.text("chat_id"))
    file = _file(sandbox, params, kind)
    text, entities = formatted(params, "caption", LONGEST_CAPTION, "message caption is too long")
    return send(sandbox, chat, params, text=text, entities=entities, **{kind: describe(file)})


def _file(sandbox: Sandbox, params: Params, kind: str) -> File:
    """The file of a request: uploaded, attached under another name, or sent before."""
    named = params.text(kind)
    file = params.files.get(kind) or params.files.get(named.removeprefix("attach://")) or sandbox.files.get(named)
    if file is None:
        raise bad_request(
            f"there is no {kind} in the request" if not named else "wrong file identifier/HTTP URL specified"
        )
    if not file.content:
        raise bad_request("file must be non-empty")
    return file
