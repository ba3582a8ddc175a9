"""What must hold for the questions of an earlier phase that a step asks again."""

from collections.abc import Iterator

from bot.content.model_file import ModelPart
from bot.content.shape import suggest
from bot.content.yaml_file import YamlFile
from bot.domain.errors import Problem


def check_again(file: YamlFile, model: ModelPart) -> Iterator[Problem]:
    """Every question asked again that was not asked before, or that its phase asks already."""
    before: set[str] = set()
    for n, phase in enumerate(model.phases):
        own = {question.id for step in phase.steps for question in step.questions}
        here = set(own)
        for m, step in enumerate(phase.steps):
            for k, id_ in enumerate(step.asks_again):
                if id_ in here:
                    message = f'the question "{id_}" is in this phase already; take it out here'
                    yield file.problem(message, "phases", n, "steps", m, "asks_again", k)
                elif id_ not in before:
                    message = f'no earlier phase asks "{id_}"; {suggest(id_, before)}'
                    yield file.problem(message, "phases", n, "steps", m, "asks_again", k)
                here.add(id_)
        before |= own
