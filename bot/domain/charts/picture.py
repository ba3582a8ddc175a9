"""A run chart as finished words and numbers: all that a renderer needs, and the same for everybody who asks for it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Dot:
    """One point: its day as an ordinal number and in words, its value, and whether it is of the rule that fired."""

    day: int
    on: str
    value: float
    is_sign: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that happened, at a day (an ordinal number): the team moved to another phase, or ended a test."""

    day: int
    text: str


@dataclass(frozen=True, slots=True)
class Level:
    """A value that is drawn as a line across, and what it is called."""

    value: float
    text: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A run chart, ready to be drawn. Every text is in the reader's language and is data, never markup.

    `title` names the measure and `team` the team; `unit` stands at the axis; `decimal_mark` is that of the language.
    `centre` is the middle line; it is solid over the first `baseline` dots and dashed after them. `lower` and `upper`
    are the limits at each dot, or empty. `verdict` is the sentence under the title, `why` the rule that fired, or
    empty; `alt` says the whole picture in words.
    """

    title: str
    team: str
    unit: str
    decimal_mark: str
    dots: tuple[Dot, ...]
    centre: Level | None
    baseline: int
    goal: Level | None
    lower: tuple[float, ...]
    upper: tuple[float, ...]
    limits: str
    phases: tuple[Mark, ...]
    tests: tuple[Mark, ...]
    verdict: str
    why: str
    alt: str
