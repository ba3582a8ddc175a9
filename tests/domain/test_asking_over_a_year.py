"""Whatever a team answers in a year, in any phase of any model, it is asked little, and nothing over and over."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.content.models import load_models
from bot.domain.asked_before import Earlier
from bot.domain.asking import Chosen
from bot.domain.model import About, Kind, Model, Question, Value
from bot.domain.why_asked import Why
from bot.settings import ROOT
from tests.domain.models import MODEL
from tests.domain.years import Year, a_concern, the_best

MODELS = (MODEL, *(loaded.model for loaded in load_models(ROOT / "prompts" / "models").values()))
PHASES = [(model, phase.id) for model in MODELS for phase in model.phases]
FOUR_WEEKS = timedelta(days=28)


@dataclass(frozen=True)
class Answers:
    """What comes of a check-in: an answer to each question in turn, and whether the one before is answered late."""

    each: tuple[str, ...]
    late: bool = False
    move: int = 0


EACH = st.sampled_from(["best", "concern", "other", "skip"])
MISSED = ("skip",) * 4
CHECK_INS = st.builds(
    Answers,
    st.one_of(st.just(MISSED), st.tuples(EACH, EACH, EACH, EACH)),
    st.booleans(),
    st.sampled_from([0] * 9 + [1, -1]),
)
YEARS = st.lists(CHECK_INS, max_size=52)
SPEEDS = st.sampled_from([7, 10, 14])


def answering(check_in: Answers) -> Callable[[Question], Value | None]:
    """The answers to the questions, one after another."""
    each = iter(check_in.each)
    return lambda question: in_words(question, next(each, "skip"))


def in_words(question: Question, how: str) -> Value | None:
    """An answer of this kind to the question."""
    match how:
        case "best":
            return the_best(question)
        case "concern":
            return a_concern(question)
        case "other" if question.kind is Kind.SCALE:
            return 3
    return None


def play(year: Year, check_ins: list[Answers]) -> list[tuple[list[Earlier], tuple[Chosen, ...]]]:
    """Each check-in with what was known when it was asked."""
    played: list[tuple[list[Earlier], tuple[Chosen, ...]]] = []
    for it in check_ins:
        phases = [phase.id for phase in year.model.phases]
        year.phase = phases[(phases.index(year.phase) + it.move) % len(phases)]
        before = list(year.earlier)
        chosen = year.ask(answering(it))
        if it.late and played:
            year.answer(len(before) - 1, played[-1][1], the_best)
        played.append((before, chosen))
    return played


def newest_answer(question: Question, earlier: list[Earlier]) -> Value | None:
    return next((it.answers[question.id] for it in reversed(earlier) if question.id in it.answers), None)


@settings(max_examples=150, deadline=None)
@given(where=st.sampled_from(PHASES), days=SPEEDS, check_ins=YEARS, personal=st.booleans())
def test_a_year_of_check_ins_keeps_every_promise(
    where: tuple[Model, str], days: int, check_ins: list[Answers], *, personal: bool
) -> None:
    year = Year(*where, days=days, personal=personal)
    rules, played = year.model.rules, play(year, check_ins)
    for before, chosen in played:
        ids = [it.question.id for it in chosen]
        assert len(ids) == len(set(ids)) <= 4
        assert ids[0] == "progress"
        assert sum(it.step is not None or it.why is Why.EVIDENCE for it in chosen) <= 2
        assert sum(it.question.kind is Kind.TEXT for it in chosen) <= 1
        for it in chosen:
            third = len(before) >= 2 and all(it.question.id in earlier.questions for earlier in before[-2:])
            wanted = it.question.is_concern(newest_answer(it.question, before))
            assert not third or wanted or it.question.id in rules.always
        last = before[-1] if before else Earlier(year.now, (), {})
        assert "team-met" in {*ids, *last.questions}
        progress = last.answers.get("progress")
        if isinstance(progress, int) and progress <= 2:
            assert "obstacle" in {*ids, *last.questions}
        assert personal or all(it.question.about is About.TEAM for it in chosen)
        assert before or all(it.question.about is About.TEAM for it in chosen)
    for id_ in rules.monthly:
        asked = [it.asked_at for it in year.earlier if id_ in it.questions]
        assert all(later - earlier >= FOUR_WEEKS for earlier, later in pairwise(asked))


@settings(max_examples=150, deadline=None)
@given(where=st.sampled_from(PHASES), check_ins=YEARS)
def test_the_same_history_gives_the_same_questions(where: tuple[Model, str], check_ins: list[Answers]) -> None:
    one, other = Year(*where), Year(*where)

    assert play(one, check_ins) == play(other, check_ins)
    assert one.choose() == other.choose()


@settings(max_examples=300, deadline=None)
@given(
    where=st.sampled_from(PHASES),
    check_ins=st.lists(st.builds(Answers, st.tuples(EACH, EACH, EACH, EACH)), min_size=52, max_size=52),
)
@pytest.mark.parametrize("silent", [0, 1, 2])
def test_every_question_of_a_phase_is_asked_before_long(
    silent: int, where: tuple[Model, str], check_ins: list[Answers]
) -> None:
    year = Year(*where)
    questions = {it.id for step in year.model.phase(year.phase).steps for it in step.questions}
    heard = 0
    for it in check_ins:
        if questions <= {id_ for earlier in year.earlier for id_ in earlier.questions}:
            break
        play(year, [Answers(MISSED)] * silent)
        play(year, [it])
        heard += bool(year.earlier[-1].answers)

    assert heard <= 2 * len(questions)


@pytest.mark.parametrize("answer", [the_best, a_concern, lambda _: None], ids=["the best", "a concern", "nothing"])
@pytest.mark.parametrize("where", PHASES, ids=lambda it: it[1])
def test_who_always_answers_alike_hears_every_question_within_a_year(
    where: tuple[Model, str], answer: Callable[[Question], Value | None]
) -> None:
    year = Year(*where)
    for _ in range(26):
        year.ask(lambda question: 3 if question.id == "progress" else answer(question))

    asked = {id_ for earlier in year.earlier for id_ in earlier.questions}
    assert {it.id for step in year.model.phase(year.phase).steps for it in step.questions} <= asked
