"""Where each step of a phase stands for a team."""

from collections.abc import Sequence
from enum import StrEnum

from bot.domain.asked_before import Earlier, record_of
from bot.domain.asking import Way, current_step
from bot.domain.model import Kind, Model, Step


class StepStanding(StrEnum):
    """What a step is to a team now."""

    CURRENT = "current"
    BESIDE = "beside"
    DONE = "done"
    WAITING = "waiting"
    SKIPPED = "skipped"


def step_standings(
    model: Model, phase_id: str, earlier: Sequence[Earlier], way: Way
) -> tuple[tuple[Step, StepStanding], ...]:
    """Every step of the phase with where it stands, in the order of the model."""
    current = current_step(model, phase_id, earlier, way)
    return tuple((step, _standing(step, current, earlier, way)) for step in model.phase(phase_id).steps)


def _standing(step: Step, current: Step, earlier: Sequence[Earlier], way: Way) -> StepStanding:
    if step.id == current.id:
        return StepStanding.CURRENT
    if step.id in way.skipped:
        return StepStanding.SKIPPED
    if step.id in way.opened:
        return StepStanding.BESIDE
    # Nobody waits for a text.
    waits = any(record_of(it, earlier).is_open for it in step.questions if it.kind is not Kind.TEXT)
    return StepStanding.WAITING if waits else StepStanding.DONE
