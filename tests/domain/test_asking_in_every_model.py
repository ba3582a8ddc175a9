"""A year in each phase of each shipped model: what is asked belongs there, and who moves on is asked anew."""

import pytest

from bot.content.models import load_models
from bot.domain.model import Kind, Model, Question, Value
from bot.settings import ROOT
from tests.domain.years import Year, a_concern, the_best

MODELS = [loaded.model for loaded in load_models(ROOT / "prompts" / "models").values()]
PHASES = [(model, phase) for model in MODELS for phase in model.phases]
OF_EACH = pytest.mark.parametrize("model", MODELS, ids=lambda it: it.id)
OF_EACH_PHASE = pytest.mark.parametrize(
    ("model", "phase"),
    [(model, phase.id) for model, phase in PHASES],
    ids=[f"{model.id}, {phase.id}" for model, phase in PHASES],
)
TESTED = [(model, phase.id) for model, phase in PHASES if phase.duty == "do"]
WHERE_CHANGES_ARE_TESTED = pytest.mark.parametrize(
    ("model", "phase"), TESTED, ids=[f"{model.id}, {phase}" for model, phase in TESTED]
)
# On every second Tuesday from the first to the last of thirteen weeks.
A_YEAR, A_QUARTER = 26, 7
MIXED = {"progress": 3, "team-met": "no", "tried-something": "no"}


def mixed(question: Question) -> Value | None:
    """The answers of a team that has neither met nor tried anything, and likes no text."""
    return None if question.kind is Kind.TEXT else MIXED.get(question.id, the_best(question))


@pytest.mark.parametrize("answer", [the_best, a_concern, mixed], ids=["the best", "concerns", "mixed"])
@OF_EACH_PHASE
def test_each_check_in_of_a_year_holds_what_belongs_to_its_phase(model: Model, phase: str, answer: object) -> None:
    year = Year(model, phase)
    own = {question.id for step in model.phase(phase).steps for question in step.questions}
    back = {question.id for question in model.recurring}
    gate = {it.question.id for it in model.phase(phase).gate if it.question is not None}
    steps = {step.id for step in model.phase(phase).steps}
    for _ in range(A_YEAR):
        chosen = year.ask(answer)  # type: ignore[arg-type]
        assert 2 <= len(chosen) <= 4
        for it in chosen:
            assert it.question.id in (back | gate if it.step is None else own)
            assert it.step is None or it.step in steps

    asked = [id_ for it in year.earlier for id_ in it.questions]
    assert own | gate <= set(asked)
    assert max(asked.count(id_) for id_ in own | gate) <= A_YEAR / 2
    assert all(asked.count(id_) >= 2 for id_ in ("team-met", "obstacle"))


@OF_EACH_PHASE
def test_a_team_hears_all_questions_of_a_phase_in_a_quarter_of_a_year(model: Model, phase: str) -> None:
    year = Year(model, phase)
    for _ in range(A_QUARTER):
        year.ask(the_best)

    asked = {id_ for it in year.earlier for id_ in it.questions}
    assert {it.id for step in model.phase(phase).steps for it in step.questions} <= asked


@WHERE_CHANGES_ARE_TESTED
def test_who_has_tried_nothing_is_asked_again_next_time(model: Model, phase: str) -> None:
    year = Year(model, phase)
    asked = [[it.question.id for it in year.ask(mixed)] for _ in range(A_QUARTER)]

    (first, second, *_) = [n for n, ids in enumerate(asked) if "tried-something" in ids]
    assert second == first + 1


@OF_EACH
def test_a_team_that_moves_on_hears_the_questions_of_each_phase_in_turn(model: Model) -> None:
    year = Year(model, model.phases[0].id)
    for phase in model.phases:
        year.phase = phase.id
        asked = [it for _ in range(A_QUARTER) for it in year.ask(the_best)]

        own = {question.id for step in phase.steps for question in step.questions}
        assert own <= {it.question.id for it in asked}
        assert {it.step for it in asked} - {None} == {step.id for step in phase.steps}


@OF_EACH
def test_a_question_that_is_asked_again_is_the_same_and_stands_once(model: Model) -> None:
    ids = [question.id for _, _, question in model.questions()]

    assert len(ids) == len(set(ids))
    for phase in model.phases:
        for step in phase.steps:
            assert all(model.question(it.id) == it for it in step.questions)
