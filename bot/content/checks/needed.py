"""For whatever a model can say there is a text that tells it on."""

from collections.abc import Iterator
from pathlib import Path

from bot.content.content import Content
from bot.content.yaml_file import Place, read_yaml
from bot.domain.errors import Problem
from bot.domain.model import Model


def check_needed(folder: Path, content: Content) -> Iterator[Problem]:
    """Every text that a model needs and that is in no language."""
    wording = content.wording
    if wording.fallback not in wording.texts:
        return
    for id_, loaded in content.models.items():
        missing = [it for it in _needed(loaded.model) if not wording.has(it[0]) and not wording.under(it[0])]
        file = read_yaml(folder / id_ / "model.yaml") if missing else None
        for key, place in missing:
            if file is not None:
                named, _, rest = key.partition(".")
                message = f'for this model the text "{key}" is missing; add "{rest}" to {named}.yaml in every language'
                yield file.problem(message, *place)


def _needed(model: Model) -> Iterator[tuple[str, Place]]:
    """The keys, each with the place in the model that asks for it."""
    for n, phase in enumerate(model.phases):
        yield f"digest.phase.what.{phase.id}", ("phases", n, "id")
        if phase.duty is not None:
            yield f"digest.duty.{phase.duty}", ("phases", n, "duty")
    at = next(n for n, question in enumerate(model.recurring) if question.id == "obstacle")
    for k, obstacle in enumerate(model.recurring[at].choices):
        here: Place = ("recurring", at, "choices", k)
        yield f"words.obstacles.{obstacle}", here
        yield f"alert.ready.obstacle.{obstacle}.brief", here
        for phase in model.phases:
            yield f"guidance.{obstacle}.{phase.id}", here
            yield f"ask.for.{obstacle}.{phase.id}", here
