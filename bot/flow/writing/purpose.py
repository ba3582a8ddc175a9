"""What a text is for: who may send it, how long it may be, and what becomes of it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeAlias

from bot.flow.handling import Incoming
from bot.flow.house import House
from bot.storage.database import Tx
from bot.storage.rows import PersonRow, WritingRow

May: TypeAlias = Callable[[Tx, PersonRow, WritingRow], Awaitable[bool]]
# Gives back the finished text in which the draft is shown once more.
Preview: TypeAlias = Callable[[Tx, House, Incoming, PersonRow, WritingRow, str], Awaitable[str]]
# Keeps the text where it belongs and answers; None where the person left it out. A finished text to answer with.
Keep: TypeAlias = Callable[[Tx, House, Incoming, PersonRow, WritingRow, str | None], Awaitable[str]]
# Reads the text in its own way, and answers.
Take: TypeAlias = Callable[[Tx, House, Incoming, PersonRow, WritingRow, str], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Purpose:
    """A purpose. With a `preview` nothing is kept before the person has seen it once more and said yes.

    `keep` gives back the answer as finished text; an empty one says that it has answered by itself. With `take` the
    text is no text to keep, but a number or a day.
    """

    may: May
    keep: Keep
    longest: int = 400
    preview: Preview | None = None
    take: Take | None = None
