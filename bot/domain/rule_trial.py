"""Whether a rule on answers can ever hold, for a team that always says what the rule waits for."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.domain.asked_before import Earlier
from bot.domain.asking import choose_questions
from bot.domain.model import Kind, Model, Question, Value
from bot.domain.stall_rules import StuckRule
from bot.domain.stuck import Heard, Said, findings
from bot.domain.working_time import WorkingCalendar


def can_hold(
    rule: StuckRule, model: Model, phase_id: str, asked_at: Sequence[datetime], calendar: WorkingCalendar
) -> bool:
    """Whether the rule holds at any time for a team in this phase that is asked at these moments, oldest first.

    The team answers everything at once: the rule's question as the rule waits for it, the others as well as can be.
    """
    earlier: list[Earlier] = []
    heard: list[Heard] = []
    for moment in asked_at:
        chosen = choose_questions(model, phase_id, earlier, moment)
        answers = _answers(rule, [it.question for it in chosen])
        earlier.append(Earlier(moment, tuple(it.question.id for it in chosen), answers))
        heard.append(Heard(moment, phase_id, {id_: Said(value, moment) for id_, value in answers.items()}))
        if findings([rule], heard, model, phase_id, calendar):
            return True
    return False


def _answers(rule: StuckRule, questions: Sequence[Question]) -> Mapping[str, Value]:
    found: dict[str, Value] = {}
    for question in questions:
        value = _waited_for(rule, question) if question.id == rule.question else question.best
        if value is not None:
            found[question.id] = value
    return found


def _waited_for(rule: StuckRule, question: Question) -> Value | None:
    choice = next((choice for choice in question.choices if rule.takes(choice)), None)
    return int(choice) if choice is not None and question.kind is Kind.SCALE else choice
