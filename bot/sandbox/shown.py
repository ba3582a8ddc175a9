"""What tests read off a phone."""

from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]


class NotSeen(AssertionError):
    """What a phone waited for did not come; says what is on the screen instead."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A message as a phone shows it."""

    chat: int
    id: int
    from_bot: bool
    text: str
    html: str
    keyboard: list[list[Json]]
    edited: bool
    silent: bool
    content: Json
    reply_to: int | None
    topic: int | None
    album: str | None
    service: str | None
    version: int

    @property
    def buttons(self) -> list[str]:
        """The texts of the buttons, row by row."""
        return [button["text"] for row in self.keyboard for button in row]

    def data(self, button: str) -> str:
        """What a button sends."""
        return next(str(each["data"]) for row in self.keyboard for each in row if each["text"] == button)


@dataclass(frozen=True, slots=True)
class Toast:
    """The answer to a pressed button; text None is the plain answer."""

    text: str | None
    alert: bool


def messages_on(screen: Json) -> list[Shown]:
    """The messages of a chat, oldest first."""
    names = Shown.__slots__
    return [
        Shown(**{name: (message | {"chat": screen["id"]})[name] for name in names}) for message in screen["messages"]
    ]


def lines(messages: list[Shown]) -> str:
    """The messages in short, for a person to read."""
    return "\n".join(
        f"  {'bot' if each.from_bot else 'own'} {each.id}: {each.text} {each.buttons}" for each in messages
    )
