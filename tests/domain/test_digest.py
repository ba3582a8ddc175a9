"""A reader's week as facts: what may be seen of a team, who comes first, and which kind of week it is."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.domain.digest import (
    Answers,
    Good,
    GoodKind,
    Obstacle,
    TeamSeen,
    TeamWeek,
    compared,
    most_in_need_first,
    seen_by,
)
from bot.domain.digest_week import Around, Form, becomes_monthly, form_of, summary
from bot.domain.team_state import TeamState

TODAY = date(2026, 9, 7)
SAID = Answers("test", 2, 2, 1, 2)
WEEK = TeamWeek(1, "Ridge", TeamState.ON_TRACK, False, "do", frozenset({11, 12, 13}), SAID, asked=True, ever_asked=True)
WELL = seen_by(WEEK, 99)
SILENT = replace(WELL, id=2, title="Quiet", state=TeamState.SILENT, stalled=True, silent_days=11)
NOT_STARTED = replace(WELL, id=3, title="New", state=TeamState.NOT_STARTED, stalled=True)
LATE = replace(WELL, id=4, title="Late", state=TeamState.LATE)
HINDERED = replace(WELL, id=5, title="Ash", answers=replace(SAID, obstacle=Obstacle("time")))
PAUSED = replace(WELL, id=6, title="Fjord", state=TeamState.PAUSED, paused_until=date(2026, 9, 21))
UNASKED = replace(WELL, asked=False)


# What may be seen


@pytest.mark.parametrize(
    ("joined", "reader", "seen"),
    [(set(), 99, False), ({1, 2}, 99, False), ({1, 2, 3}, 99, True), ({1, 2, 3}, 3, False), ({1, 2, 3, 4}, 4, True)],
    ids=["nobody", "two", "three", "three with the reader", "three and the reader"],
)
def test_answers_are_seen_where_three_others_than_the_reader_have_joined(
    joined: set[int], reader: int, seen: bool
) -> None:
    week = replace(WEEK, joined=frozenset(joined))

    assert seen_by(week, reader).answers == (SAID if seen else None)


def test_whoever_leads_the_team_sees_what_it_answers_anyway() -> None:
    week = replace(WEEK, joined=frozenset())

    assert seen_by(week, 99, leads=True).answers == SAID


@pytest.mark.parametrize(
    ("said", "stands"),
    [(None, None), (Obstacle("none"), None), (Obstacle("time"), "time"), (Obstacle("time", gone=True), None)],
)
def test_an_obstacle_that_went_stands_in_nobodys_way(said: Obstacle | None, stands: str | None) -> None:
    assert replace(WELL, answers=replace(SAID, obstacle=said)).obstacle == stands


# Who comes first


def test_teams_in_need_come_first_then_those_with_something_in_the_way_then_the_late_then_by_name() -> None:
    oak = replace(WELL, title="Oak")

    found = most_in_need_first([WELL, oak, LATE, HINDERED, SILENT])

    assert [it.title for it in found] == ["Quiet", "Ash", "Late", "Oak", "Ridge"]


@pytest.mark.parametrize(
    ("teams", "expected"),
    [
        ([SILENT, WELL], "one-needs-you"),
        ([SILENT, NOT_STARTED], "some-need-you"),
        ([WELL], "one-team-well"),
        ([WELL, HINDERED], "all-well"),
        ([WELL, LATE], "one-late"),
        ([LATE, LATE], "some-late"),
        ([SILENT, LATE], "one-needs-you"),
    ],
)
def test_the_summary_says_the_week_in_a_line(teams: list[TeamSeen], expected: str) -> None:
    assert summary(teams) == expected


# Which kind of week


def around(**values: object) -> Around:
    return Around(**{"week": TODAY, "today": TODAY} | values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("teams", "form"),
    [
        ([WELL], Form.USUAL),
        ([UNASKED], Form.QUIET),
        ([replace(WELL, state=TeamState.DUE)], Form.WAITING),
        ([LATE], Form.USUAL),
        ([replace(UNASKED, ever_asked=False)], Form.FIRST),
        ([replace(NOT_STARTED, ever_asked=False)], Form.USUAL),
        ([PAUSED, PAUSED], Form.HOLIDAY),
        ([PAUSED, UNASKED], Form.QUIET),
        ([replace(SILENT, asleep=True)], Form.DORMANT),
        ([replace(SILENT, asleep=True), PAUSED], Form.DORMANT),
        ([replace(SILENT, asleep=True), WELL], Form.USUAL),
        ([replace(WELL, state=TeamState.CLOSED)], Form.ENDED),
    ],
)
def test_each_kind_of_week_is_known(teams: list[TeamSeen], form: Form) -> None:
    assert form_of(teams, around()) is form


@pytest.mark.parametrize(
    "news",
    [
        replace(UNASKED, news=True),
        replace(UNASKED, answers=replace(SAID, good=Good(GoodKind.BACK))),
        replace(UNASKED, answers=replace(SAID, obstacle=Obstacle("time", gone=True))),
    ],
    ids=["a new number", "something good", "an obstacle that went"],
)
def test_no_week_with_news_is_quiet(news: TeamSeen) -> None:
    assert form_of([UNASKED, news], around()) is Form.USUAL


@pytest.mark.parametrize(("days", "form"), [(0, Form.SESSION), (6, Form.SESSION), (7, Form.USUAL)])
def test_the_week_before_a_gathering_is_about_it(days: int, form: Form) -> None:
    session = ("First", TODAY + timedelta(days=days))

    assert form_of([WELL], around(session=session)) is form
    assert form_of([WELL, SILENT], around(session=session)) is Form.USUAL


def test_after_the_end_of_all_the_last_page_comes() -> None:
    assert form_of([WELL, SILENT], around(over=True)) is Form.ENDED


@pytest.mark.parametrize(
    ("form", "before", "monthly"),
    [
        (Form.QUIET, ["quiet-week", "quiet-week"], True),
        (Form.WAITING, ["quiet-week-waiting", "quiet-week", "usual"], True),
        (Form.UNCHANGED, ["quiet-week", "quiet-week"], False),
        (Form.QUIET, ["quiet-week", "usual"], False),
        (Form.QUIET, ["quiet-week"], False),
        (Form.QUIET, ["quiet-week", None], False),
        (Form.USUAL, ["quiet-week", "quiet-week"], False),
    ],
)
def test_the_third_quiet_page_in_a_row_is_known(form: Form, before: list[str | None], monthly: bool) -> None:
    assert becomes_monthly(form, before) is monthly


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
    said = replace(SAID, answered=now[0], asked=now[1], answered_before=before[0], asked_before=before[1])

    assert compared(said) == expected
