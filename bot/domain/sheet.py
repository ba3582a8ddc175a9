"""A sheet of numbers as plain lines of cells, and what is wrong with it."""

from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

Cell: TypeAlias = str | float | date | None


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a sheet with the number that the sheet shows for it, from 1; no cells behind the last filled one."""

    number: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong: a key of the texts of `import.mistakes`, its values, and the line, where it is one line's."""

    what: str
    line: int | None = None
    values: dict[str, str | float] = field(default_factory=dict)


class BadSheet(Exception):
    """A sheet of which nothing can be taken, with everything that is wrong with it."""

    def __init__(self, mistakes: list[Mistake]) -> None:
        super().__init__(", ".join(dict.fromkeys(it.what for it in mistakes)))
        self.mistakes = mistakes
