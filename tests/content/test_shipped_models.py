"""What holds for every shipped improvement model: ids that are known, words that are shared, a fair mix."""

from itertools import combinations

import pytest

from bot.content.models import load_models
from bot.content.of_phase import key_of
from bot.content.wording import load_wording
from bot.domain.model import About, Kind, Phase, Question
from tests.content.examples import PROMPTS

MODELS = load_models(PROMPTS / "models")
WORDING = load_wording(PROMPTS)
LANGUAGES = ["en", "nb", "nn"]
DUTIES = {"plan", "do", "evaluate", "correct"}
PHASES = [(id_, phase) for id_, loaded in MODELS.items() for phase in loaded.model.phases]
OF_EACH = pytest.mark.parametrize("model", list(MODELS))
OF_EACH_PHASE = pytest.mark.parametrize(("model", "phase"), PHASES, ids=[f"{id_}, {it.id}" for id_, it in PHASES])
OBSTACLES = ("time", "staffing", "manager", "unsure", "numbers", "disagreement", "none")


def step_questions(model: str) -> list[Question]:
    return [question for _, step, question in MODELS[model].model.questions() if step is not None]


def test_four_models_are_shipped_with_their_phases() -> None:
    assert {id_: [phase.id for phase in loaded.model.phases] for id_, loaded in MODELS.items()} == {
        "breakthrough-series": [
            "prework",
            "action-period-1",
            "action-period-2",
            "action-period-3",
            "hold-the-gains",
        ],
        "dmaic": ["define", "measure", "analyse", "improve", "control"],
        "model-for-improvement": ["aim", "measures", "ideas", "test", "implement"],
        "quality-improvement-model": ["prepare", "plan", "do", "evaluate", "follow-up"],
    }


@OF_EACH
def test_what_comes_in_every_phase_is_the_same_in_every_model(model: str) -> None:
    here, there = MODELS[model].model, MODELS["quality-improvement-model"].model

    assert here.recurring == there.recurring
    assert here.rules == there.rules
    assert here.question("obstacle").choices == OBSTACLES


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_question_is_asked_in_the_same_words_in_every_model(language: str) -> None:
    for one, other in combinations(MODELS.values(), 2):
        ours, theirs = one.texts[language].questions, other.texts[language].questions
        shared = ours.keys() & theirs.keys()

        assert "tried-something" in shared
        assert {id_ for id_ in shared if one.model.question(id_) != other.model.question(id_)} == set()
        assert {id_ for id_ in shared if ours[id_] != theirs[id_]} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_evidence_and_the_same_step_say_the_same_in_every_new_model(language: str) -> None:
    for one, other in combinations(MODELS.values(), 2):
        ours, theirs = one.texts[language], other.texts[language]

        assert [id_ for id_ in ours.gate.keys() & theirs.gate.keys() if ours.gate[id_] != theirs.gate[id_]] == []
        assert [id_ for id_ in ours.steps.keys() & theirs.steps.keys() if ours.steps[id_] != theirs.steps[id_]] == []


@OF_EACH_PHASE
def test_every_phase_has_a_duty_a_question_to_the_manager_and_evidence(model: str, phase: Phase) -> None:
    assert phase.duty in DUTIES
    assert phase.leader_question is not None
    assert phase.leader_question.about is About.PERSON
    assert len(phase.gate) >= 3
    assert 2 <= len(phase.steps) <= 4


@OF_EACH_PHASE
def test_what_shows_the_evidence_was_asked_by_then(model: str, phase: Phase) -> None:
    phases = MODELS[model].model.phases
    until_now = phases[: phases.index(phase) + 1]
    asked = {question.id for it in until_now for step in it.steps for question in step.questions}

    assert {id_ for evidence in phase.gate for id_ in evidence.answered_by} <= asked


@OF_EACH_PHASE
def test_where_changes_are_tested_the_team_is_asked_whether_it_tried(model: str, phase: Phase) -> None:
    asked = {question.id for step in phase.steps for question in step.questions}

    assert ("tried-something" in asked) == (phase.duty == "do")


@OF_EACH
def test_the_kinds_are_mixed_and_little_is_written(model: str) -> None:
    kinds = [question.kind for question in step_questions(model)]

    assert set(kinds) == set(Kind)
    assert kinds.count(Kind.TEXT) <= len(kinds) / 6
    for phase in MODELS[model].model.phases:
        for step in phase.steps:
            assert [it.kind for it in step.questions].count(Kind.TEXT) <= 1
            assert 1 <= len(step.questions) <= 4


@pytest.mark.parametrize("language", LANGUAGES)
@OF_EACH
def test_a_question_is_short_and_ends_where_it_ends(model: str, language: str) -> None:
    texts = MODELS[model].texts[language].questions

    assert [id_ for id_, words in texts.items() if len(words.text) > 110] == []
    assert [id_ for id_, words in texts.items() if not words.text.endswith(("?", "."))] == []


@OF_EACH_PHASE
def test_a_facilitator_and_a_manager_of_any_model_get_advice(model: str, phase: Phase) -> None:
    for obstacle in OBSTACLES:
        assert key_of(WORDING, f"guidance.{obstacle}", phase) is not None
        assert key_of(WORDING, f"ask.for.{obstacle}", phase) is not None


@pytest.mark.parametrize(
    ("phase", "key"),
    [
        (Phase("prepare", (), duty="plan"), "guidance.time.prepare"),
        (Phase("define", (), duty="plan", advice="prepare"), "guidance.time.prepare"),
        (Phase("measure", (), duty="plan"), "guidance.time.plan"),
        (Phase("follow-up", (), duty="correct"), "guidance.time.correct"),
        (Phase("settle", ()), None),
    ],
)
def test_advice_is_that_of_the_phase_else_what_it_names_else_its_duty(phase: Phase, key: str | None) -> None:
    assert key_of(WORDING, "guidance.time", phase) == key
