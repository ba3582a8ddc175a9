"""An id means the same in every model: answers are kept by it, and compared by it for years."""

from collections.abc import Iterator
from pathlib import Path

from bot.content.content import Content
from bot.content.model_checks import questions_of
from bot.content.model_file import ModelPart, QuestionPart
from bot.content.shape import fit
from bot.content.yaml_file import YamlFile, read_yaml
from bot.domain.errors import Problem


def check_meanings(folder: Path, content: Content) -> Iterator[Problem]:
    """Every question of a model that another model has under the same id with another meaning."""
    if len(content.models) < 2:
        return
    first: dict[str, tuple[QuestionPart, str]] = {}
    for id_ in content.models:
        file = read_yaml(folder / id_ / "model.yaml")
        yield from _check_model(file, fit(file, ModelPart), first, id_)


def _check_model(
    file: YamlFile, part: ModelPart, first: dict[str, tuple[QuestionPart, str]], model: str
) -> Iterator[Problem]:
    for question, place in questions_of(part):
        if question.id not in first:
            first[question.id] = (question, f"{model}/model.yaml:{file.line(*place, 'id')}")
            continue
        other, where = first[question.id]
        if (differs := _what_differs(question, other)) is not None:
            key, how = differs
            message = f'the question "{question.id}" means something else in {where}: {how}; give this one another id'
            yield file.problem(message, *place, key)


def _what_differs(one: QuestionPart, other: QuestionPart) -> tuple[str, str] | None:
    """The key that gives another meaning, and how."""
    if one.kind is not other.kind:
        return "kind", f"there it is {other.kind}, here {one.kind}"
    if one.about is not other.about:
        return "about", f"there it is about the {other.about}, here about the {one.about}"
    if [it for it in one.choices if it in other.choices] != [it for it in other.choices if it in one.choices]:
        return "choices", "its choices stand in another order"
    if _best(one) & set(other.concern) or _best(other) & set(one.concern):
        return "best", "the best answer of one is a concern in the other"
    return None


def _best(question: QuestionPart) -> set[str]:
    best = question.best
    return {str(choice) for choice in best} if isinstance(best, list) else {str(best)}
