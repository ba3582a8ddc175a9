"""Which questions a check-in holds: a pure choice from the model and what the team has answered."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.model import Kind, Model, Question, Step, Value

ASKED_KINDS = frozenset({Kind.YES_NO, Kind.SCALE, Kind.CHOICE, Kind.NUMBER})
LITTLE_PROGRESS = 2


@dataclass(frozen=True, slots=True)
class Given:
    """The team's newest answer to a question."""

    question: str
    value: Value
    answered_at: datetime


@dataclass(frozen=True, slots=True)
class Chosen:
    """A question with the step it belongs to; a recurring one belongs to none."""

    question: Question
    step: str | None


def current_step(model: Model, phase_id: str, given: Sequence[Given]) -> Step:
    """The step the team is at: the first of its phase with a question open, else the last.

    A question is open until it has an answer that is no concern.
    """
    phase = model.phase(phase_id)
    newest = {answer.question: answer for answer in given}
    for step in phase.steps:
        if any(_is_open(question, newest) for question in _askable(step)):
            return step
    return phase.steps[-1]


def choose_questions(
    model: Model, phase_id: str, given: Sequence[Given], asked_before: Sequence[Sequence[str]]
) -> tuple[Chosen, ...]:
    """The questions of the next check-in: what is always asked, one recurring question, and the step's.

    `given` holds the newest answer per question; `asked_before` the question ids of earlier check-ins, oldest first.
    """
    rules = model.rules
    always = [Chosen(model.question(question), None) for question in rules.always]
    turn = _whose_turn(model, given, asked_before)
    step = current_step(model, phase_id, given)
    recurring = [Chosen(turn, None)] if turn else []
    room = min(rules.most_questions - len(always) - len(recurring), rules.most_step_questions)
    of_step = [Chosen(question, step.id) for question in _of_step(step, given)][:room]
    # The recurring question ends the check-in: who stops early has then answered what moves the work on.
    return (*always, *of_step, *recurring)


def _whose_turn(model: Model, given: Sequence[Given], asked_before: Sequence[Sequence[str]]) -> Question | None:
    takers = model.rules.take_turns
    if not takers:
        return None
    values = {answer.question: answer.value for answer in given}
    progress = values.get("progress")
    last = asked_before[-1] if asked_before else ()
    if "obstacle" in takers and isinstance(progress, int) and progress <= LITTLE_PROGRESS and "obstacle" not in last:
        return model.question("obstacle")
    # "Has the team met" is asked at least every second time: momentum is lost first where teams stop meeting.
    if "team-met" in takers and "team-met" not in last:
        return model.question("team-met")
    others = [taker for taker in takers if taker != "team-met"] or list(takers)
    return model.question(min(others, key=lambda taker: (_last_asked(taker, asked_before), others.index(taker))))


def _last_asked(question: str, asked_before: Sequence[Sequence[str]]) -> int:
    return max((number for number, asked in enumerate(asked_before, start=1) if question in asked), default=0)


def _of_step(step: Step, given: Sequence[Given]) -> Iterator[Question]:
    """The step's questions: never answered first, then concerns, then the ones answered longest ago."""
    newest = {answer.question: answer for answer in given}
    questions = list(_askable(step))
    yield from (question for question in questions if question.id not in newest)
    answered = [question for question in questions if question.id in newest]
    yield from sorted(answered, key=lambda it: (not it.is_concern(newest[it.id].value), newest[it.id].answered_at))


def _askable(step: Step) -> Iterator[Question]:
    return (question for question in step.questions if question.kind in ASKED_KINDS)


def _is_open(question: Question, newest: dict[str, Given]) -> bool:
    return question.id not in newest or question.is_concern(newest[question.id].value)
