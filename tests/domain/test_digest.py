"""A manager's week as facts: who comes first, what is shown, and which one thing is asked for."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.digest import (
    Ask,
    TeamFacts,
    TeamState,
    choose_ask,
    compared,
    most_in_need_first,
    summary,
    whose_turn,
)

TODAY = date(2026, 9, 7)
WELL = TeamFacts("Ridge", TeamState.ON_TRACK, False, "do", "test", 3, 2, 2, 1, 2, "none", 0, None)
SILENT = replace(WELL, title="Quiet", state=TeamState.SILENT, stalled=True, silent_days=11)
NOT_STARTED = replace(WELL, title="New", state=TeamState.NOT_STARTED, stalled=True)
HINDERED = replace(WELL, title="Ash", obstacle="time")


@pytest.mark.parametrize(("others", "shown"), [(0, False), (2, False), (3, True), (9, True)])
def test_answers_are_shown_where_three_others_have_joined(others: int, shown: bool) -> None:
    team = replace(HINDERED, others_joined=others)

    assert team.may_show_answers is shown
    assert team.shown_obstacle == ("time" if shown else None)


def test_an_obstacle_of_none_is_no_obstacle() -> None:
    assert replace(WELL, obstacle="none").shown_obstacle is None
    assert replace(WELL, obstacle=None).shown_obstacle is None


def test_teams_in_need_come_first_then_those_with_something_in_the_way_then_by_name() -> None:
    oak = replace(WELL, title="Oak")

    assert [it.title for it in most_in_need_first([WELL, oak, HINDERED, SILENT])] == ["Quiet", "Ash", "Oak", "Ridge"]


@pytest.mark.parametrize(
    ("teams", "expected"),
    [
        ([SILENT, WELL], "one-needs-you"),
        ([SILENT, NOT_STARTED], "some-need-you"),
        ([WELL], "one-team-well"),
        ([WELL, HINDERED], "all-well"),
        ([replace(WELL, asked=0)], "quiet-week"),
        ([replace(WELL, state=TeamState.DUE)], "quiet-week-waiting"),
        ([WELL, replace(WELL, state=TeamState.LATE)], "one-late"),
        ([replace(WELL, state=TeamState.LATE)] * 2, "some-late"),
        ([SILENT, replace(WELL, state=TeamState.LATE)], "one-needs-you"),
    ],
)
def test_the_summary_says_the_week_in_a_line(teams: list[TeamFacts], expected: str) -> None:
    assert summary(teams) == expected


@pytest.mark.parametrize(
    ("team", "expected"),
    [
        (SILENT, Ask(SILENT, "why-silent", (("silent", "any"),))),
        (NOT_STARTED, Ask(NOT_STARTED, "why-never-started", (("never-started", "any"), ("manager", "do")))),
        (HINDERED, Ask(HINDERED, "why", (("time", "do"), ("none", "do")))),
        (WELL, Ask(WELL, "why-phase", (("none", "do"), ("manager", "do")))),
    ],
)
def test_the_ask_is_for_the_team_most_in_need(team: TeamFacts, expected: Ask) -> None:
    assert choose_ask([WELL, team], TODAY) == expected


def test_a_team_that_cannot_be_reached_is_not_said_to_have_never_joined() -> None:
    gone = replace(SILENT, state=TeamState.UNREACHABLE)

    assert choose_ask([gone], TODAY) == Ask(gone, "why-silent", (("silent", "any"),))


@pytest.mark.parametrize(("days", "why"), [(0, "why-session"), (6, "why-session"), (7, "why-phase")])
def test_a_gathering_within_a_week_is_prepared_for(days: int, why: str) -> None:
    team = replace(WELL, next_session=("First", TODAY + timedelta(days=days)))

    ask = choose_ask([team], TODAY)

    assert ask is not None
    assert ask.why == why


def test_without_teams_nothing_is_asked() -> None:
    assert choose_ask([], TODAY) is None


@pytest.mark.parametrize(
    ("now", "before", "expected"),
    [
        ((0, 0), (1, 2), "none-asked"),
        ((1, 2), (0, 0), "first"),
        ((1, 2), (2, 4), "same"),
        ((2, 2), (1, 2), "more"),
        ((1, 2), (1, 1), "fewer"),
    ],
)
def test_two_weeks_are_compared_with_the_two_before(
    now: tuple[int, int], before: tuple[int, int], expected: str
) -> None:
    team = replace(WELL, answered=now[0], asked=now[1], answered_before=before[0], asked_before=before[1])

    assert compared(team) == expected


# Whose turn it is

SOURCES = st.sampled_from(
    [
        [("none", "a"), ("manager", "a"), ("manager", "b")],
        [("time", "a"), ("none", "a")],
        [("time", "a"), ("time", "b"), ("none", "a")],
        [("silent", "a"), ("silent", "b")],
        [("never-started", "a"), ("manager", "a"), ("manager", "b")],
        [("before-gathering", "a"), ("none", "a")],
    ]
)


@given(st.integers(0, 600), SOURCES, SOURCES)
def test_no_ask_comes_two_weeks_running_whatever_changes_in_between(
    weeks: int, this: list[tuple[str, str]], following: list[tuple[str, str]]
) -> None:
    monday = date(2026, 1, 5) + timedelta(days=7 * weeks)

    now, then = whose_turn(this, monday), whose_turn(following, monday + timedelta(days=7))

    assert now in this
    assert then in following
    assert now != then


def test_every_ask_of_a_source_has_its_week() -> None:
    asks = [("time", name) for name in "abcd"]

    weeks = [whose_turn(asks, date(2026, 9, 7) + timedelta(days=7 * n)) for n in range(4)]

    assert sorted(it for it in weeks if it) == asks


def test_an_only_ask_comes_every_week_and_none_is_none() -> None:
    assert [whose_turn([("x", "a")], TODAY + timedelta(days=7 * n)) for n in range(2)] == [("x", "a"), ("x", "a")]
    assert whose_turn([], TODAY) is None
