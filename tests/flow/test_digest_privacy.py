"""A manager's page tells of teams and never of persons, whatever the collaborative, the weeks and the answers.

Two things are held: nothing that is of a person stands in any page, and a page does not change with anything that is
of fewer than three persons. What never changes a page cannot be reckoned from pages, of two weeks or of two teams.
"""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.digest import FEWEST_OTHERS, Answers, Good, GoodKind, Obstacle, TeamWeek, seen_by
from bot.domain.team_state import TeamState
from bot.flow.house import House
from bot.storage.database import Database
from tests.flow.rooms import Rooms
from tests.flow.worlds import BEGAN, OBSTACLES, PERSONS, WORLDS, Persons, TeamMade, pages_of, told
from tests.support.world import content

SHARED = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]


@dataclass
class Stage:
    """A loop and a database for all examples of a test."""

    runner: asyncio.Runner
    rooms: Rooms

    def pages(self, world: list[TeamMade], persons: Persons) -> list[str]:
        return self.runner.run(pages_of(self.rooms, world, persons))


@pytest.fixture
def stage(database_url: str) -> Iterator[Stage]:
    with asyncio.Runner() as runner:
        made = Rooms(House(Database(database_url), content()), BEGAN)
        yield Stage(runner, made)
        runner.run(made.house.db.close())


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@settings(max_examples=25, deadline=None, suppress_health_check=SHARED)
@given(world=WORLDS, one=PERSONS, other=PERSONS)
def test_a_page_tells_nothing_of_persons_and_is_the_same_whoever_they_are(
    stage: Stage, world: list[TeamMade], one: Persons, other: Persons
) -> None:
    """Who answered, how many more joined, personal answers, and every word that somebody wrote."""
    pages, others = stage.pages(world, one), stage.pages(world, other)

    assert pages
    assert list(told(pages)) == []
    assert pages == others


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@settings(max_examples=15, deadline=None, suppress_health_check=SHARED)
@given(world=WORLDS, persons=PERSONS, obstacles=st.tuples(st.sampled_from(OBSTACLES), st.sampled_from(OBSTACLES)))
def test_what_small_teams_answer_changes_nothing_in_a_page(
    stage: Stage, world: list[TeamMade], persons: Persons, obstacles: tuple[str, str]
) -> None:
    """Also not beside a larger team of the same manager, and not from one week to the next."""
    small = {"obstacles": obstacles, "has_test": True, "has_homework": True}
    changed = [replace(it, **small) if it.others < FEWEST_OTHERS else it for it in world]

    assert stage.pages(world, persons) == stage.pages(changed, persons)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_these_worlds_do_have_something_to_tell(stage: Stage) -> None:
    """Else the tests above could not fail."""
    large = TeamMade(4, False, (True, True), ("time", "time"), True, True, 12)
    persons = Persons(0, 0, (1, 5), "zqx said")

    said = "\n".join(stage.pages([large], persons))

    assert "In the way since 1 September: too little time" in said
    assert "Good: a small test ended on 12 September. A few shifts." in said
    assert "Lists reviewed" in said


# By facts alone

ANSWERS = st.builds(
    Answers,
    step=st.sampled_from(["a", "b"]),
    answered=st.integers(0, 4),
    asked=st.integers(0, 4),
    answered_before=st.integers(0, 4),
    asked_before=st.integers(0, 4),
    obstacle=st.sampled_from([None, Obstacle("time"), Obstacle("none")]),
    good=st.sampled_from([None, Good(GoodKind.BACK), Good(GoodKind.EVIDENCE, "x")]),
)
SMALL = st.frozensets(st.integers(1, 9), max_size=3)


@given(joined=SMALL, other=SMALL, said=ANSWERS, else_said=ANSWERS, reader=st.integers(1, 9))
def test_of_a_small_team_nothing_but_its_state_is_seen(
    joined: frozenset[int], other: frozenset[int], said: Answers, else_said: Answers, reader: int
) -> None:
    """A team of two, and a team of three of which the manager is one: by no two of their weeks."""
    week = TeamWeek(1, "T", TeamState.ON_TRACK, False, "do", joined, said, asked=True, ever_asked=True)
    then = replace(week, joined=other, answers=else_said)

    if len(joined - {reader}) < FEWEST_OTHERS and len(other - {reader}) < FEWEST_OTHERS:
        assert seen_by(week, reader) == seen_by(then, reader)


@given(
    joined=st.frozensets(st.integers(1, 40), min_size=4),
    other=st.frozensets(st.integers(1, 40), min_size=4),
    said=ANSWERS,
    reader=st.integers(1, 40),
)
def test_of_a_larger_team_nobody_can_tell_how_many_they_are(
    joined: frozenset[int], other: frozenset[int], said: Answers, reader: int
) -> None:
    week = TeamWeek(1, "T", TeamState.ON_TRACK, False, "do", joined, said, asked=True, ever_asked=True)

    assert seen_by(week, reader) == seen_by(replace(week, joined=other), reader)
