"""Telegram's HTML: text and entities out of it, by Telegram's rules and with Telegram's complaints."""

import re
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.errors import ApiError, bad_request

Entity = dict[str, Any]

TAGS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
}
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
REFERENCE = re.compile(r"&(?:#x([0-9a-fA-F]{1,6})|#([0-9]{1,7})|(lt|gt|amp|quot));?")
SPACE = " \t\r\n\v\f"


def units(text: str) -> int:
    """The length of a text as Telegram counts it: in UTF-16 units."""
    return len(text) + sum(1 for letter in text if ord(letter) > 0xFFFF)


def cut(text: str, offset: int, length: int) -> str:
    """The part of a text that an entity covers."""
    return text.encode("utf-16-le")[2 * offset : 2 * (offset + length)].decode("utf-16-le", "replace")


def decode(text: str) -> str:
    """The text with its character references replaced."""
    return REFERENCE.sub(_referred, text)


def _referred(found: re.Match[str]) -> str:
    hexadecimal, decimal, name = found.groups()
    if name:
        return NAMED[name]
    code = int(hexadecimal, 16) if hexadecimal else int(decimal)
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else found[0]


@dataclass(slots=True)
class Open:
    """A tag that waits for its end."""

    tag: str
    attributes: dict[str, str]
    offset: int
    entity: Entity = field(default_factory=dict)


class Parser:
    """One pass over a text; `text` and `entities` are what came out."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.text = ""
        self.entities: list[Entity] = []
        self._length = 0
        self._open: list[Open] = []

    def parse(self) -> tuple[str, list[Entity]]:
        while self.at < len(self.source):
            end = self.source.find("<", self.at)
            self._keep(decode(self.source[self.at : end if end >= 0 else None]))
            if end < 0:
                break
            self.at = end
            self._end_tag() if self.source.startswith("</", end) else self._start_tag()
        if self._open:
            raise self._wrong(f'Can\'t find end tag corresponding to start tag "{self._open[-1].tag}"')
        self.entities.reverse()  # of two over the same text the outer one was closed last, and stands first
        self.entities.sort(key=lambda entity: (entity["offset"], -entity["length"]))
        return self.text, self.entities

    def _keep(self, text: str) -> None:
        self.text += text
        self._length += units(text)

    def _wrong(self, what: str) -> ApiError:
        return bad_request(f"can't parse entities: {what}")

    def _byte(self, at: int) -> int:
        return len(self.source[:at].encode())

    def _until(self, stop: str) -> str:
        start = self.at
        while self.at < len(self.source) and self.source[self.at] not in stop:
            self.at += 1
        return self.source[start : self.at]

    def _skip_space(self) -> None:
        while self.at < len(self.source) and self.source[self.at] in SPACE:
            self.at += 1

    def _here(self) -> str:
        return self.source[self.at : self.at + 1]

    def _start_tag(self) -> None:
        begin = self.at
        self.at += 1
        tag = self._until(SPACE + ">").lower()
        if not self._here():
            raise self._wrong(f"Unclosed start tag at byte offset {self._byte(begin)}")
        if tag not in TAGS:
            raise self._wrong(f'Unsupported start tag "{tag}" at byte offset {self._byte(begin)}')
        attributes = self._attributes(tag, begin)
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            raise self._wrong(f'Tag "span" must have class "tg-spoiler" at byte offset {self._byte(begin)}')
        self._open.append(Open(tag, attributes, self._length))

    def _attributes(self, tag: str, begin: int) -> dict[str, str]:
        attributes: dict[str, str] = {}
        while True:
            self._skip_space()
            if not self._here():
                raise self._wrong(f'Unclosed start tag "{tag}" at byte offset {self._byte(begin)}')
            if self._here() == ">":
                self.at += 1
                return attributes
            name = self._until(SPACE + "=>").lower()
            if not name:
                raise self._wrong(f'Empty attribute name in the tag "{tag}" at byte offset {self._byte(begin)}')
            self._skip_space()
            attributes[name] = self._value(tag, begin) if self._here() == "=" else ""

    def _value(self, tag: str, begin: int) -> str:
        self.at += 1
        self._skip_space()
        quote = self._here()
        if quote in ("'", '"'):
            self.at += 1
            value = self._until(quote)
            if not self._here():
                raise self._wrong(f'Unclosed start tag "{tag}" at byte offset {self._byte(begin)}')
            self.at += 1
            return decode(value)
        start = self.at
        value = self._until(SPACE + ">")
        if not re.fullmatch(r"[A-Za-z0-9.-]+", value):
            raise self._wrong(f"Unexpected end of name token at byte offset {self._byte(start)}")
        return value

    def _end_tag(self) -> None:
        begin = self.at
        if not self._open:
            raise self._wrong(f"Unexpected end tag at byte offset {self._byte(begin)}")
        self.at += 2
        found = self._until(SPACE + ">").lower()
        self._skip_space()
        if self._here() != ">":
            raise self._wrong(f"Unclosed end tag at byte offset {self._byte(begin)}")
        self.at += 1
        opened = self._open.pop()
        if found not in ("", opened.tag):
            expected = f'expected "</{opened.tag}>", found "</{found}>"'
            raise self._wrong(f"Unmatched end tag at byte offset {self._byte(begin)}, {expected}")
        if self._length > opened.offset:
            self._close(opened)

    def _close(self, opened: Open) -> None:
        entity: Entity = {
            "type": TAGS[opened.tag],
            "offset": opened.offset,
            "length": self._length - opened.offset,
        }
        match opened.tag:
            case "a":
                url = opened.attributes.get("href") or cut(self.text, entity["offset"], entity["length"])
                if not is_link(url):
                    return
                entity["url"] = url
            case "blockquote" if "expandable" in opened.attributes:
                entity["type"] = "expandable_blockquote"
            case "code" if self._open and self._open[-1].tag == "pre" and "class" in opened.attributes:
                self._open[-1].entity["language"] = opened.attributes["class"].removeprefix("language-")
                return
        self.entities.append(entity | opened.entity)


def is_link(url: str) -> bool:
    """Whether Telegram makes a link of an address: a script is none."""
    return re.fullmatch(r"(https?|tg|mailto|tel):\S+|[\w-]+(\.[\w-]+)+(/\S*)?", url) is not None


def parse(source: str) -> tuple[str, list[Entity]]:
    """The text of a piece of Telegram HTML and its entities, or Telegram's complaint about it."""
    return trim(*Parser(source).parse())


def trim(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """The text without space around it, as Telegram keeps it, and its entities moved along."""
    left = units(text) - units(text.lstrip())
    kept = text.strip()
    moved = []
    for entity in entities:
        start = max(entity["offset"] - left, 0)
        end = min(entity["offset"] + entity["length"] - left, units(kept))
        if end > start:
            moved.append(entity | {"offset": start, "length": end - start})
    return kept, moved
