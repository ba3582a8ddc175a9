"""Why a question is part of a check-in, told from the same answers by which it was chosen."""

from collections.abc import Sequence
from enum import StrEnum

from bot.domain.asking import LITTLE_PROGRESS, Chosen, Given
from bot.domain.model import Model


class Why(StrEnum):
    """The reason for which a question was chosen."""

    ALWAYS = "always"
    MONTHLY = "monthly"
    LITTLE_PROGRESS = "little_progress"
    NOT_ASKED_LAST = "not_asked_last"
    TURN = "turn"
    NEW_IN_STEP = "new_in_step"
    CONCERN_IN_STEP = "concern_in_step"
    LONGEST_AGO_IN_STEP = "longest_ago_in_step"


def why_asked(model: Model, chosen: Chosen, given: Sequence[Given], asked_before: Sequence[Sequence[str]]) -> Why:
    """Why this question of the next check-in was chosen."""
    newest = {answer.question: answer for answer in given}
    question = chosen.question
    if chosen.step is not None:
        if question.id not in newest:
            return Why.NEW_IN_STEP
        return Why.CONCERN_IN_STEP if question.is_concern(newest[question.id].value) else Why.LONGEST_AGO_IN_STEP
    if question.id in model.rules.always:
        return Why.ALWAYS
    if question.id in model.rules.monthly:
        return Why.MONTHLY
    asked_last = asked_before[-1] if asked_before else ()
    progress = newest["progress"].value if "progress" in newest else None
    if question.id in asked_last:
        return Why.TURN
    if question.id == "obstacle" and isinstance(progress, int) and progress <= LITTLE_PROGRESS:
        return Why.LITTLE_PROGRESS
    return Why.NOT_ASKED_LAST if question.id == "team-met" else Why.TURN
