"""What should be in place before a team goes on to the next phase: what of it is, since when, and who says so."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.asked_before import Given
from bot.domain.model import Evidence, Model, Question


class Standing(StrEnum):
    """What is known of a piece of evidence."""

    IN_PLACE = "in_place"
    MISSING = "missing"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Tick:
    """What a facilitator said of a piece of evidence, by hand."""

    evidence: str
    in_place: bool
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Item:
    """A piece of evidence as it stands.

    `by` is the facilitator who said so; where the team's answers did, these are the `questions` that they answer.
    What is not known has no moment; its questions are those that wait for an answer.
    """

    evidence: Evidence
    standing: Standing
    since: datetime | None = None
    by: str | None = None
    questions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Gate:
    """The gate of a phase with all its evidence, in the order of the model."""

    items: tuple[Item, ...]

    @property
    def in_place(self) -> tuple[Item, ...]:
        return tuple(it for it in self.items if it.standing is Standing.IN_PLACE)

    @property
    def open(self) -> tuple[Item, ...]:
        """What is missing or not known."""
        return tuple(it for it in self.items if it.standing is not Standing.IN_PLACE)

    @property
    def complete_since(self) -> datetime | None:
        """The moment at which the last of it came; None while anything is open, and where the gate asks for nothing."""
        if self.open:
            return None
        return max((it.since for it in self.items if it.since is not None), default=None)


@dataclass(frozen=True, slots=True)
class _Run:
    """The newest answers to a question that say the same: good, or a concern."""

    question: str
    is_concern: bool
    since: datetime
    newest: datetime


def find_gate(model: Model, phase_id: str, answers: Sequence[Given], ticks: Iterable[Tick]) -> Gate:
    """The gate of this phase. `answers` are all of the team's, and `ticks` all of its facilitators', oldest first."""
    newest = {tick.evidence: tick for tick in ticks}
    said: dict[str, list[Given]] = {}
    for it in answers:
        said.setdefault(it.question, []).append(it)
    runs = {id_: _run(model.question(id_), given) for id_, given in said.items() if _is_asked(model, phase_id, id_)}
    return Gate(tuple(_item(it, runs, newest.get(it.id)) for it in model.phase(phase_id).gate))


def _is_asked(model: Model, phase_id: str, question: str) -> bool:
    return any(question in it.asked_by for it in model.phase(phase_id).gate)


def _run(question: Question, given: Sequence[Given]) -> _Run:
    is_concern = question.is_concern(given[-1].value)
    since = given[-1].answered_at
    for it in reversed(given):
        if question.is_concern(it.value) is not is_concern:
            break
        since = it.answered_at
    return _Run(question.id, is_concern, since, given[-1].answered_at)


def _item(evidence: Evidence, runs: Mapping[str, _Run], tick: Tick | None) -> Item:
    """A facilitator's word holds until the team says something against it afterwards."""
    own = [runs[id_] for id_ in evidence.asked_by if id_ in runs]
    by_answers = _by_answers(evidence, own)
    if tick is None:
        return by_answers
    against = Standing.MISSING if tick.in_place else Standing.IN_PLACE
    later = any(run.newest > tick.at and run.is_concern is tick.in_place for run in own)
    if later and by_answers.standing is against:
        return by_answers
    standing = Standing.IN_PLACE if tick.in_place else Standing.MISSING
    return Item(evidence, standing, tick.at, by=tick.by)


def _by_answers(evidence: Evidence, own: Sequence[_Run]) -> Item:
    concerns = [run for run in own if run.is_concern]
    if concerns:
        questions = tuple(run.question for run in concerns)
        return Item(evidence, Standing.MISSING, min(run.since for run in concerns), questions=questions)
    if own and len(own) == len(evidence.asked_by):
        since = max(run.since for run in own)
        return Item(evidence, Standing.IN_PLACE, since, questions=evidence.asked_by)
    answered = {run.question for run in own}
    return Item(evidence, Standing.UNKNOWN, questions=tuple(it for it in evidence.asked_by if it not in answered))
