"""Why a question was chosen, told from what it was chosen by."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.domain.asking import Given, choose_questions
from bot.domain.model import Model, Value
from bot.domain.why_asked import Why, why_asked
from tests.domain.models import MODEL

MET, OBSTACLE = ["progress", "agreed", "wanted", "team-met"], ["progress", "agreed", "wanted", "obstacle"]
ONLY_OBSTACLE = replace(MODEL, rules=replace(MODEL.rules, take_turns=("obstacle",)))


@pytest.mark.parametrize(
    ("model", "answers", "before", "expected"),
    [
        (MODEL, {}, [], [Why.ALWAYS, Why.NEW_IN_STEP, Why.NEW_IN_STEP, Why.NOT_ASKED_LAST]),
        (
            MODEL,
            {"progress": 4, "agreed": "no", "wanted": 5, "size": 4.0},
            [MET],
            [Why.ALWAYS, Why.CONCERN_IN_STEP, Why.LONGEST_AGO_IN_STEP, Why.TURN],
        ),
        (MODEL, {"progress": 2}, [MET], [Why.ALWAYS, Why.NEW_IN_STEP, Why.NEW_IN_STEP, Why.LITTLE_PROGRESS]),
        (MODEL, {"progress": 2}, [OBSTACLE], [Why.ALWAYS, Why.NEW_IN_STEP, Why.NEW_IN_STEP, Why.NOT_ASKED_LAST]),
        (ONLY_OBSTACLE, {"progress": 2}, [OBSTACLE], [Why.ALWAYS, Why.NEW_IN_STEP, Why.NEW_IN_STEP, Why.TURN]),
    ],
    ids=["the first", "a concern, and the oldest", "little progress", "met again", "nothing else to take turns with"],
)
def test_every_question_has_its_reason(
    model: Model, answers: dict[str, Value], before: list[list[str]], expected: list[Why]
) -> None:
    given = [Given(question, value, datetime(2026, 9, 1, tzinfo=UTC)) for question, value in answers.items()]

    chosen = choose_questions(model, "prepare", given, before)

    assert [why_asked(model, it, given, before) for it in chosen] == expected
