"""What becomes of the check-ins to come when a plan moves."""

from datetime import date

import pytest

from bot.domain.moves import Moves, Planned, find_moves


def plan(**days: int) -> list[Planned]:
    """Check-ins of November: their places in the plan, and their days."""
    return [Planned((place, 1), date(2026, 11, day)) for place, day in days.items()]


def november(*days: int) -> tuple[date, ...]:
    return tuple(date(2026, 11, day) for day in days)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (plan(a=3, b=12), plan(a=3, b=12), Moves((), (), ())),
        (plan(a=3, b=12), plan(a=3, b=19), Moves((november(12, 19),), (), ())),  # type: ignore[arg-type]
        (plan(a=3, b=12), plan(b=10), Moves((november(12, 10),), (), november(3))),  # type: ignore[arg-type]
        (plan(b=12), plan(a=5, b=12, c=26), Moves((), november(5, 26), ())),
        (plan(b=12), plan(a=12, b=19), Moves((), november(19), ())),
        (plan(a=12, b=19), plan(b=12), Moves((), (), november(19))),
        (plan(a=3, b=12), plan(a=12, b=19), Moves((november(3, 12), november(12, 19)), (), ())),  # type: ignore[arg-type]
        (plan(a=12, b=19), plan(c=12, a=19, b=26), Moves((), november(26), ())),
        (plan(a=3), plan(b=3), Moves((), (), ())),
    ],
    ids=[
        "nothing",
        "one moves",
        "one moves and one falls away",
        "two are new",
        "a day that is kept",
        "and one gone",
        "a row",
        "a row that one joins",
        "another in its place",
    ],
)
def test_each_check_in_is_told_once(before: list[Planned], after: list[Planned], expected: Moves):
    found = find_moves(before, after)

    assert found == expected
    assert bool(found) is ({it.on for it in before} != {it.on for it in after})
