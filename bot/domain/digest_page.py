"""A reader's page of the week in finished words: what chat and mail are made of, each in its own way."""

from dataclasses import dataclass

from bot.domain.charts.picture import Chart


@dataclass(frozen=True, slots=True)
class Choice:
    """One way to answer: what its button says, and what a press of it means."""

    text: str
    means: str


@dataclass(frozen=True, slots=True)
class AskPart:
    """The one thing to do this week, why, and how it can be answered."""

    text: str
    why: str
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class QuestionPart:
    """The question below the page, kept under this id, and its answers."""

    id: int
    text: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class TeamPart:
    """What is said of a team: how it stands, its stage at a glance, further lines, and its chart, if there is one.

    `line` says the same in one line, for a page that would grow too long.
    """

    title: str
    is_in_need: bool
    state: str
    glance: str
    lines: tuple[str, ...]
    line: str
    chart: Chart | None = None


@dataclass(frozen=True, slots=True)
class SectionPart:
    """For whoever leads the teams: what happened in the week or waits, a line each."""

    heading: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DigestPage:
    """A whole page, for one reader and week. Every text is in the reader's language and is data, never markup.

    Teams stand in the order in which they are shown; `closing` are lines below them, and below the sections.
    """

    language: str
    title: str
    summary: str
    ask: AskPart | None
    teams: tuple[TeamPart, ...]
    closing: tuple[str, ...] = ()
    question: QuestionPart | None = None
    sections: tuple[SectionPart, ...] = ()
