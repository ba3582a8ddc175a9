"""One person's way through a check-in: what each press does, wherever it comes from."""

import pytest

from bot.domain.buttons import BACK, CHANGE, NOTHING_NEW, SKIP
from bot.domain.check_in import Conversation, Stage, answer, press, value_of
from bot.domain.model import Question, Value
from tests.domain.models import OBSTACLE, PROGRESS, SIGNS, SIZE, TEAM_MET

QUESTIONS = (PROGRESS, TEAM_MET, SIZE)


def at(position: int, stage: Stage = Stage.OPEN) -> Conversation:
    return Conversation(QUESTIONS, position, stage)


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
        (at(2, Stage.DONE), 0, CHANGE, at(0), None),
        (at(0, Stage.NOTHING_NEW), 0, CHANGE, at(0), None),
        (at(2, Stage.DONE), 2, SKIP, at(2, Stage.DONE), None),
    ],
)
def test_a_press(before: Conversation, position: int, choice: str, after: Conversation, value: Value | None) -> None:
    moved = press(before, position, choice)

    assert moved is not None
    assert (moved.conversation, moved.value) == (after, value)
    assert moved.question == (QUESTIONS[position] if value is not None else None)


@pytest.mark.parametrize(
    ("position", "choice"),
    [(-1, "4"), (3, "4"), (0, "6"), (0, "yes"), (1, "4"), (2, "12"), (2, "=x"), (2, "=nan"), (2, "=inf"), (2, "=1e15")],
)
def test_a_press_that_belongs_to_no_question_there_does_nothing(position: int, choice: str) -> None:
    assert press(at(0), position, choice) is None


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


def test_the_question_on_the_screen_is_none_once_it_is_done() -> None:
    assert at(1).current is TEAM_MET
    assert at(2, Stage.DONE).current is None
    assert answer(at(2), 2, 7.0).conversation.current is None
