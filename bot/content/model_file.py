"""How a model is written: `model.yaml` and one file of words for each language beside it."""

from typing import Annotated

from pydantic import Field

from bot.content.shape import Shape
from bot.content.values import SOME, ChoiceId, Slug, Words
from bot.domain.model import About, Kind


class AcceptPart(Shape):
    """The range of a number."""

    min: float | None = None
    max: float | None = None


class QuestionPart(Shape):
    """A question without its words."""

    id: Slug
    version: int = Field(default=1, ge=1)
    kind: Kind
    about: About = About.TEAM
    choices: tuple[Slug, ...] = ()
    accept: AcceptPart | None = None
    longest: int = Field(default=200, ge=1, le=400)
    best: object = None
    concern: tuple[ChoiceId, ...] = ()
    alone: tuple[Slug, ...] = ()
    seen_by_managers: bool = True


class StepPart(Shape):
    """A step with its questions."""

    id: Slug
    official: bool = True
    questions: tuple[QuestionPart, ...]
    asks_again: tuple[Slug, ...] = ()


class EvidencePart(Shape):
    """One thing that the gate asks for."""

    id: Slug
    answered_by: tuple[Slug, ...] = ()


class PhasePart(Shape):
    """A phase."""

    id: Slug
    duty: Slug | None = None
    advice: Slug | None = None
    leader_question: QuestionPart | None = None
    steps: Annotated[tuple[StepPart, ...], SOME]
    gate: tuple[EvidencePart, ...] = ()


class CheckInPart(Shape):
    """What one check-in holds."""

    most_questions: int = Field(default=4, ge=1, le=4)
    most_step_questions: int = Field(default=2, ge=0, le=2)
    always: tuple[Slug, ...] = ()
    take_turns: tuple[Slug, ...] = ()
    monthly: tuple[Slug, ...] = ()


class ModelPart(Shape):
    """A whole `model.yaml`."""

    id: Slug
    based_on: Words = "our own work"
    check_in: CheckInPart
    recurring: tuple[QuestionPart, ...]
    phases: Annotated[tuple[PhasePart, ...], SOME]


class StepWords(Shape):
    """The words of a step; what is left out is borrowed from another language."""

    title: Words = ""
    guidance: Words = ""


class QuestionWords(Shape):
    """The words of a question; `best` is the answer hoped for where it is a text."""

    text: Words = ""
    low: Words | None = None
    high: Words | None = None
    choices: dict[str, Words] = Field(default_factory=dict)
    help: Words | None = None
    best: Words | None = None


class ModelWords(Shape):
    """A whole file of words, such as `nb.yaml`."""

    language: Slug
    title: Words = ""
    phases: dict[str, Words] = Field(default_factory=dict)
    steps: dict[str, StepWords] = Field(default_factory=dict)
    questions: dict[str, QuestionWords] = Field(default_factory=dict)
    gate: dict[str, Words] = Field(default_factory=dict)
