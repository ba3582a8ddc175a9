"""Loads a behaviour file: how simulated people act in a rehearsal or the demo."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from bot.content.behaviour_events import check_events, events_of
from bot.content.behaviour_parts import BehaviourPart, HabitPart, SayingPart
from bot.content.content import Content
from bot.content.shape import fit, suggest
from bot.content.yaml_file import Place, YamlFile, read_yaml
from bot.domain.behaviour import Behaviour, Habit, Saying
from bot.domain.check_in import value_of
from bot.domain.errors import BadFile, Problem
from bot.domain.model import BUILT_IN, MEASURED, Kind, Model, Question, Value
from bot.domain.programme import Programme


def load_behaviour(path: Path, programme: Programme, content: Content, seed: int = 0) -> Behaviour:
    """How the people of the programme act. BadFile with everything that is wrong with the file."""
    file = read_yaml(path)
    part = fit(file, BehaviourPart)
    model = content.models[programme.model].model
    problems = [
        *_check_people(file, part, programme),
        *_check_joining(file, part, programme),
        *_check_says(file, part, model),
        *check_events(file, part.events, programme, model),
    ]
    if problems:
        raise BadFile(sorted(problems, key=lambda problem: problem.line))
    return Behaviour(
        {person: _habit(habit) for person, habit in part.people.items()},
        tuple(_saying(saying, model) for saying in part.says),
        events_of(file, part.events, programme),
        seed,
    )


def _habit(part: HabitPart) -> Habit:
    joins = part.joins if isinstance(part.joins, date) else None
    return Habit(part.answers, part.after, part.until, joins, part.joins == "never")


def _saying(part: SayingPart, model: Model) -> Saying:
    value = _value(model.question(part.question), part.value)
    assert value is not None
    return Saying(part.person, part.question, value, part.from_, part.until)


def _check_people(file: YamlFile, part: BehaviourPart, programme: Programme) -> Iterator[Problem]:
    known = [person.id for person in programme.people]
    named: list[tuple[str, Place]] = [(person, ("people", person)) for person in part.people]
    named += [(saying.person, ("says", n, "person")) for n, saying in enumerate(part.says)]
    for person, place in named:
        if person not in known:
            yield file.problem(f'there is no person "{person}" in the programme; {suggest(person, known)}', *place)


def _check_joining(file: YamlFile, part: BehaviourPart, programme: Programme) -> Iterator[Problem]:
    for person, habit in part.people.items():
        if isinstance(habit.joins, date) and habit.joins > programme.ends:
            over = f"the programme is over on {habit.joins}; choose a day up to {programme.ends}, or never"
            yield file.problem(over, "people", person, "joins")


def _check_says(file: YamlFile, part: BehaviourPart, model: Model) -> Iterator[Problem]:
    questions = {question.id: question for _, _, question in model.questions()}
    questions |= {id_: BUILT_IN[id_] for id_ in MEASURED}
    for n, saying in enumerate(part.says):
        question = questions.get(saying.question)
        if question is None:
            message = f'there is no question "{saying.question}"; {suggest(saying.question, questions)}'
            yield file.problem(message, "says", n, "question")
        elif _value(question, saying.value) is None:
            sentence = f'{_shown(saying.value)} is no answer to "{question.id}"; it should be {_answers(question)}'
            yield file.problem(sentence, "says", n, "value")
        if saying.from_ > saying.until:
            yield file.problem("this ends before it begins; change one of the days", "says", n, "until")


def _value(question: Question, value: object) -> Value | None:
    """The answer as the bot keeps it, None where the question does not take it."""
    match question.kind, value:
        case Kind.NUMBER, int() | float() if not isinstance(value, bool):
            return float(value)
        case Kind.NUMBER, str() if value in question.choices:
            return value
        case ((Kind.YES_NO | Kind.SCALE | Kind.CHOICE), str() | int()):
            return value_of(question, str(value))
        case Kind.CHOICES, list() if value and all(choice in question.choices for choice in value):
            picked = tuple(choice for choice in question.choices if choice in value)
            return None if len(picked) > 1 and question.alone & set(picked) else picked
        case Kind.TEXT, str() if 0 < len(value.strip()) <= question.longest:
            return value.strip()
    return None


def _shown(value: object) -> str:
    return f"[{', '.join(map(str, value))}]" if isinstance(value, list) else str(value)


def _answers(question: Question) -> str:
    match question.kind:
        case Kind.NUMBER:
            return " or ".join(("a number", *question.choices))
        case Kind.TEXT:
            return f"a text of at most {question.longest} letters"
        case Kind.CHOICES:
            alone = ", ".join(choice for choice in question.choices if choice in question.alone)
            several = f"a list of one or more of {', '.join(question.choices)}"
            return f"{several}; {alone} goes with no other" if alone else several
    return f"one of {', '.join(question.choices)}"
