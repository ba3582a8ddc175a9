"""What the Bot API's types allow: checked against aiogram's models, names of fields included."""

from html.parser import HTMLParser
from typing import Any

import aiogram.methods
from aiogram.types import Update
from pydantic import BaseModel, TypeAdapter

ATTACHED = "attach://"
LENGTHS = {
    ("sendMessage", "text"): (1, 4096),
    ("editMessageText", "text"): (1, 4096),
    ("sendPhoto", "caption"): (0, 1024),
    ("sendDocument", "caption"): (0, 1024),
    ("editMessageCaption", "caption"): (0, 1024),
    ("answerCallbackQuery", "text"): (0, 200),
    ("createForumTopic", "name"): (1, 128),
    ("editForumTopic", "name"): (0, 128),
    ("setMyDescription", "description"): (0, 512),
    ("setMyShortDescription", "short_description"): (0, 120),
    ("setWebhook", "secret_token"): (0, 256),
}


class Wrong(AssertionError):
    """Something has not the shape that the Bot API gives it."""


def check_update(update: Any) -> None:
    """An update is one that Telegram could have sent."""
    _same(Update.model_validate(update), update, "update")


def check_answer(method: str, result: Any) -> None:
    """A result is one that this method could have had."""
    parsed: Any = TypeAdapter(_method(method).__returning__).validate_python(result)
    _same(parsed, result, method)


def check_request(method: str, params: dict[str, Any]) -> None:
    """A request names only parameters that the method has, and keeps to their lengths."""
    values = {name: value for name, value in params.items() if not _is_file(value)}
    parsed = _method(method).model_validate(values) if len(values) == len(params) else None
    attached = {name for value in values.values() for name in _attached(value)}
    unknown = params.keys() - _method(method).model_fields.keys() - attached
    if unknown or (parsed is not None and parsed.model_extra):
        raise Wrong(f"{method}: unknown parameters {sorted(unknown)}")
    for (of, name), (least, most) in LENGTHS.items():
        if of == method and name in params and not least <= visible(params[name], params) <= most:
            raise Wrong(f"{method}: {name} is outside {least} to {most}")


def _attached(value: Any) -> set[str]:
    """The names of the files that a value speaks of, however deep in it."""
    if isinstance(value, dict | list):
        inner = value.values() if isinstance(value, dict) else value
        return {name for each in inner for name in _attached(each)}
    return {str(value).removeprefix(ATTACHED)} if str(value).startswith(ATTACHED) else set()


def visible(text: str, params: dict[str, Any]) -> int:
    """The length of a text after parsing, in UTF-16 units, found without the stand-in's own parser."""
    if params.get("parse_mode", "").lower() == "html":
        reader = _Reader()
        reader.feed(text)
        reader.close()
        text = "".join(reader.pieces)
    return len(text.strip().encode("utf-16-le")) // 2


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []

    def handle_data(self, data: str) -> None:
        self.pieces.append(data)


def _method(name: str) -> Any:
    return getattr(aiogram.methods, name[0].upper() + name[1:])


def _is_file(value: Any) -> bool:
    return isinstance(value, dict) and "file_size" in value


def _same(parsed: Any, raw: Any, path: str) -> None:
    if isinstance(parsed, BaseModel):
        if parsed.model_extra:
            raise Wrong(f"{path}: Telegram has no {sorted(parsed.model_extra)}")
        names = {field.alias or name: name for name, field in type(parsed).model_fields.items()}
        for name, value in raw.items():
            _same(getattr(parsed, names[name]), value, f"{path}.{name}")
    elif isinstance(parsed, list):
        for n, (one, other) in enumerate(zip(parsed, raw, strict=True)):
            _same(one, other, f"{path}[{n}]")
    elif hasattr(parsed, "timestamp"):
        if type(raw) is not int or parsed.timestamp() != raw:
            raise Wrong(f"{path}: {raw!r} is no date")
    elif type(raw) is not type(parsed) or raw != parsed:
        raise Wrong(f"{path}: {raw!r} is not {parsed!r}")
