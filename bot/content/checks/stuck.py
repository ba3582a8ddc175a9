"""Stall rules against the models they read: questions and answers that are there, and asked often enough."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from bot.content.content import Content
from bot.content.schedule_checks import PLAIN, asked_on_plain_days
from bot.content.shape import suggest
from bot.content.yaml_file import YamlFile, read_yaml
from bot.domain.errors import Problem
from bot.domain.model import Kind, Model
from bot.domain.rule_trial import can_hold
from bot.domain.schedule import Schedule
from bot.domain.stall_rules import StuckRule

# More check-ins than this tell no more about a rule.
MOST_TRIED = 26


def check_stuck(folder: Path, content: Content) -> Iterator[Problem]:
    """Every stall rule that reads what no model asks, or waits for an answer that cannot be given."""
    models = [loaded.model for loaded in content.models.values()]
    for schedule in content.schedules.values():
        file = read_yaml(folder / f"{schedule.id}.yaml")
        for n, rule in enumerate(schedule.stalls.stuck):
            found = [*_what_is_not_there(rule, models)]
            # What reads something that is not there can never hold for that alone.
            found = found or [*_what_never_comes(rule, schedule, models)]
            for message, key in found:
                yield file.problem(message, "stalls", "stuck", n, key)
        yield from _check_phases(file, schedule, models)
        yield from _check_baseline(file, schedule, models)


def _what_is_not_there(rule: StuckRule, models: Sequence[Model]) -> Iterator[tuple[str, str]]:
    questions = {it.id: it for model in models for _, _, it in model.questions()}
    question = questions.get(rule.question)
    if rule.missing:
        yield from _no_duty(rule, models)
        return
    if question is None:
        yield f'no model asks "{rule.question}"; {suggest(rule.question, questions)}', "question"
        return
    if question.kind not in (Kind.YES_NO, Kind.SCALE, Kind.CHOICE):
        yield f'"{rule.question}" is answered by a {question.kind}; a rule reads yes_no, scale or choice', "question"
        return
    key = "same_but" if rule.same else "says"
    for choice in sorted((rule.but if rule.same else rule.says) - set(question.choices)):
        yield f'"{choice}" is no answer to "{rule.question}"; {suggest(choice, question.choices)}', key
    yield from _no_duty(rule, models)


def _no_duty(rule: StuckRule, models: Sequence[Model]) -> Iterator[tuple[str, str]]:
    duties = _duties(models)
    if rule.duty is not None and rule.duty not in duties:
        yield f'no phase carries the duty "{rule.duty}"; {suggest(rule.duty, duties)}', "duty"


def _check_phases(file: YamlFile, schedule: Schedule, models: Sequence[Model]) -> Iterator[Problem]:
    known = {phase.id for model in models for phase in model.phases}
    for phase in schedule.stalls.in_phase:
        if phase not in known:
            message = f'no model has a phase "{phase}"; {suggest(phase, known)}'
            yield file.problem(message, "stalls", "in_phase", phase)


def _check_baseline(file: YamlFile, schedule: Schedule, models: Sequence[Model]) -> Iterator[Problem]:
    duties = _duties(models)
    for duty in sorted(schedule.baseline_after - duties):
        yield file.problem(f'no phase carries the duty "{duty}"; {suggest(duty, duties)}', "baseline", "frozen_after")


def _duties(models: Sequence[Model]) -> set[str]:
    return {phase.duty for model in models for phase in model.phases if phase.duty}


def _what_never_comes(rule: StuckRule, schedule: Schedule, models: Sequence[Model]) -> Iterator[tuple[str, str]]:
    moments = [PLAIN.at(day, schedule.cadence.at) for day in asked_on_plain_days(schedule.cadence)[:MOST_TRIED]]
    for model in models:
        if _never_holds(rule, model, moments):
            remedy = f"let it wait for fewer answers{', or make within more' if rule.within else ''}"
            yield f"{_sentence(rule, model)}; {remedy}", "within" if rule.within else "rule"


def _never_holds(rule: StuckRule, model: Model, moments: Sequence[datetime]) -> bool:
    """Whether the model asks the question in phases that the rule is for, and never so that the rule could hold."""
    if rule.question not in {it.id for _, _, it in model.questions()}:
        return False
    phases = [phase.id for phase in model.phases if rule.duty in (None, phase.duty)]
    return not any(can_hold(rule, model, phase, moments, PLAIN) for phase in phases)


def _sentence(rule: StuckRule, model: Model) -> str:
    within = f" within {rule.within} working days" if rule.within else ""
    return (
        f'the rule "{rule.id}" waits for {rule.in_a_row} answers to "{rule.question}"{within}, '
        f'but in the model "{model.id}" that is not asked so often'
    )
