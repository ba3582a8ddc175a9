"""An improvement model as data: phases, steps, questions and gate evidence. Words for them live in the content."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeAlias

Value: TypeAlias = str | int | float | tuple[str, ...]


class Kind(StrEnum):
    """How a question is answered."""

    YES_NO = "yes_no"
    SCALE = "scale"
    CHOICE = "choice"
    CHOICES = "choices"
    NUMBER = "number"
    TEXT = "text"


class About(StrEnum):
    """Whose answer it is: the team's (anybody may give it) or each person's own."""

    TEAM = "team"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Accept:
    """The range in which a number is taken without asking back; both ends are included."""

    least: float | None = None
    most: float | None = None

    def __contains__(self, value: float) -> bool:
        return (self.least is None or value >= self.least) and (self.most is None or value <= self.most)


@dataclass(frozen=True, slots=True)
class Question:
    """One question. Its id never changes meaning; a changed wording raises the version.

    Of several choices those that stand `alone` ("none of these") go with no other.
    """

    id: str
    version: int
    kind: Kind
    about: About = About.TEAM
    choices: tuple[str, ...] = ()
    best: Value | None = None
    concern: frozenset[str] = frozenset()
    alone: frozenset[str] = frozenset()
    accept: Accept = Accept()
    longest: int = 200
    seen_by_managers: bool = True

    def is_concern(self, value: Value | None) -> bool:
        """Whether this answer says that something is in the way."""
        if isinstance(value, tuple):
            return any(choice in self.concern for choice in value)
        return value is not None and str(value) in self.concern


# Every model asks about what its facilitator has given the team to do; the words of it are the facilitator's.
HOMEWORK = Question(
    "homework", 1, Kind.CHOICE, choices=("done", "partly", "not-yet", "no-longer"), best="done", longest=200
)
# And about what the team counts. The value is a number, or of something rare the day on which it happened.
NOT_COUNTED, NOT_HAPPENED, OTHER_DAY = "not-counted", "not-happened", "other-day"
TODAY, YESTERDAY = "today", "yesterday"
MEASURE = Question("measure", 1, Kind.NUMBER, choices=(NOT_COUNTED,))
MEASURE_EVENT = Question("measure-event", 1, Kind.CHOICE, choices=(NOT_HAPPENED, TODAY, YESTERDAY, OTHER_DAY))
MEASURED = frozenset({MEASURE.id, MEASURE_EVENT.id})
BUILT_IN = {it.id: it for it in (HOMEWORK, MEASURE, MEASURE_EVENT)}


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing that should be in place before the next phase; where no question answers it, it has one of its own."""

    id: str
    answered_by: tuple[str, ...] = ()
    question: Question | None = None

    @property
    def asked_by(self) -> tuple[str, ...]:
        """The questions that say whether it is in place."""
        return self.answered_by or ((self.question.id,) if self.question else ())


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a phase. `official` is false for a step that is ours and not the model's own.

    Among its questions are those of an earlier phase that it asks again.
    """

    id: str
    questions: tuple[Question, ...]
    official: bool = True


@dataclass(frozen=True, slots=True)
class Phase:
    """A phase with its steps, the evidence at its gate and what is asked of the manager.

    `advice` names the texts to facilitators and managers that hold for it where it has none of its own.
    """

    id: str
    steps: tuple[Step, ...]
    gate: tuple[Evidence, ...] = ()
    leader_question: Question | None = None
    duty: str | None = None
    advice: str | None = None

    @property
    def named(self) -> tuple[str, ...]:
        """The names under which a text for this phase may stand, its own first."""
        return tuple(dict.fromkeys(name for name in (self.id, self.advice, self.duty) if name))


@dataclass(frozen=True, slots=True)
class CheckInRules:
    """How many questions a check-in may hold, and which of the recurring ones come when."""

    most_questions: int = 4
    most_step_questions: int = 2
    always: tuple[str, ...] = ()
    take_turns: tuple[str, ...] = ()
    monthly: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Model:
    """A whole improvement model."""

    id: str
    phases: tuple[Phase, ...]
    recurring: tuple[Question, ...]
    rules: CheckInRules

    def phase(self, phase_id: str) -> Phase:
        """The phase of this id. KeyError if the model has none."""
        for phase in self.phases:
            if phase.id == phase_id:
                return phase
        raise KeyError(phase_id)

    def without_monthly(self, question_id: str) -> "Model":
        """The same model for a team that is not asked this once a month."""
        monthly = tuple(it for it in self.rules.monthly if it != question_id)
        return replace(self, rules=replace(self.rules, monthly=monthly))

    def questions(self) -> Iterator[tuple[Phase | None, Step | None, Question]]:
        """Every question of the model with where it stands; recurring ones stand nowhere.

        A leader's and those of a gate stand in a phase and in no step. A question that is asked again stands where it
        is asked first.
        """
        for question in self.recurring:
            yield None, None, question
        seen = set[str]()
        for phase in self.phases:
            if phase.leader_question is not None:
                yield phase, None, phase.leader_question
            for step in phase.steps:
                for question in step.questions:
                    if question.id not in seen:
                        yield phase, step, question
                    seen.add(question.id)
            for evidence in phase.gate:
                if evidence.question is not None:
                    yield phase, None, evidence.question

    def question(self, question_id: str) -> Question:
        """The question of this id, or the one that every model has. KeyError if there is none."""
        for _, _, question in self.questions():
            if question.id == question_id:
                return question
        return BUILT_IN[question_id]
