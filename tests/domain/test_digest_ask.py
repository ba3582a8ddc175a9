"""One thing to do: by which rule, for which team, and never the same one twice running unless it is still open."""

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.digest import Obstacle
from bot.domain.digest_ask import Ask, AskedBefore, AskRule, Situation, choose_ask
from bot.domain.team_state import TeamState
from tests.domain.test_digest import HINDERED, NOT_STARTED, SAID, SILENT, TODAY, WELL
from tests.support.world import content

RULES = content().asks
NAMES = {
    "never-started": ("who-joins",),
    "manager": ("say-yes", "tell-all"),
    "silent": ("drop-by", "free-an-hour"),
    "none": ("thank", "see"),
    "time": ("hours", "meeting"),
    "before-gathering": ("wish-well",),
    "after-gathering": ("one-thing",),
    "not-asked": ("ask",),
}


def at(team: object, **values: object) -> Situation:
    return Situation(team, ("do",), TODAY, **values)  # type: ignore[arg-type]


def names(_: Situation, source: str) -> tuple[str, ...]:
    return NAMES.get(source, ())


def chosen(situations: list[Situation], *before: AskedBefore) -> Ask | None:
    return choose_ask(RULES, situations, names, before)


@pytest.mark.parametrize(
    ("situation", "expected"),
    [
        (at(SILENT), Ask(2, "silent", "drop-by", "silent")),
        (at(replace(SILENT, state=TeamState.UNREACHABLE)), Ask(2, "silent", "drop-by", "silent")),
        (at(NOT_STARTED), Ask(3, "never-started", "who-joins", "never-started")),
        (at(HINDERED), Ask(5, "time", "hours", "obstacle")),
        (at(WELL), Ask(1, "none", "thank", "phase")),
        (at(WELL, pulse="not-yet"), Ask(1, "not-asked", "ask", "not-asked")),
        (at(WELL, pulse="yes"), Ask(1, "none", "thank", "phase")),
        (at(WELL, next_session=TODAY + timedelta(6)), Ask(1, "before-gathering", "wish-well", "session")),
        (at(WELL, next_session=TODAY + timedelta(7)), Ask(1, "none", "thank", "phase")),
        (at(WELL, last_session=TODAY - timedelta(7)), Ask(1, "after-gathering", "one-thing", "after-session")),
        (at(WELL, last_session=TODAY - timedelta(8)), Ask(1, "none", "thank", "phase")),
    ],
)
def test_the_first_rule_that_holds_says_where_it_comes_from(situation: Situation, expected: Ask) -> None:
    assert chosen([situation]) == expected


def test_it_is_for_the_team_most_in_need_and_of_those_alike_for_the_one_asked_for_longest_ago() -> None:
    oak = replace(WELL, id=7, title="Oak")
    before = AskedBefore(1, "none", "thank", "done")

    assert chosen([at(WELL), at(SILENT)], before).team_id == 2  # type: ignore[union-attr]
    assert chosen([at(WELL), at(oak)], before).team_id == 7  # type: ignore[union-attr]


def test_a_stuck_team_that_names_nothing_gets_what_belongs_to_its_phase() -> None:
    stuck = replace(WELL, state=TeamState.STUCK, stalled=True)
    hindered = replace(stuck, answers=replace(SAID, obstacle=Obstacle("time")))

    assert chosen([at(stuck)]) == Ask(1, "none", "thank", "phase")
    assert chosen([at(hindered)]) == Ask(1, "time", "hours", "stuck")


def test_what_nobody_replied_to_comes_once_more_and_then_the_next() -> None:
    first = AskedBefore(1, "none", "thank", None)

    again, then = chosen([at(WELL)], first), chosen([at(WELL)], first, first)

    assert again == Ask(1, "none", "thank", "phase", still_open=True)
    assert then == Ask(1, "none", "see", "phase")


def test_what_does_not_fit_any_more_does_not_come_again() -> None:
    assert chosen([at(WELL)], AskedBefore(1, "silent", "drop-by", None)) == Ask(1, "none", "thank", "phase")


def test_what_is_somebody_elses_to_do_comes_only_where_there_is_nothing_else() -> None:
    refused = AskedBefore(1, "none", "thank", "not-mine")
    all_asked = [
        AskedBefore(1, source, name, "done") for source, name in (("manager", "tell-all"), ("manager", "say-yes"))
    ]

    found = chosen([at(WELL)], *all_asked, AskedBefore(1, "none", "see", "done"), refused)

    assert found == Ask(1, "none", "see", "phase")


def test_teams_at_rest_are_asked_nothing_for() -> None:
    resting = [replace(WELL, state=state) for state in (TeamState.PAUSED, TeamState.CLOSED)]

    assert chosen([at(it) for it in resting]) is None
    assert chosen([]) is None


@pytest.mark.parametrize(
    ("rule", "holds"),
    [
        (AskRule("x", ("none",), phases=("do",)), True),
        (AskRule("x", ("none",), phases=("plan",)), False),
        (AskRule("x", ("none",), obstacles=("time",)), True),
        (AskRule("x", ("none",), obstacles=("staffing",)), False),
        (AskRule("x", ("none",), obstacles=("any",), phases=("do",), pulse="not-yet"), True),
    ],
)
def test_a_rule_may_look_at_obstacle_phase_and_pulse_together(rule: AskRule, holds: bool) -> None:
    found = choose_ask([rule], [at(HINDERED, pulse="not-yet")], names, ())

    assert (found is not None) is holds


TEAMS = st.sampled_from([WELL, SILENT, NOT_STARTED, HINDERED])
WEEKS = st.lists(
    st.tuples(st.lists(TEAMS, min_size=1, max_size=3, unique=True), st.sampled_from([None, "done", "not-mine"])),
    max_size=30,
)


@given(WEEKS)
def test_whatever_happens_nothing_comes_twice_running_unless_it_is_still_open(
    weeks: list[tuple[list, str | None]],
) -> None:  # type: ignore[type-arg]
    before: list[AskedBefore] = []
    runs: list[tuple[tuple[int, str, str], bool]] = []
    for teams, reply in weeks:
        found = chosen([at(it) for it in teams], *before)
        assert found is not None
        if before and before[0].named == found.named:
            assert found.still_open or len(teams) == 1
            assert before[0].reply is None or not found.still_open
        runs.append((found.named, found.still_open))
        before.insert(0, AskedBefore(*found.named, reply))
    assert not any(one[1] and other[1] and one[0] == other[0] for one, other in pairwise(runs))
