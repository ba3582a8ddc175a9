"""For whatever a model can say there is a text that tells it on."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from bot.content.content import Content
from bot.content.of_phase import keys_for
from bot.content.shape import suggest
from bot.content.wording import Wording
from bot.content.yaml_file import Place, YamlFile, read_yaml
from bot.domain.errors import Problem
from bot.domain.model import Model

# The choice `none` is in every model, so whatever advice there is stands under it.
ADVICE = "guidance.none"


def check_needed(folder: Path, content: Content) -> Iterator[Problem]:
    """Every text that a model needs and that is in no language."""
    if content.wording.fallback not in content.wording.texts:
        return
    for id_, loaded in content.models.items():
        yield from _check(folder / id_ / "model.yaml", loaded.model, content.wording)


def _check(path: Path, model: Model, wording: Wording) -> Iterator[Problem]:
    missing = [it for it in _needed(model) if not any(wording.has(key) or wording.under(key) for key in it[0])]
    unknown = list(_unknown_advice(model, wording))
    file = read_yaml(path) if missing or unknown else None
    if file is None:
        return
    for sentence, place in unknown:
        yield file.problem(sentence, *place)
    # Phases of one duty lack the same text.
    yield from dict.fromkeys(_problem(file, keys, place) for keys, place in missing)


def _problem(file: YamlFile, keys: Sequence[str], place: Place) -> Problem:
    key = keys[-1]
    named, _, rest = key.partition(".")
    message = f'for this model the text "{key}" is missing; add "{rest}" to {named}.yaml in every language'
    return file.problem(message, *place)


def _unknown_advice(model: Model, wording: Wording) -> Iterator[tuple[str, Place]]:
    known = wording.under(ADVICE)
    for n, phase in enumerate(model.phases):
        if phase.advice is not None and phase.advice not in known:
            yield f'there is no advice called "{phase.advice}"; {suggest(phase.advice, known)}', ("phases", n, "advice")


def _needed(model: Model) -> Iterator[tuple[Sequence[str], Place]]:
    """The keys of which one must have a text, each time with the place in the model that asks for it."""
    for n, phase in enumerate(model.phases):
        yield keys_for("digest.phase.what", phase), ("phases", n, "id")
        if phase.duty is not None:
            yield [f"digest.duty.{phase.duty}"], ("phases", n, "duty")
    at = next(n for n, question in enumerate(model.recurring) if question.id == "obstacle")
    for k, obstacle in enumerate(model.recurring[at].choices):
        here: Place = ("recurring", at, "choices", k)
        yield [f"words.obstacles.{obstacle}"], here
        yield [f"alert.ready.obstacle.{obstacle}.brief"], here
        for phase in model.phases:
            yield keys_for(f"guidance.{obstacle}", phase), here
            yield keys_for(f"ask.for.{obstacle}", phase), here
