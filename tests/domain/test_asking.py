"""Which questions a check-in holds: few, the step's next ones, and the recurring ones in turn."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.asking import Given, choose_questions, current_step
from bot.domain.model import Value
from tests.domain.models import MODEL

MET, OBSTACLE = ["progress", "agreed", "wanted", "team-met"], ["progress", "agreed", "wanted", "obstacle"]


def given(*answers: tuple[str, Value]) -> list[Given]:
    """The answers in the order in which they came, a day apart."""
    first = datetime(2026, 9, 1, 8, tzinfo=UTC)
    return [Given(question, value, first + timedelta(days=n)) for n, (question, value) in enumerate(answers)]


def asked(*answers: tuple[str, Value], before: list[list[str]] | None = None, phase: str = "prepare") -> list[str]:
    return [it.question.id for it in choose_questions(MODEL, phase, given(*answers), before or [])]


def test_the_first_check_in_holds_what_is_always_asked_two_of_the_step_and_whether_the_team_has_met() -> None:
    assert asked() == MET


def test_questions_of_texts_and_several_choices_are_not_asked() -> None:
    assert "note" not in asked(("agreed", "yes"))
    assert asked(("agreed", "yes"), ("wanted", 5)) == ["progress", "size", "agreed", "team-met"]


@pytest.mark.parametrize(
    ("answers", "of_the_step"),
    [
        ([("agreed", "no"), ("wanted", 5)], ["size", "agreed"]),
        ([("wanted", 5), ("agreed", "yes"), ("size", 4.0)], ["checked", "asked-users"]),
        ([("size", 4.0), ("wanted", 1), ("agreed", "yes")], ["wanted", "size"]),
        ([("agreed", "no"), ("wanted", 2), ("size", 4.0)], ["agreed", "wanted"]),
    ],
    ids=["never asked, then concerns", "the next step", "concerns, then the oldest", "concerns, the oldest first"],
)
def test_the_steps_questions_come_never_asked_first_then_concerns_then_the_oldest(
    answers: list[tuple[str, Value]], of_the_step: list[str]
) -> None:
    assert asked(*answers)[1:3] == of_the_step


@pytest.mark.parametrize(
    ("answers", "before", "turn"),
    [
        ([], [], "team-met"),
        ([], [MET], "obstacle"),
        ([], [MET, OBSTACLE], "team-met"),
        ([("progress", 2)], [MET, OBSTACLE], "team-met"),
        ([("progress", 2)], [OBSTACLE, MET], "obstacle"),
        ([("progress", 1)], [], "obstacle"),
        ([("progress", 3)], [], "team-met"),
    ],
)
def test_the_recurring_questions_take_turns_and_little_progress_asks_what_is_in_the_way(
    answers: list[tuple[str, Value]], before: list[list[str]], turn: str
) -> None:
    assert asked(*answers, before=before)[-1] == turn


def test_no_more_than_the_rules_allow_are_asked() -> None:
    tight = replace(MODEL, rules=replace(MODEL.rules, most_questions=2))
    plain = replace(MODEL, rules=replace(MODEL.rules, take_turns=(), always=()))

    assert [it.question.id for it in choose_questions(tight, "prepare", [], [])] == ["progress", "team-met"]
    assert [it.question.id for it in choose_questions(plain, "prepare", [], [])] == ["agreed", "wanted"]


def test_each_question_says_which_step_it_belongs_to_and_a_recurring_one_belongs_to_none() -> None:
    assert [(it.question.id, it.step) for it in choose_questions(MODEL, "plan", [], [])] == [
        ("progress", None),
        ("smart", "aim"),
        ("team-met", None),
    ]


@pytest.mark.parametrize(
    ("answers", "phase", "step"),
    [
        ([], "prepare", "need"),
        ([("agreed", "yes"), ("wanted", 3)], "prepare", "need"),
        ([("agreed", "yes"), ("wanted", 3), ("size", 3)], "prepare", "know"),
        ([("agreed", "no"), ("wanted", 3), ("size", 3)], "prepare", "need"),
        ([(it, "yes") for it in ("agreed", "wanted", "size", "checked", "asked-users")], "prepare", "know"),
        ([("smart", "yes")], "plan", "aim"),
    ],
    ids=["nothing answered", "one open", "all answered", "a concern keeps it open", "the last stays", "another phase"],
)
def test_the_team_is_at_the_first_step_with_something_open(
    answers: list[tuple[str, Value]], phase: str, step: str
) -> None:
    assert current_step(MODEL, phase, given(*answers)).id == step
