"""How a kind of thing that waits for facilitators is told, and where its button leads."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeAlias

from bot.domain.language import Language
from bot.domain.room_buttons import DeskPressed
from bot.flow.house import House
from bot.storage.database import Tx
from bot.storage.rows import MatterRow, TeamRow

# A finished line in this language that names the team (its title shortened); None where it is no longer so.
Line: TypeAlias = Callable[[Tx, House, MatterRow, TeamRow, Language], Awaitable[str | None]]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind: its line, and what its button carries. The button's label is the text `matters.buttons.<kind>`."""

    line: Line
    button: Callable[[MatterRow], DeskPressed]
