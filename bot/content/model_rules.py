"""What must hold for the questions that come back, and for how a check-in is put together of them."""

from collections.abc import Iterator

from bot.content.model_file import ModelPart
from bot.content.shape import suggest
from bot.content.yaml_file import YamlFile
from bot.domain.errors import Problem
from bot.domain.model import About, Kind

# Every model has these, with these meanings: exports and the rules for a stall know them by name.
STABLE_QUESTIONS = {
    "progress": Kind.SCALE,
    "team-met": Kind.YES_NO,
    "obstacle": Kind.CHOICE,
    "help-wanted": Kind.YES_NO,
}
NO_OBSTACLE = "none"


def check_rules(file: YamlFile, model: ModelPart) -> Iterator[Problem]:
    """Everything that is wrong with the rules of a model's check-ins."""
    yield from _check_named(file, model)
    yield from _check_count(file, model)
    yield from _check_personal(file, model)
    yield from _check_stable(file, model)


def _check_named(file: YamlFile, model: ModelPart) -> Iterator[Problem]:
    rules, recurring = model.check_in, {question.id for question in model.recurring}
    first: dict[str, str] = {}
    for key, questions in {"always": rules.always, "take_turns": rules.take_turns, "monthly": rules.monthly}.items():
        for n, question in enumerate(questions):
            if question not in recurring:
                message = f'there is no recurring question "{question}"; {suggest(question, recurring)}'
                yield file.problem(message, "check_in", key, n)
            elif question in first:
                message = (
                    f'"{question}" stands under {first[question]} already, so one check-in could ask it twice; keep one'
                )
                yield file.problem(message, "check_in", key, n)
            first.setdefault(question, key)


def _check_count(file: YamlFile, model: ModelPart) -> Iterator[Problem]:
    """However full a check-in gets, it keeps to its number, and has room for what moves the team on."""
    rules = model.check_in
    # Of those that take turns, or come monthly, each check-in has room for one; the step's have what is left.
    fixed = len(rules.always) + bool(rules.take_turns or rules.monthly)
    if fixed > rules.most_questions:
        message = f"these are more than the {rules.most_questions} questions of a check-in"
        yield file.problem(message, "check_in", "always")
    elif min(rules.most_questions - fixed, rules.most_step_questions) == 0:
        message = "no check-in would have room for a question of the step, so no team would ever get further"
        where = "most_step_questions" if rules.most_step_questions == 0 else "always"
        yield file.problem(f"{message}; leave room for one or two", "check_in", where)


def _check_personal(file: YamlFile, model: ModelPart) -> Iterator[Problem]:
    """A question about a person comes monthly and nowhere else: a group is never asked it, and no team answers it."""
    personal = {question.id for question in model.recurring if question.about is About.PERSON}
    for key, questions in {"always": model.check_in.always, "take_turns": model.check_in.take_turns}.items():
        for n, question in enumerate(questions):
            if question in personal:
                yield file.problem(f'"{question}" is about a person; put it under monthly', "check_in", key, n)
    for n, phase in enumerate(model.phases):
        for m, step in enumerate(phase.steps):
            for k, of_step in enumerate(step.questions):
                if of_step.about is About.PERSON:
                    message = f'"{of_step.id}" is about a person; put it among the recurring ones and under monthly'
                    yield file.problem(message, "phases", n, "steps", m, "questions", k, "about")


def _check_stable(file: YamlFile, model: ModelPart) -> Iterator[Problem]:
    places = {question.id: n for n, question in enumerate(model.recurring)}
    for id_, kind in STABLE_QUESTIONS.items():
        if id_ not in places:
            yield file.problem(f'the question "{id_}" is missing; every model has it', "recurring")
            continue
        question = model.recurring[places[id_]]
        if question.kind is not kind:
            message = f'the question "{id_}" is {kind} in every model, and here {question.kind}; give yours another id'
            yield file.problem(message, "recurring", places[id_], "kind")
        elif id_ == "obstacle" and NO_OBSTACLE not in question.choices:
            message = f'the question "obstacle" needs the choice "{NO_OBSTACLE}", for nothing in the way'
            yield file.problem(message, "recurring", places[id_], "choices")
