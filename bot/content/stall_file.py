"""How a schedule writes its stall rules, and the rules that are read from it."""

from collections.abc import Iterator
from typing import Annotated, TypeAlias

from pydantic import Field

from bot.content.shape import Shape
from bot.content.values import ChoiceId, Slug
from bot.content.yaml_file import Place, YamlFile
from bot.domain.errors import Problem
from bot.domain.model import MEASURE
from bot.domain.stall import StallKind
from bot.domain.stall_rules import ACKNOWLEDGED_FOR, ESCALATES_AFTER, PhaseNumbers, StallRules, StuckRule

WorkingDays: TypeAlias = Annotated[int, Field(ge=1, le=250)]
InARow: TypeAlias = Annotated[int, Field(ge=2, le=20)]


class StuckPart(Shape):
    """A rule on what a team's newest answers say."""

    rule: Slug
    question: Slug
    says: tuple[ChoiceId, ...] | None = None
    same_but: tuple[ChoiceId, ...] | None = None
    check_ins_in_a_row: InARow | None = None
    answers_in_a_row: InARow | None = None
    missing_in_a_row: InARow | None = None
    nothing_new_too: bool = False
    within: WorkingDays | None = None
    duty: Slug | None = None
    unless_tested: bool = False


class PhaseNumbersPart(Shape):
    """Other numbers for one phase."""

    silent_after: WorkingDays | None = None
    never_started_after: WorkingDays | None = None


class StallPart(Shape):
    """After how many working days which silence is told, and which answers say that a team is stuck."""

    silent_after: WorkingDays
    never_started_after: WorkingDays
    escalates_after: WorkingDays = ESCALATES_AFTER
    acknowledged_for: WorkingDays = ACKNOWLEDGED_FOR
    in_phase: dict[str, PhaseNumbersPart] = Field(default_factory=dict)
    stuck: tuple[StuckPart, ...] = ()


def stall_rules(part: StallPart) -> StallRules:
    """The rules as the domain knows them."""
    return StallRules(
        silent_after=part.silent_after,
        never_started_after=part.never_started_after,
        escalates_after=part.escalates_after,
        acknowledged_for=part.acknowledged_for,
        stuck=tuple(map(_stuck_rule, part.stuck)),
        in_phase={
            phase: PhaseNumbers(own.silent_after, own.never_started_after) for phase, own in part.in_phase.items()
        },
    )


def _stuck_rule(part: StuckPart) -> StuckRule:
    return StuckRule(
        id=part.rule,
        question=part.question,
        in_a_row=part.check_ins_in_a_row or part.answers_in_a_row or part.missing_in_a_row or 2,
        says=frozenset(part.says or ()),
        same=part.same_but is not None,
        but=frozenset(part.same_but or ()),
        every_check_in=part.check_ins_in_a_row is not None,
        nothing_new_too=part.nothing_new_too,
        within=part.within,
        duty=part.duty,
        unless_tested=part.unless_tested,
        missing=part.missing_in_a_row is not None,
    )


def check_stalls(file: YamlFile, part: StallPart) -> Iterator[Problem]:
    """Everything in the rules that goes against itself."""
    first: dict[str, int] = {}
    for n, rule in enumerate(part.stuck):
        here: Place = ("stalls", "stuck", n)
        for message, key in _against_itself(rule):
            yield file.problem(message, *here, key)
        if rule.rule in {kind.value.replace("_", "-") for kind in StallKind}:
            yield file.problem(f'"{rule.rule}" is a kind of stall; give the rule a name of its own', *here, "rule")
        if rule.rule in first:
            message = f'there is a rule "{rule.rule}" on line {first[rule.rule]} already; give each a name of its own'
            yield file.problem(message, *here, "rule")
        first.setdefault(rule.rule, file.line(*here, "rule"))


def _against_itself(rule: StuckPart) -> Iterator[tuple[str, str]]:
    if rule.missing_in_a_row is not None:
        yield from _of_missing(rule)
        return
    if (rule.says is None) == (rule.same_but is None):
        both = "" if rule.says is None else ", not both"
        yield f"write which answers count: `says`, or `same_but` for any that stays the same{both}", "question"
    elif rule.says == ():
        yield "name at least one answer that counts", "says"
    if (rule.check_ins_in_a_row is None) == (rule.answers_in_a_row is None):
        both = "" if rule.answers_in_a_row is None else ", not both"
        yield f"write how often: `answers_in_a_row`, or `check_ins_in_a_row` for each of them{both}", "question"
    if rule.nothing_new_too and (
        (rule.says is None and rule.same_but is not None) or rule.answers_in_a_row is not None
    ):
        yield '"nothing new" can only count where a rule has `says` and `check_ins_in_a_row`', "nothing_new_too"
    if rule.unless_tested and rule.within is None:
        yield "say in how many working days a test counts: `within`", "unless_tested"


def _of_missing(rule: StuckPart) -> Iterator[tuple[str, str]]:
    """A value that is missing is no answer: nothing that reads answers goes with it."""
    if rule.question != MEASURE.id:
        message = f'only the values of measures can be missing; with `missing_in_a_row` the question is "{MEASURE.id}"'
        yield message, "question"
    others = (
        "says",
        "same_but",
        "check_ins_in_a_row",
        "answers_in_a_row",
        "nothing_new_too",
        "within",
        "unless_tested",
    )
    for key in others:
        if getattr(rule, key) not in (None, False):
            yield f"`{key}` reads answers, and does not go with `missing_in_a_row`", key
