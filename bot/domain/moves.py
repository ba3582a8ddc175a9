"""What becomes of the check-ins to come when a plan moves: which go to another day, which are new or fall away."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

# What a check-in is in its plan: a session and the working days from it, or a date of the grid.
Place: TypeAlias = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Planned:
    """A check-in to come: its place in the plan, and the day on which it is asked."""

    place: Place
    on: date


@dataclass(frozen=True, slots=True)
class Moves:
    """The differences between two plans, each in order of days."""

    moved: tuple[tuple[date, date], ...]
    added: tuple[date, ...]
    cancelled: tuple[date, ...]

    def __bool__(self) -> bool:
        return bool(self.moved or self.added or self.cancelled)


def find_moves(before: Sequence[Planned], after: Sequence[Planned]) -> Moves:
    """What differs. What keeps its day is in none of the lists, and a day that changes hands is told of once."""
    old, new = ({it.place: it.on for it in plan} for plan in (before, after))
    moved = {on: new[place] for place, on in old.items() if new.get(place, on) != on}
    added = {on for place, on in new.items() if place not in old}
    cancelled = {on for place, on in old.items() if place not in new}
    kept = added & cancelled
    # Where one moves away from a day and another comes to it, only the day at the end of the row is new.
    added = {_end_of_row(on, moved) for on in added - kept}
    moved_from = {new_day: old_day for old_day, new_day in moved.items()}
    cancelled = {_end_of_row(on, moved_from) for on in cancelled - kept}
    pairs = sorted((old_day, new_day) for new_day, old_day in moved_from.items())
    return Moves(tuple(pairs), tuple(sorted(added)), tuple(sorted(cancelled)))


def _end_of_row(day: date, moved: dict[date, date]) -> date:
    """Where the row of moves that begins on this day ends; its moves are taken out."""
    while day in moved:
        day = moved.pop(day)
    return day
