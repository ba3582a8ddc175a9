"""Which team comes first in a facilitator's list, and which part of the list is shown."""

from datetime import date

import pytest

from bot.domain.stall import StallKind
from bot.domain.team_list import Chosen, Need, Place, page_of, read_place
from bot.domain.team_state import TeamState

SOON, LATER = date(2026, 9, 8), date(2026, 11, 17)


def need(state: TeamState, *cases: StallKind, on: date | None = SOON, title: str = "Ridge") -> Need:
    return Need(state, frozenset(cases), on, title)


IN_ORDER = [
    need(TeamState.ON_TRACK, StallKind.HELP_WANTED, title="help asked for, although on track"),
    need(TeamState.UNREACHABLE, StallKind.UNREACHABLE),
    need(TeamState.SILENT, StallKind.SILENT, StallKind.STUCK, on=SOON),
    need(TeamState.SILENT, StallKind.SILENT, on=LATER),
    need(TeamState.SILENT, StallKind.SILENT, on=None),
    need(TeamState.STUCK, StallKind.STUCK),
    need(TeamState.NOT_STARTED, StallKind.NEVER_STARTED),
    need(TeamState.LATE),
    need(TeamState.DUE),
    need(TeamState.NOT_STARTED),
    need(TeamState.ON_TRACK, title="alder"),
    need(TeamState.ON_TRACK, title="Birch"),
    need(TeamState.PAUSED, StallKind.HELP_WANTED, title="a case that a pause has not ended"),
    need(TeamState.CLOSED, StallKind.SILENT),
]


def test_the_team_that_needs_somebody_most_comes_first() -> None:
    shuffled = IN_ORDER[::-1]

    found = sorted(shuffled, key=lambda it: it.sort_key)

    assert found == IN_ORDER


@pytest.mark.parametrize(
    ("chosen", "shown"), [(Chosen.ALL, 14), (Chosen.IN_NEED, 7), (Chosen.LATE, 1), (Chosen.PAUSED, 1)]
)
def test_each_choice_shows_its_teams(chosen: Chosen, shown: int) -> None:
    assert sum(it.belongs_to(chosen) for it in IN_ORDER) == shown


@pytest.mark.parametrize(
    ("things", "page", "shown"),
    [
        (0, 1, ([], 1, 1)),
        (6, 1, ([0, 1, 2, 3, 4, 5], 1, 1)),
        (7, 2, ([6], 2, 2)),
        (7, 9, ([6], 2, 2)),
        (7, 0, ([0, 1, 2, 3, 4, 5], 1, 2)),
    ],
)
def test_a_page_that_is_not_there_is_the_nearest(things: int, page: int, shown: tuple[list[int], int, int]) -> None:
    assert page_of(list(range(things)), page, 6) == shown


@pytest.mark.parametrize("place", [Place(), Place(Chosen.LATE, 3), Place(Chosen.IN_NEED, 999)])
def test_a_place_comes_back_from_its_button(place: Place) -> None:
    assert read_place(place.pack()) == place


@pytest.mark.parametrize("what", ["", "all", "all.", "all.x", "every.1", "all.1000", "all.-1", "all.²"])
def test_what_is_no_place_is_the_beginning(what: str) -> None:
    assert read_place(what) == Place()
