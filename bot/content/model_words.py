"""What must hold for a model's words in one language: all there, nothing unknown, nothing too long for a button."""

from collections.abc import Iterable, Iterator

from bot.content.limits import BUTTON, GUIDANCE, length
from bot.content.model_file import ModelWords, QuestionWords
from bot.content.shape import suggest
from bot.content.yaml_file import YamlFile
from bot.domain.errors import Problem
from bot.domain.model import Kind, Model, Question


def check_words(file: YamlFile, words: ModelWords, model: Model, language: str) -> list[Problem]:
    """Everything that is wrong with the words of a model in a language."""
    steps = [step.id for phase in model.phases for step in phase.steps]
    gate = [evidence.id for phase in model.phases for evidence in phase.gate]
    questions = {question.id: question for _, _, question in model.questions()}
    return [
        *_check_language(file, words, language),
        *_check_ids(file, "phases", words.phases, [phase.id for phase in model.phases]),
        *_check_ids(file, "steps", words.steps, steps),
        *_check_ids(file, "questions", words.questions, questions),
        *_check_ids(file, "gate", words.gate, gate),
        *_check_guidance(file, words),
        *(
            problem
            for id_, question in words.questions.items()
            if id_ in questions
            for problem in _check_question(file, question, questions[id_])
        ),
    ]


def _check_language(file: YamlFile, words: ModelWords, language: str) -> Iterator[Problem]:
    if words.language != language:
        yield file.problem(f'the language is "{words.language}" but the file is {language}.yaml', "language")


def _check_ids(file: YamlFile, key: str, written: Iterable[str], needed: Iterable[str]) -> Iterator[Problem]:
    there, known = list(written), list(needed)
    for id_ in known:
        if id_ not in there:
            yield file.problem(f'the words for "{id_}" are missing under {key}; add them', key)
    for id_ in there:
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
    if question.kind is Kind.SCALE and not (words.low and words.high):
        yield file.problem(f'the scale "{question.id}" needs words for its ends: low and high', *here)
    if question.kind is not Kind.SCALE and (words.low or words.high):
        yield file.problem("low and high belong to a scale; take them out", *here, "low" if words.low else "high")
    if question.kind is Kind.TEXT and not words.best:
        yield file.problem(f'the text question "{question.id}" needs an example of a best answer: best', *here)
    if question.kind is not Kind.TEXT and words.best:
        yield file.problem("the best answer of this question stands in model.yaml; take it out here", *here, "best")
    if question.kind in (Kind.CHOICE, Kind.CHOICES):
        yield from _check_choices(file, words, question)
    elif words.choices:
        yield file.problem(f"a {question.kind} question has no choices; take them out", *here, "choices")


def _check_choices(file: YamlFile, words: QuestionWords, question: Question) -> Iterator[Problem]:
    for choice in question.choices:
        if choice not in words.choices:
            yield file.problem(f'the choice "{choice}" has no words; add it', "questions", question.id, "choices")
    for choice, label in words.choices.items():
        here = ("questions", question.id, "choices", choice)
        if choice not in question.choices:
            yield file.problem(f'there is no choice "{choice}"; {suggest(choice, question.choices)}', *here)
        if length(label) > BUTTON:
            yield file.problem(f'"{label}" has {length(label)} characters; at most {BUTTON} fit on a button', *here)
