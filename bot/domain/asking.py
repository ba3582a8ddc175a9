"""Which questions a check-in holds: a pure choice from the model and what became of the team's earlier check-ins."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from bot.domain.asked_before import Earlier, Record, Said, Urgency, record_of
from bot.domain.model import HOMEWORK, Kind, Model, Question, Step
from bot.domain.recurring import monthly_now, recurring_now
from bot.domain.why_asked import Why

# The team has answered this, and is asked again from time to time.
_AGAIN = (Why.LONGEST_AGO_IN_STEP, Why.STILL_IN_THE_WAY)


@dataclass(frozen=True, slots=True)
class Chosen:
    """A question with the step it belongs to (a recurring one belongs to none), and why it comes.

    `homework` is the row of what is asked about, where it is that.
    """

    question: Question
    step: str | None
    why: Why
    homework: int | None = None


def current_step(model: Model, phase_id: str, earlier: Sequence[Earlier]) -> Step:
    """The step the team is at: the first of its phase with a question open, else with a concern, else the last.

    A text is for those who like to write: nobody waits for it.
    """
    steps = model.phase(phase_id).steps
    records = [[record_of(it, earlier) for it in step.questions if it.kind is not Kind.TEXT] for step in steps]
    for step, of_step in zip(steps, records, strict=True):
        if any(record.is_open for record in of_step):
            return step
    for step, of_step in zip(steps, records, strict=True):
        if any(record.said is Said.CONCERN for record in of_step):
            return step
    return steps[-1]


def choose_questions(
    model: Model,
    phase_id: str,
    earlier: Sequence[Earlier],
    now: datetime,
    *,
    personal: bool = True,
    help_open: bool = False,
    homework: int | None = None,
) -> tuple[Chosen, ...]:
    """The questions of a check-in that is asked now: what is always asked, the steps' questions, a recurring one.

    `earlier` holds what the team was asked before, oldest first; `personal` is whether each person is asked alone,
    `help_open` whether the team has asked for help and has not said that it needs none any more, `homework` the
    row of what it is asked about that it was given to do, which takes the place of another question.
    """
    rules = model.rules
    always = [Chosen(model.question(id_), None, Why.ALWAYS) for id_ in rules.always]
    always += [] if homework is None else [Chosen(HOMEWORK, None, Why.HOMEWORK, homework)]
    room = rules.most_questions - len(always)
    now_due = recurring_now(model, earlier, now, personal=personal, help_open=help_open)
    # The step keeps a place, even where two of the recurring questions must come; what is asked once a month, and why
    # it is so, is not torn apart.
    monthly = Why.MONTHLY in now_due.values()
    fit = room if monthly else max(room - 1, int(homework is None))
    recurring = [Chosen(model.question(id_), None, why) for id_, why in now_due.items()][:fit]
    room = min(room - len(recurring), rules.most_step_questions)
    of_steps = list(islice(_with_one_text(_of_steps(model, phase_id, earlier), (*always, *recurring)), room))
    if not monthly:
        once_more = monthly_now(model, earlier, now, personal=personal)
        of_steps = _making_way(
            of_steps, [Chosen(model.question(id_), None, why) for id_, why in once_more.items()], room
        )
    # The recurring question ends the check-in: who stops early has then answered what moves the work on.
    return (*always, *of_steps, *recurring)


def _making_way(of_steps: list[Chosen], monthly: list[Chosen], room: int) -> list[Chosen]:
    """These with what is asked once a month, where all of it fits in the place of what was answered before."""
    staying = [it for it in of_steps if it.why not in _AGAIN]
    texts = [it for it in (*staying, *monthly) if it.question.kind is Kind.TEXT]
    if not monthly or len(staying) + len(monthly) > room or len(texts) > 1:
        return of_steps
    others = [it for it in of_steps if it.why in _AGAIN][: room - len(staying) - len(monthly)]
    return [*staying, *others, *monthly]


def _of_steps(model: Model, phase_id: str, earlier: Sequence[Earlier]) -> list[Chosen]:
    """The questions of the phase that may come now, the most urgent first.

    Steps may run side by side: where the current one has less to ask than there is room for, the next ones go on.
    """
    steps, current = model.phase(phase_id).steps, current_step(model, phase_id, earlier)
    may_come = [
        (record, Chosen(question, step.id, _why(record, is_later=steps.index(step) > steps.index(current))))
        for step in steps
        for question in step.questions
        if (record := record_of(question, earlier)).may_come
    ]
    return [chosen for _, chosen in sorted(may_come, key=lambda it: _place(it[0]))]


def _place(record: Record) -> tuple[Urgency, int]:
    # What is open goes in the order of the model, everything else as long as it has waited.
    return record.urgency, 0 if record.urgency is Urgency.OPEN else -record.ago


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
