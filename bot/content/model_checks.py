"""What must hold inside a `model.yaml` beyond its shape: ids once, references known, answers among the choices."""

from collections.abc import Iterable, Iterator

from bot.content.model_again import check_again
from bot.content.model_file import ModelPart, QuestionPart
from bot.content.model_rules import check_rules
from bot.content.shape import suggest
from bot.content.yaml_file import Place, YamlFile
from bot.domain.button_data import MOST_BYTES
from bot.domain.buttons import TICK, AnswerPressed
from bot.domain.errors import Problem
from bot.domain.model import BUILT_IN, Kind

_BEST: dict[Kind, type | tuple[type, ...]] = {
    Kind.YES_NO: str,
    Kind.SCALE: int,
    Kind.CHOICE: str,
    Kind.CHOICES: list,
    Kind.NUMBER: (int, float),
}
_BEST_SHOULD_BE = {
    Kind.YES_NO: "yes or no",
    Kind.SCALE: "a number from 1 to 5",
    Kind.CHOICE: "one of its choices",
    Kind.CHOICES: "a list of its choices",
    Kind.NUMBER: "a number",
}
# A button carries the choice and where it belongs in 64 bytes; of these the numbers may take up to eleven digits.
LONGEST_CHOICE = MOST_BYTES - len(AnswerPressed(10**11 - 1, 3, TICK).pack())
# Telegram refuses a message with more than a hundred buttons, and nobody reads so many on a phone.
MOST_CHOICES = 20
_OFFERED = {Kind.YES_NO: {"yes", "no"}, Kind.SCALE: {"1", "2", "3", "4", "5"}}


def check_structure(file: YamlFile, model: ModelPart, folder: str) -> list[Problem]:
    """Everything that is wrong with the structure of a model."""
    questions = list(questions_of(model))
    return [
        *_check_name(file, model, folder),
        *_once(file, "question", ((question.id, place) for question, place in questions)),
        *_once(file, "phase", ((phase.id, ("phases", n)) for n, phase in enumerate(model.phases))),
        *_once(
            file,
            "step",
            (
                (step.id, ("phases", n, "steps", m))
                for n, phase in enumerate(model.phases)
                for m, step in enumerate(phase.steps)
            ),
        ),
        *_once(
            file,
            "gate evidence",
            (
                (evidence.id, ("phases", n, "gate", m))
                for n, phase in enumerate(model.phases)
                for m, evidence in enumerate(phase.gate)
            ),
        ),
        *(problem for question, place in questions for problem in _check_question(file, question, place)),
        *_check_gates(file, model, {question.id for question, _ in questions}),
        *check_again(file, model),
        *check_rules(file, model),
    ]


def questions_of(model: ModelPart) -> Iterator[tuple[QuestionPart, Place]]:
    """Every question of the file with its place."""
    for n, question in enumerate(model.recurring):
        yield question, ("recurring", n)
    for n, phase in enumerate(model.phases):
        if phase.leader_question is not None:
            yield phase.leader_question, ("phases", n, "leader_question")
        for m, step in enumerate(phase.steps):
            for k, question in enumerate(step.questions):
                yield question, ("phases", n, "steps", m, "questions", k)


def _check_name(file: YamlFile, model: ModelPart, folder: str) -> Iterator[Problem]:
    if model.id != folder:
        yield file.problem(f'the id is "{model.id}" but the folder is "{folder}"; give both the same name', "id")


def _once(file: YamlFile, what: str, ids: Iterable[tuple[str, Place]]) -> Iterator[Problem]:
    first: dict[str, Place] = {}
    for id_, place in ids:
        if id_ in first:
            line = file.line(*first[id_], "id")
            yield file.problem(
                f'the {what} "{id_}" stands here twice, first on line {line}; give one another id', *place, "id"
            )
        first.setdefault(id_, place)


def _check_question(file: YamlFile, question: QuestionPart, place: Place) -> Iterator[Problem]:
    chosen_from = question.kind in (Kind.CHOICE, Kind.CHOICES)
    if question.id in BUILT_IN:
        yield file.problem(f'every model has "{question.id}" by itself; give this question another id', *place, "id")
    if chosen_from and len(question.choices) < 2:
        yield file.problem(f'the question "{question.id}" needs two or more `choices`', *place, "choices")
    if question.choices and not chosen_from:
        yield file.problem(f"a {question.kind} question has no `choices`; take them out", *place, "choices")
    if question.accept is not None and question.kind is not Kind.NUMBER:
        yield file.problem(f"only a number question has `accept`, this is {question.kind}", *place, "accept")
    yield from _check_choices(file, question, place)
    offered = _OFFERED.get(question.kind, set(question.choices))
    for n, choice in enumerate(question.concern):
        if choice not in offered:
            yield file.problem(
                f'"{choice}" under concern is no choice here; {suggest(choice, offered)}', *place, "concern", n
            )
    for n, choice in enumerate(question.alone):
        if question.kind is not Kind.CHOICES or choice not in question.choices:
            sentence = f'"{choice}" under alone is none of several choices here; {suggest(choice, question.choices)}'
            yield file.problem(sentence, *place, "alone", n)
    yield from _check_best(file, question, offered, place)


def _check_choices(file: YamlFile, question: QuestionPart, place: Place) -> Iterator[Problem]:
    if len(question.choices) > MOST_CHOICES:
        message = f'the question "{question.id}" has {len(question.choices)} choices; at most {MOST_CHOICES} fit below'
        yield file.problem(f"{message} a message", *place, "choices")
    for n, choice in enumerate(question.choices):
        if choice in question.choices[:n]:
            yield file.problem(f'the choice "{choice}" stands here twice; keep one', *place, "choices", n)
        if len(choice) > LONGEST_CHOICE:
            message = f'the choice "{choice}" has {len(choice)} letters; at most {LONGEST_CHOICE} fit in its button'
            yield file.problem(message, *place, "choices", n)


def _check_best(file: YamlFile, question: QuestionPart, offered: set[str], place: Place) -> Iterator[Problem]:
    best = question.best
    if question.kind is Kind.TEXT:
        if best is not None:
            yield file.problem("the best answer of a text question stands in the language files", *place, "best")
        return
    if best is None or not isinstance(best, _BEST[question.kind]) or isinstance(best, bool):
        sentence = f'the question "{question.id}" needs {_BEST_SHOULD_BE[question.kind]} as its best answer: best'
        yield file.problem(sentence, *place, "best")
        return
    if question.kind is not Kind.NUMBER:
        for choice in map(str, best if isinstance(best, list) else [best]):
            if choice not in offered:
                yield file.problem(f'"{choice}" is no choice here; {suggest(choice, offered)}', *place, "best")


def _check_gates(file: YamlFile, model: ModelPart, known: set[str]) -> Iterator[Problem]:
    for n, phase in enumerate(model.phases):
        for m, evidence in enumerate(phase.gate):
            if not evidence.answered_by and evidence.id in known:
                message = f'"{evidence.id}" is asked by itself, and there is a question of this id; give one another id'
                yield file.problem(message, "phases", n, "gate", m, "id")
            for k, question in enumerate(evidence.answered_by):
                if question not in known:
                    yield file.problem(
                        f'there is no question "{question}"; {suggest(question, known)}',
                        "phases",
                        n,
                        "gate",
                        m,
                        "answered_by",
                        k,
                    )
