"""A model as data: what is found in it, and which answers say that something is in the way."""

import pytest

from bot.domain.model import Accept, Question, Value
from tests.domain.models import AIM, MODEL, OBSTACLE, PROGRESS, SIGNS, SIZE, TEAM_MET


@pytest.mark.parametrize(
    ("question", "value", "concern"),
    [
        (PROGRESS, 2, True),
        (PROGRESS, 3, False),
        (TEAM_MET, "no", True),
        (OBSTACLE, "none", False),
        (SIGNS, ("a", "none"), True),
        (SIGNS, ("a", "b"), False),
        (SIGNS, (), False),
        (SIZE, 0, False),
        (PROGRESS, None, False),
    ],
)
def test_a_concern_is_an_answer_that_says_something_is_in_the_way(
    question: Question, value: Value | None, concern: bool
) -> None:
    assert question.is_concern(value) is concern


@pytest.mark.parametrize(
    ("accept", "value", "taken"),
    [
        (Accept(), -1e9, True),
        (Accept(0, 30), 0, True),
        (Accept(0, 30), 30, True),
        (Accept(0, 30), 30.5, False),
        (Accept(least=1), 0.5, False),
        (Accept(most=1), 0.5, True),
    ],
)
def test_both_ends_of_a_range_are_taken(accept: Accept, value: float, taken: bool) -> None:
    assert (value in accept) is taken


def test_phases_and_questions_are_found_by_id_and_others_are_not_there() -> None:
    assert MODEL.phase("plan").steps == (AIM,)
    assert MODEL.question("size") is SIZE
    with pytest.raises(KeyError):
        MODEL.phase("do")
    with pytest.raises(KeyError):
        MODEL.question("weather")


def test_every_question_says_where_it_stands() -> None:
    found = [(phase.id if phase else "", step.id if step else "", it.id) for phase, step, it in MODEL.questions()]

    assert [question for _, _, question in found[:3]] == ["progress", "team-met", "obstacle"]
    assert found[3] == ("prepare", "need", "agreed")
    assert found[-1] == ("plan", "aim", "smart")
    assert len(found) == 11
