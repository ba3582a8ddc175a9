"""The list of a facilitator's teams: which come first, which belong together, and a page of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar

from bot.domain.stall import StallKind
from bot.domain.team_state import TeamState

T = TypeVar("T")

# What somebody can do something about comes first; open cases before everything else.
_CASES = (
    StallKind.HELP_WANTED,
    StallKind.UNREACHABLE,
    StallKind.SILENT,
    StallKind.STUCK,
    StallKind.NEVER_STARTED,
)
_STATES = (
    TeamState.UNREACHABLE,
    TeamState.SILENT,
    TeamState.STUCK,
    TeamState.LATE,
    TeamState.DUE,
    TeamState.NOT_STARTED,
    TeamState.ON_TRACK,
    TeamState.PAUSED,
    TeamState.CLOSED,
)


class Chosen(StrEnum):
    """Which of the teams are shown."""

    ALL = "all"
    IN_NEED = "need"
    LATE = "late"
    PAUSED = "paused"


@dataclass(frozen=True, slots=True)
class Need:
    """What decides the place of a team: how it stands, which cases are open, and the day of its next gathering."""

    state: TeamState
    cases: frozenset[str]
    gathering_on: date | None
    title: str

    @property
    def sort_key(self) -> tuple[int, date, str]:
        """The lower, the earlier in the list."""
        first = min((_CASES.index(kind) for kind in _CASES if kind in self.cases), default=len(_CASES))
        # A team that rests or is through needs nobody, whatever is still open about it.
        needs = first if self.is_in_need else len(_CASES) + _STATES.index(self.state)
        return needs, self.gathering_on or date.max, self.title.casefold()

    @property
    def is_in_need(self) -> bool:
        """Whether a case about the team is open while it is in its time."""
        return bool(self.cases) and self.state not in (TeamState.PAUSED, TeamState.CLOSED)

    def belongs_to(self, chosen: Chosen) -> bool:
        """Whether the team is shown when these are chosen."""
        match chosen:
            case Chosen.IN_NEED:
                return self.is_in_need
            case Chosen.LATE:
                return self.state is TeamState.LATE
            case Chosen.PAUSED:
                return self.state is TeamState.PAUSED
        return True


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the list somebody is: which teams are chosen, and the page of them, from 1."""

    chosen: Chosen = Chosen.ALL
    page: int = 1

    def pack(self) -> str:
        """The place as a button carries it."""
        return f"{self.chosen}.{self.page}"


def read_place(what: str) -> Place:
    """The place that a button carries; the beginning where it carries none, or none of ours."""
    chosen, _, page = what.partition(".")
    if chosen not in set(Chosen) or not page.isdecimal() or len(page) > 3:
        return Place()
    return Place(Chosen(chosen), max(int(page), 1))


def page_of(things: Sequence[T], page: int, size: int) -> tuple[Sequence[T], int, int]:
    """The things on this page, which page that is (the last where there are fewer), and how many pages there are."""
    page, pages = nearest_page(len(things), page, size)
    return things[(page - 1) * size : page * size], page, pages


def nearest_page(count: int, page: int, size: int) -> tuple[int, int]:
    """Which page of so many things that is (the last where there are fewer), and how many pages there are."""
    pages = max(-(-count // size), 1)
    return min(max(page, 1), pages), pages


def turns(page: int, pages: int) -> dict[str, int]:
    """The labels of the buttons that turn the pages, and where each leads: after the last comes the first."""
    return {"‹": (page - 2) % pages + 1, f"{page}/{pages}": page, "›": page % pages + 1}
