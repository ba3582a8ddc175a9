"""A request's parameters, whichever way they came: every value a string, as Telegram takes them."""

import json
from dataclasses import dataclass, field
from email.message import Message as MailMessage
from email.parser import BytesParser
from email.policy import HTTP
from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import Request

from bot.sandbox.errors import bad_request
from bot.sandbox.strict import loads

WORDS = {
    "text",
    "caption",
    "url",
    "secret_token",
    "callback_query_id",
    "file_id",
    "name",
    "description",
    "short_description",
}
INT64 = 2**63


@dataclass(slots=True)
class File:
    """An uploaded file."""

    name: str
    kind: str
    content: bytes


@dataclass(slots=True)
class Params:
    """What came with a request."""

    values: dict[str, str] = field(default_factory=dict)
    files: dict[str, File] = field(default_factory=dict)

    def text(self, name: str) -> str:
        return self.values.get(name, "")

    def flag(self, name: str) -> bool:
        return self.text(name).lower() in ("true", "yes", "1")

    def integer(self, name: str, default: int = 0) -> int:
        try:
            value = int(self.text(name))
        except ValueError:
            return default
        return value if -INT64 <= value < INT64 else default

    def parsed(self, name: str, complaint: str) -> Any:
        """The JSON value of a parameter, None if there is none."""
        try:
            return loads(self.text(name)) if self.text(name) else None
        except ValueError:
            raise bad_request(complaint) from None

    def readable(self) -> dict[str, Any]:
        """The parameters as the log of requests shows them."""
        files = {
            name: {"file_name": file.name, "mime_type": file.kind, "file_size": len(file.content)}
            for name, file in self.files.items()
        }
        return {name: _value(name, text) for name, text in self.values.items()} | files


def _value(name: str, text: str) -> Any:
    try:
        return text if name in WORDS else loads(text)
    except ValueError:
        return text


async def read_params(request: Request) -> Params:
    """The parameters of a request from its address and its body."""
    return read_body(request.headers.get("content-type", ""), await request.body(), dict(request.query_params))


def read_body(kind: str, body: bytes, values: dict[str, str]) -> Params:
    """The same, whoever sent the body."""
    params = Params(values)
    if kind.startswith("application/json"):
        params.values |= _from_json(body)
    elif kind.startswith("multipart/form-data"):
        _add_parts(params, kind, body)
    elif body:
        params.values |= dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))
    return params


def _from_json(body: bytes) -> dict[str, str]:
    try:
        values = loads(body or b"{}")
    except ValueError:
        values = None
    if not isinstance(values, dict):
        raise bad_request("can't parse JSON object")
    return as_values(values)


def as_values(values: dict[str, Any]) -> dict[str, str]:
    """A JSON object as parameters."""
    return {
        name: value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        for name, value in values.items()
        if value is not None
    }


def _add_parts(params: Params, kind: str, body: bytes) -> None:
    whole = BytesParser(policy=HTTP).parsebytes(b"Content-Type: " + kind.encode() + b"\r\n\r\n" + body)
    for part in whole.iter_parts() if whole.is_multipart() else ():
        name = part.get_param("name", header="content-disposition")
        content = part.get_payload(decode=True)
        if not isinstance(name, str) or not isinstance(content, bytes):
            continue
        file_name = _file_name(part)
        if file_name is None:
            params.values[name] = content.decode("utf-8", "replace")
        else:
            params.files[name] = File(file_name, part.get_content_type(), content)


def _file_name(part: MailMessage) -> str | None:
    return part.get_filename()
