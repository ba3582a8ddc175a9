"""Teams are found by what people type on a phone."""

import pytest

from bot.domain.team_names import FoundTeams, find_teams

TITLES = {
    1: "Ridge home care",
    2: "Ærlig og åpen hjemmetjeneste, Sør",
    3: "Fjord ward 1",
    4: "Fjord ward 2",
    5: "Müller & Sønn",
    6: "Søndre Ål",
    7: "Fjord",
}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Ridge home care", (1,)),
        ("  RIDGE   home ", (1,)),
        ("home", (1,)),
        ("care ridge", (1,)),
        ("ærlig", (2,)),
        ("aerlig", (2,)),
        ("apen hjemmetjeneste", (2,)),
        ("aapen", (2,)),
        ("hjemmetjeneste sor", (2,)),
        ("muller", (5,)),
        ("soenn", (5,)),
        ("mu\u0308ller", (5,)),
        ("søndre aal", (6,)),
        ("fjord ward", (3, 4)),
        ("ward 2", (4,)),
        # The one that is called so and no more, before those that begin so.
        ("fjord", (7,)),
        ("rigde", (1,)),
        ("hjemmetjenste", (2,)),
        ("", ()),
        ("  ,-", ()),
    ],
)
def test_a_team_is_meant_by(typed: str, meant: tuple[int, ...]) -> None:
    assert find_teams(typed, TITLES).meant == meant


def test_where_none_is_meant_the_nearest_are_named() -> None:
    assert find_teams("riverside", TITLES).near[0] == 1


def test_where_nothing_is_near_some_are_named_all_the_same() -> None:
    found = find_teams("xyzzy", TITLES)

    assert found.meant == ()
    assert len(found.near) == 3


def test_nobody_has_any_team() -> None:
    assert find_teams("ridge", {}) == FoundTeams(())


def test_a_very_long_text_is_only_compared() -> None:
    assert find_teams("qwerty " * 600, TITLES).meant == ()
