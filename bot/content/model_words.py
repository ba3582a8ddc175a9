"""What must hold for a model's words in one language: nothing unknown, nothing too long, and what there has to be."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

from bot.content.limits import BUTTON, GUIDANCE, length
from bot.content.model_file import ModelWords, QuestionWords, StepWords
from bot.content.shape import suggest
from bot.content.yaml_file import Place, YamlFile
from bot.domain.errors import Problem
from bot.domain.model import Kind, Model, Question

# What stands beside words on a button: the box of one of several choices, the number at an end of a scale.
BOX, END = "☐ ", "5 · "
# What a language lacks, by the part of the file and the id there.
Missing: TypeAlias = Mapping[tuple[str, str], list[Problem]]


def check_words(file: YamlFile, words: ModelWords, model: Model, language: str) -> list[Problem]:
    """Everything that is wrong with the words of a model in a language; what is only missing is no mistake here."""
    ids, questions = _ids(model), _questions(model)
    return [
        *_check_language(file, words, language),
        *(problem for key, known in ids.items() for problem in _check_ids(file, key, getattr(words, key), known)),
        *_check_guidance(file, words),
        *(
            problem
            for id_, question in words.questions.items()
            if id_ in questions
            for problem in _check_question(file, question, questions[id_])
        ),
    ]


def missing_words(file: YamlFile, words: ModelWords, model: Model) -> Missing:
    """What the words of a model lack in a language.

    A step or a question of which a part is missing is borrowed whole, so that nobody reads a question in one language
    with its choices in another.
    """
    missing: dict[tuple[str, str], list[Problem]] = defaultdict(list)
    if not words.title:
        missing["title", ""].append(file.problem('"title" is missing; add it', "title"))
    for key, ids in _ids(model).items():
        for id_ in ids:
            if id_ not in getattr(words, key):
                sentence = f'the words for "{id_}" are missing under {key}; add them'
                missing[key, id_].append(file.problem(sentence, key))
    for id_, step in words.steps.items():
        for name in _parts_missing(step, "title", "guidance"):
            missing["steps", id_].append(file.problem(f'"{name}" is missing; add it', "steps", id_))
    for id_, question in _questions(model).items():
        if id_ in words.questions:
            for sentence, place in _missing_of(words.questions[id_], question):
                missing["questions", id_].append(file.problem(sentence, "questions", id_, *place))
    return missing


def _ids(model: Model) -> Mapping[str, list[str]]:
    """Every id that there have to be words for, by the part of the file."""
    return {
        "phases": [phase.id for phase in model.phases],
        "steps": [step.id for phase in model.phases for step in phase.steps],
        "questions": list(_questions(model)),
        "gate": [evidence.id for phase in model.phases for evidence in phase.gate],
    }


def _questions(model: Model) -> Mapping[str, Question]:
    """Every question with words of its own; evidence that is asked by itself has those of the gate."""
    of_gates = {evidence.question for phase in model.phases for evidence in phase.gate}
    return {question.id: question for _, _, question in model.questions() if question not in of_gates}


def _parts_missing(words: StepWords | QuestionWords, *names: str) -> Iterator[str]:
    return (name for name in names if not getattr(words, name))


def _missing_of(words: QuestionWords, question: Question) -> Iterator[tuple[str, Place]]:
    for name in _parts_missing(words, "text"):
        yield f'"{name}" is missing; add it', ()
    if question.kind is Kind.SCALE and not (words.low and words.high):
        yield f'the scale "{question.id}" needs words for its ends: low and high', ()
    if question.kind is Kind.TEXT and not words.best:
        yield f'the text question "{question.id}" needs an example of a best answer: best', ()
    if question.kind in (Kind.CHOICE, Kind.CHOICES):
        for choice in question.choices:
            if choice not in words.choices:
                yield f'the choice "{choice}" has no words; add it', ("choices",)


def _check_language(file: YamlFile, words: ModelWords, language: str) -> Iterator[Problem]:
    if words.language != language:
        yield file.problem(f'the language is "{words.language}" but the file is {language}.yaml', "language")


def _check_ids(file: YamlFile, key: str, written: Iterable[str], known: list[str]) -> Iterator[Problem]:
    for id_ in written:
        if id_ not in known:
            yield file.problem(f'the model has no "{id_}" under {key}; {suggest(id_, known)}', key, id_)


def _check_guidance(file: YamlFile, words: ModelWords) -> Iterator[Problem]:
    for id_, step in words.steps.items():
        if length(step.guidance) > GUIDANCE:
            yield file.problem(
                f"this guidance has {length(step.guidance)} characters; at most {GUIDANCE} fit",
                "steps",
                id_,
                "guidance",
            )


def _check_question(file: YamlFile, words: QuestionWords, question: Question) -> Iterator[Problem]:
    here = ("questions", question.id)
    if question.kind is Kind.SCALE:
        yield from _check_ends(file, words, here)
    elif words.low or words.high:
        yield file.problem("low and high belong to a scale; take them out", *here, "low" if words.low else "high")
    if question.kind is not Kind.TEXT and words.best:
        yield file.problem("the best answer of this question stands in model.yaml; take it out here", *here, "best")
    if question.kind in (Kind.CHOICE, Kind.CHOICES):
        yield from _check_choices(file, words, question)
    elif words.choices:
        yield file.problem(f"a {question.kind} question has no choices; take them out", *here, "choices")


def _check_ends(file: YamlFile, words: QuestionWords, here: Place) -> Iterator[Problem]:
    for name in ("low", "high"):
        yield from _check_label(file, getattr(words, name) or "", "its number", END, (*here, name))


def _check_choices(file: YamlFile, words: QuestionWords, question: Question) -> Iterator[Problem]:
    for choice, label in words.choices.items():
        here = ("questions", question.id, "choices", choice)
        if choice not in question.choices:
            yield file.problem(f'there is no choice "{choice}"; {suggest(choice, question.choices)}', *here)
        ticked = question.kind is Kind.CHOICES
        yield from _check_label(file, label, "its box", BOX if ticked else "", here)


def _check_label(file: YamlFile, label: str, what: str, beside: str, here: Place) -> Iterator[Problem]:
    """Whether the words fit on a button, beside what else stands there."""
    most, where = BUTTON - length(beside), f" beside {what}" if beside else ""
    if length(label) > most:
        yield file.problem(f'"{label}" has {length(label)} characters; at most {most} fit on a button{where}', *here)
