"""Which questions a check-in holds: a pure choice from the model and what became of the team's earlier check-ins."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import TypeAlias

from bot.domain.asked_before import Earlier, Record, Said, Urgency, record_of
from bot.domain.model import HOMEWORK, Kind, Model, Phase, Question, Step
from bot.domain.recurring import monthly_now, recurring_now
from bot.domain.why_asked import Why

# A value is asked for where so many places would be left without it: its own, a step's, and a recurring question's.
LEFT_BESIDE_MEASURE = 3
# The team has answered this, and is asked again from time to time.
_AGAIN = (Why.LONGEST_AGO_IN_STEP, Why.STILL_IN_THE_WAY)


@dataclass(frozen=True, slots=True)
class Chosen:
    """A question with the step it belongs to (a recurring one, and one of the gate, to none), and why it comes.

    `homework` or `measure` is the row of what is asked about, where it is that.
    """

    question: Question
    step: str | None
    why: Why
    homework: int | None = None
    measure: int | None = None


@dataclass(frozen=True, slots=True)
class Way:
    """How a team goes through a phase otherwise than the model has it.

    Steps that are skipped ask nothing; opened ones are worked on beside the current one. What is known to be `in_place`
    of the gate's evidence is not asked about. `homework` is the row of what the team was given to do and is asked
    about, `measure` that of what it counts with the question for that; each takes the place of another question.
    """

    skipped: frozenset[str] = frozenset()
    opened: frozenset[str] = frozenset()
    in_place: frozenset[str] = frozenset()
    homework: int | None = None
    measure: tuple[Question, int] | None = None


AS_THE_MODEL_HAS_IT = Way()


def steps_of(model: Model, phase_id: str, way: Way) -> tuple[Step, ...]:
    """The steps of the phase that the team goes through."""
    steps = model.phase(phase_id).steps
    # Where all were skipped, for the model may have fewer than it had, the phase has its steps again.
    return tuple(step for step in steps if step.id not in way.skipped) or steps


def current_step(model: Model, phase_id: str, earlier: Sequence[Earlier], way: Way = AS_THE_MODEL_HAS_IT) -> Step:
    """The step the team is at: the first of its phase with a question open, else with a concern, else the last.

    A text is for those who like to write: nobody waits for it.
    """
    steps = steps_of(model, phase_id, way)
    records = [[record_of(it, earlier) for it in step.questions if it.kind is not Kind.TEXT] for step in steps]
    for step, of_step in zip(steps, records, strict=True):
        if any(record.is_open for record in of_step):
            return step
    for step, of_step in zip(steps, records, strict=True):
        if any(record.said is Said.CONCERN for record in of_step):
            return step
    return steps[-1]


def asks_at_gate(model: Model, phase_id: str, earlier: Sequence[Earlier], way: Way) -> bool:
    """Whether the steps have nothing open any more, so that the evidence at the gate is asked about with them."""
    questions = (it for step in steps_of(model, phase_id, way) for it in step.questions)
    return not any(record_of(it, earlier).is_open for it in questions)


def choose_questions(
    model: Model,
    phase_id: str,
    earlier: Sequence[Earlier],
    now: datetime,
    *,
    personal: bool = True,
    help_open: bool = False,
    way: Way = AS_THE_MODEL_HAS_IT,
) -> tuple[Chosen, ...]:
    """The questions of a check-in that is asked now: what is always asked, the steps' questions, a recurring one.

    Once the steps have nothing open any more, the evidence at the gate that no question answers comes with them.

    `earlier` holds what the team was asked before, oldest first; `personal` is whether each person is asked alone,
    `help_open` whether the team has asked for help and has not said that it needs none any more.
    """
    rules = model.rules
    always = [Chosen(model.question(id_), None, Why.ALWAYS) for id_ in rules.always]
    always += _of_the_team(way, earlier, rules.most_questions - len(always))
    room = rules.most_questions - len(always)
    now_due = recurring_now(model, earlier, now, personal=personal, help_open=help_open)
    # The step keeps a place, even where two of the recurring questions must come; what is asked once a month, and why
    # it is so, is not torn apart.
    monthly = Why.MONTHLY in now_due.values()
    fit = room if monthly else max(room - 1, int(way.homework is None))
    recurring = [Chosen(model.question(id_), None, why) for id_, why in now_due.items()][:fit]
    room = min(room - len(recurring), rules.most_step_questions)
    of_steps = list(islice(_with_one_text(_of_phase(model, phase_id, earlier, way), (*always, *recurring)), room))
    if not monthly:
        once_more = monthly_now(model, earlier, now, personal=personal)
        of_steps = _making_way(
            of_steps, [Chosen(model.question(id_), None, why) for id_, why in once_more.items()], room
        )
    # The recurring question ends the check-in: who stops early has then answered what moves the work on.
    return (*always, *of_steps, *recurring)


def _of_the_team(way: Way, earlier: Sequence[Earlier], room: int) -> list[Chosen]:
    """What the team was given to do, or what it counts: where both wait they take turns, for the steps go on too."""
    homework = [] if way.homework is None else [Chosen(HOMEWORK, None, Why.HOMEWORK, way.homework)]
    if way.measure is None or room < LEFT_BESIDE_MEASURE:
        return homework
    if homework and not (earlier and HOMEWORK.id in earlier[-1].questions):
        return homework
    question, measure = way.measure
    return [Chosen(question, None, Why.MEASURE, measure=measure)]


def _making_way(of_steps: list[Chosen], monthly: list[Chosen], room: int) -> list[Chosen]:
    """These with what is asked once a month, where all of it fits in the place of what was answered before."""
    staying = [it for it in of_steps if it.why not in _AGAIN]
    texts = [it for it in (*staying, *monthly) if it.question.kind is Kind.TEXT]
    if not monthly or len(staying) + len(monthly) > room or len(texts) > 1:
        return of_steps
    others = [it for it in of_steps if it.why in _AGAIN][: room - len(staying) - len(monthly)]
    return [*staying, *others, *monthly]


# A question that may come, with how it has fared and its place among those that are open.
_Coming: TypeAlias = tuple[Record, tuple[int, int], Chosen]


def _of_phase(model: Model, phase_id: str, earlier: Sequence[Earlier], way: Way) -> list[Chosen]:
    """The questions of the phase that may come now, the most urgent first."""
    steps = steps_of(model, phase_id, way)
    coming = _of_steps(steps, current_step(model, phase_id, earlier, way), earlier, way)
    if asks_at_gate(model, phase_id, earlier, way):
        coming += _of_gate(model.phase(phase_id), earlier, way)
    return [chosen for record, place, chosen in sorted(coming, key=lambda it: _order(*it[:2]))]


def _of_steps(steps: Sequence[Step], current: Step, earlier: Sequence[Earlier], way: Way) -> list[_Coming]:
    """Steps may run side by side: where the current one has less to ask than there is room for, the next ones go on.

    Those that were opened beside it take turns with it.
    """
    coming: list[_Coming] = []
    at_work = {current.id, *way.opened}
    for number, step in enumerate(steps):
        is_later = number > steps.index(current) and step.id not in at_work
        records = [(record_of(question, earlier), question) for question in step.questions]
        may_come = [(record, question) for record, question in records if record.may_come]
        for turn, (record, question) in enumerate(may_come):
            place = (turn if way.opened and step.id in at_work else len(steps), number) if way.opened else (0, 0)
            coming.append((record, place, Chosen(question, step.id, _why(record, is_later=is_later))))
    return coming


def _of_gate(phase: Phase, earlier: Sequence[Earlier], way: Way) -> list[_Coming]:
    """What should be in place and is asked by itself; what is in place is not asked about again."""
    asked = [it.question for it in phase.gate if it.question is not None and it.id not in way.in_place]
    records = [(record_of(question, earlier), question) for question in asked]
    return [
        (record, (0, 0), Chosen(question, None, Why.EVIDENCE))
        for record, question in records
        if record.may_come and record.said is not Said.FINE
    ]


def _order(record: Record, place: tuple[int, int]) -> tuple[Urgency, int, tuple[int, int]]:
    # What is open goes in the order of the model, everything else as long as it has waited.
    is_open = record.urgency is Urgency.OPEN
    return record.urgency, 0 if is_open else -record.ago, place if is_open else (0, 0)


def _why(record: Record, *, is_later: bool) -> Why:
    match record.urgency:
        case Urgency.RETURNS:
            return Why.CONCERN_IN_STEP
        case Urgency.STILL_IN_THE_WAY:
            return Why.STILL_IN_THE_WAY
        case Urgency.AGAIN:
            return Why.LONGEST_AGO_IN_STEP
    if record.ago:
        return Why.UNANSWERED_IN_STEP
    return Why.NEW_IN_NEXT_STEP if is_later else Why.NEW_IN_STEP


def _with_one_text(chosen: Iterable[Chosen], others: Iterable[Chosen]) -> Iterator[Chosen]:
    """These with one text at most, or with none where the others hold one: writing takes time."""
    texts = sum(it.question.kind is Kind.TEXT for it in others)
    for it in chosen:
        texts += it.question.kind is Kind.TEXT
        if it.question.kind is not Kind.TEXT or texts == 1:
            yield it
