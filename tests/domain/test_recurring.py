"""Which recurring question a check-in holds beside those that every one does."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.asked_before import Earlier
from bot.domain.model import About, Value
from bot.domain.recurring import recurring_now
from bot.domain.why_asked import Why
from tests.domain.models import MODEL, scale, yes_no
from tests.domain.years import FIRST

MET, WAY, HELP, SAFE = "team-met", "obstacle", "help-wanted", "safe-to-say"
PERSONAL = replace(scale(SAFE), about=About.PERSON)
FULL = replace(
    MODEL,
    recurring=(*MODEL.recurring, yes_no(HELP), PERSONAL),
    rules=replace(MODEL.rules, take_turns=(MET, WAY, HELP), monthly=(SAFE,)),
)
WEEK = timedelta(days=7)


def comes(*asked: str, progress: Value | None = None, take: tuple[str, ...] = (MET, WAY, HELP), personal: bool = True,
          every: timedelta = 2 * WEEK) -> dict[str, Why]:  # fmt: skip
    """What follows check-ins with these recurring questions, the last of them with this answer to progress."""
    model = replace(FULL, rules=replace(FULL.rules, take_turns=take))
    said = {} if progress is None else {"progress": progress}
    earlier = [Earlier(FIRST + n * every, ("progress", id_), {}) for n, id_ in enumerate(asked)]
    if earlier:
        earlier[-1] = replace(earlier[-1], answers=said)
    return recurring_now(model, earlier, FIRST + len(asked) * every, personal=personal)


@pytest.mark.parametrize(
    ("asked", "progress", "expected"),
    [
        ((), None, {MET: Why.NOT_ASKED_LAST}),
        ((MET,), 3, {SAFE: Why.MONTHLY}),
        ((MET, SAFE, MET), 3, {WAY: Why.TURN}),
        ((MET, SAFE, MET, WAY), 3, {MET: Why.NOT_ASKED_LAST}),
        ((MET, SAFE, MET, WAY, MET), 3, {SAFE: Why.MONTHLY}),
        ((MET, SAFE, MET, WAY, MET, SAFE, MET), 3, {HELP: Why.TURN}),
        ((MET,), 2, {WAY: Why.LITTLE_PROGRESS}),
        ((MET, WAY), 2, {MET: Why.NOT_ASKED_LAST}),
        ((MET, SAFE), 2, {MET: Why.NOT_ASKED_LAST, WAY: Why.LITTLE_PROGRESS}),
        ((MET, HELP), 1, {MET: Why.NOT_ASKED_LAST, WAY: Why.LITTLE_PROGRESS}),
    ],
    ids=["first", "a month has begun", "not twice in turn", "every second time", "the month again", "help in its turn",
         "little progress", "it was asked below that answer", "both must come", "both, once more"],
)  # fmt: skip
def test_each_comes_when_it_must_and_else_in_turn(
    asked: tuple[str, ...], progress: int | None, expected: dict[str, Why]
) -> None:
    assert comes(*asked, progress=progress) == expected


def test_a_team_that_is_asked_in_its_group_is_asked_nothing_personal() -> None:
    assert comes(MET, personal=False) == {WAY: Why.TURN}
    assert comes(MET, WAY, MET, personal=False) == {HELP: Why.TURN}


@pytest.mark.parametrize(
    ("since", "expected"),
    [
        (timedelta(days=27), {}),
        (timedelta(days=28), {SAFE: Why.MONTHLY}),
        (timedelta(days=28, hours=-1), {SAFE: Why.MONTHLY}),
    ],
    ids=["a day too early", "a month", "a month in which summer time begins"],
)
def test_a_personal_question_comes_when_four_weeks_have_passed(since: timedelta, expected: dict[str, Why]) -> None:
    assert comes(SAFE, take=(), every=since) == expected


def test_the_first_check_in_of_a_team_holds_nothing_personal() -> None:
    assert comes(take=()) == {}


def test_none_comes_twice_running() -> None:
    assert comes(MET, take=(MET,)) == {SAFE: Why.MONTHLY}
    assert comes(SAFE, MET, take=(MET,), every=WEEK) == {}
    assert comes(WAY, SAFE, WAY, take=(WAY,), every=WEEK) == {}


def test_what_is_in_the_way_is_asked_for_once_after_each_answer() -> None:
    earlier = [
        Earlier(FIRST, ("progress", MET), {"progress": 2}),
        Earlier(FIRST + WEEK, ("progress", WAY), {}),
        Earlier(FIRST + 2 * WEEK, ("progress", MET), {}),
    ]

    assert recurring_now(FULL, earlier, FIRST + 3 * WEEK, personal=False) == {HELP: Why.TURN}


def test_while_help_is_wanted_it_is_asked_whether_it_still_is_but_not_twice_running() -> None:
    earlier = [Earlier(FIRST, ("progress", MET), {})]
    asked = [*earlier, Earlier(FIRST + 2 * WEEK, ("progress", HELP), {})]

    assert recurring_now(FULL, earlier, FIRST + 2 * WEEK, personal=True, help_open=True) == {HELP: Why.HELP_OPEN}
    assert HELP not in recurring_now(FULL, asked, FIRST + 4 * WEEK, personal=True, help_open=True)
