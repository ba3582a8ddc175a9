"""One person's way through a check-in: what each press does, wherever it comes from."""

from dataclasses import replace

import pytest

from bot.domain.buttons import (
    AGAIN,
    BACK,
    CHANGE,
    CORRECT,
    DONE,
    HELP,
    KEEP,
    LATER,
    LATER_2_HOURS,
    LATER_TOMORROW,
    LATER_WEEK,
    NOT_ON_DUTY,
    NOTHING_NEW,
    SKIP,
)
from bot.domain.check_in import Conversation, Draft, Moved, Stage, Then, answer, press, ticked, value_of
from bot.domain.model import Kind, Question, Value
from tests.domain.models import NOTE, OBSTACLE, PROGRESS, SIGNS, SIZE, TEAM_MET

QUESTIONS = (PROGRESS, TEAM_MET, SIZE)
CAUSES = Question("causes", 1, Kind.CHOICES, choices=("d", "c", "b", "none"), alone=frozenset({"none"}))
# Several choices, then a text, then a scale.
OTHERS = (CAUSES, NOTE, PROGRESS)


def at(position: int, stage: Stage = Stage.OPEN) -> Conversation:
    return Conversation(QUESTIONS, position, stage)


def other(position: int, draft: Draft = None, stage: Stage = Stage.OPEN) -> Conversation:
    return Conversation(OTHERS, position, stage, draft)


@pytest.mark.parametrize(
    ("before", "position", "choice", "after", "value"),
    [
        (at(0), 0, "4", at(1), 4),
        (at(1), 1, "yes", at(2), "yes"),
        (at(2), 2, "=12.5", at(2, Stage.DONE), 12.5),
        (at(1), 0, "2", at(1), 2),
        (at(0), 1, "no", at(0), "no"),
        (at(2, Stage.DONE), 0, "3", at(2, Stage.DONE), 3),
        (at(0, Stage.NOTHING_NEW), 0, "3", at(0, Stage.NOTHING_NEW), 3),
        (at(0), 0, SKIP, at(1), None),
        (at(2), 2, SKIP, at(2, Stage.DONE), None),
        (at(2), 2, BACK, at(1), None),
        (at(0), 0, BACK, at(0), None),
        (at(2), 1, SKIP, at(2), None),
        (at(2), 0, BACK, at(2), None),
        (at(0), 0, NOTHING_NEW, at(0, Stage.NOTHING_NEW), None),
        (at(0), 0, NOT_ON_DUTY, at(0, Stage.NOT_ON_DUTY), None),
        (at(2), 0, NOT_ON_DUTY, at(2, Stage.NOT_ON_DUTY), None),
        (at(2, Stage.DONE), 0, CHANGE, at(0), None),
        (at(0, Stage.NOTHING_NEW), 0, CHANGE, at(0), None),
        (at(1, Stage.NOT_ON_DUTY), 0, CHANGE, at(0), None),
        (at(2, Stage.DONE), 2, SKIP, at(2, Stage.DONE), None),
        (at(0, Stage.NOT_ON_DUTY), 0, SKIP, at(0, Stage.NOT_ON_DUTY), None),
    ],
)
def test_a_press(before: Conversation, position: int, choice: str, after: Conversation, value: Value | None) -> None:
    moved = press(before, position, choice)

    assert moved is not None
    assert (moved.conversation, moved.value, moved.then) == (after, value, Then.NEXT)
    assert moved.question == (QUESTIONS[position] if value is not None else None)


@pytest.mark.parametrize(
    ("position", "choice"),
    [(-1, "4"), (3, "4"), (0, "6"), (0, "yes"), (1, "4"), (2, "12"), (2, "=x"), (2, "=nan"), (2, "=inf"), (2, "=1e15")],
)
def test_a_press_that_belongs_to_no_question_there_does_nothing(position: int, choice: str) -> None:
    assert press(at(0), position, choice) is None


@pytest.mark.parametrize(
    ("draft", "choices", "picked"),
    [
        (None, ["+c"], ("c",)),
        (None, ["+b", "+d"], ("d", "b")),
        (None, ["+c", "+c"], ("c",)),
        (("d", "b"), ["+c"], ("d", "c", "b")),
        (("d", "b"), ["-d"], ("b",)),
        (("d", "b"), ["-c"], ("d", "b")),
        (("b",), ["-b"], ()),
        (None, ["-b"], ()),
        (("d", "b"), ["+none"], ("none",)),
        (("none",), ["+c"], ("c",)),
        (("none",), ["-none"], ()),
        ((), ["+none", "+d", "-d"], ()),
    ],
    ids=[
        "one",
        "in the order of the question",
        "the same twice",
        "one more than before",
        "one less",
        "one that was not ticked",
        "the last one",
        "nothing to untick",
        "what stands alone takes the others' place",
        "and they take its place",
        "it goes as well",
        "all in a row",
    ],
)
def test_several_choices_are_ticked_and_unticked(draft: Draft, choices: list[str], picked: tuple[str, ...]) -> None:
    conversation = other(0, draft)

    for choice in choices:
        moved = press(conversation, 0, choice)
        assert moved is not None
        assert (moved.question, moved.value) == (None, None)
        conversation = moved.conversation

    assert conversation == other(0, picked)


def test_ticks_are_an_answer_once_it_is_done() -> None:
    assert press(other(0, ("d", "b")), 0, DONE) == Moved(other(1), CAUSES, ("d", "b"))


@pytest.mark.parametrize("draft", [None, ()])
def test_done_with_nothing_ticked_goes_nowhere(draft: Draft) -> None:
    assert press(other(0, draft), 0, DONE) == Moved(other(0, draft))


@pytest.mark.parametrize(
    ("conversation", "position", "choice"),
    [
        (other(0), 0, "c"),
        (other(0), 0, "+weather"),
        (other(0), 0, "*c"),
        (other(0), 0, "+"),
        (other(0), 0, KEEP),
        (other(0), 0, "=1.0"),
        (other(1), 0, "+c"),
        (other(2), 0, DONE),
        (other(0, ("c",), Stage.NOTHING_NEW), 0, "+b"),
        (other(2, None, Stage.DONE), 0, "-b"),
        (other(0), 1, KEEP),
        (other(1), 1, KEEP),
        (other(1, ("c",)), 1, KEEP),
        (other(2), 1, KEEP),
        (other(1, "Ring 22334455"), 1, DONE),
        (other(1, "Ring 22334455"), 1, "+c"),
        (other(1, "Ring 22334455"), 1, "Ring 22334455"),
        (other(2), 2, "+4"),
        (other(2), 2, DONE),
    ],
)
def test_a_tick_or_a_text_belongs_to_the_question_on_the_screen_alone(
    conversation: Conversation, position: int, choice: str
) -> None:
    assert press(conversation, position, choice) is None


def test_a_text_that_was_asked_back_is_kept_by_a_press() -> None:
    assert press(other(1, "Ring 22334455"), 1, KEEP) == Moved(other(2), NOTE, "Ring 22334455")


@pytest.mark.parametrize(
    ("draft", "position", "choice", "after"),
    [
        (("c",), 0, SKIP, other(1)),
        ("Ring 22334455", 1, SKIP, other(2)),
        ("Ring 22334455", 1, BACK, other(0)),
        (("c",), 0, BACK, other(0)),
        (("c",), 0, CHANGE, other(0)),
        ("Ring 22334455", 1, CHANGE, other(0)),
        (("c",), 0, AGAIN, other(0)),
        ("Ring 22334455", 1, AGAIN, other(1)),
        (("c",), 0, NOTHING_NEW, other(0, None, Stage.NOTHING_NEW)),
        ("Ring 22334455", 1, NOT_ON_DUTY, other(1, None, Stage.NOT_ON_DUTY)),
        ("Ring 22334455", 1, HELP, other(1)),
        ("Ring 22334455", 1, LATER, other(1)),
        ("Ring 22334455", 2, "4", other(1)),
        (("c",), 0, HELP, other(0, ("c",))),
        (("c",), 0, CORRECT, other(0, ("c",))),
        (("c",), 0, LATER, other(0, ("c",))),
        (("c",), 0, LATER_TOMORROW, other(0, ("c",))),
        (("c",), 1, SKIP, other(0, ("c",))),
        (("c",), 2, "4", other(0, ("c",))),
    ],
)
def test_who_goes_elsewhere_leaves_what_was_not_done(
    draft: Draft, position: int, choice: str, after: Conversation
) -> None:
    moved = press(other(1 if isinstance(draft, str) else 0, draft), position, choice)

    assert moved is not None
    assert moved.conversation == after


@pytest.mark.parametrize(
    ("choice", "then"),
    [
        (AGAIN, Then.AGAIN),
        (CORRECT, Then.CORRECTING),
        (LATER, Then.ASK_WHEN),
        (LATER_2_HOURS, Then.LATER),
        (LATER_TOMORROW, Then.LATER),
        (LATER_WEEK, Then.LATER),
        (HELP, Then.HELP),
    ],
)
def test_some_presses_want_something_beside_the_question(choice: str, then: Then) -> None:
    assert press(at(0), 0, choice) == Moved(at(0), then=then)


@pytest.mark.parametrize("choice", [AGAIN, CORRECT, LATER, LATER_2_HOURS, LATER_TOMORROW, LATER_WEEK])
@pytest.mark.parametrize("before", [at(1), at(0, Stage.DONE), at(0, Stage.NOTHING_NEW), at(0, Stage.NOT_ON_DUTY)])
def test_they_want_nothing_of_a_question_that_is_not_on_the_screen(choice: str, before: Conversation) -> None:
    assert press(before, 0, choice) == Moved(before)


@pytest.mark.parametrize("before", [at(1), at(2, Stage.DONE), at(0, Stage.NOTHING_NEW), at(0, Stage.NOT_ON_DUTY)])
def test_help_is_wanted_wherever_one_is(before: Conversation) -> None:
    assert press(before, 0, HELP) == Moved(before, then=Then.HELP)


@pytest.mark.parametrize(
    ("question", "choice", "value"),
    [
        (PROGRESS, "5", 5),
        (OBSTACLE, "none", "none"),
        (OBSTACLE, "weather", None),
        (SIZE, "=-3.0", -3.0),
        (SIGNS, "a", "a"),
    ],
)
def test_a_choice_says_its_value(question: Question, choice: str, value: Value | None) -> None:
    assert value_of(question, choice) == value


def test_what_stands_alone_goes_with_no_other_however_they_came_together() -> None:
    assert ticked(replace(SIGNS, alone=frozenset({"none"})), ["b", "none"], "a") == ("a", "b")


def test_the_question_on_the_screen_is_none_once_it_is_done() -> None:
    assert at(1).current is TEAM_MET
    assert at(2, Stage.DONE).current is None
    assert answer(at(2), 2, 7.0).conversation.current is None
