"""What the play and the bot's process say to each other: one JSON object a line, a question and its answer in turn."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict

LONGEST_LINE = 1 << 22  # bytes


class Line(BaseModel):
    """A line in either direction."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Begin(Line):
    """The first line: where the Bot API and the database are, and what is played. `at` is now."""

    token: str
    url: str
    database: str
    programme: str
    behaviour: str
    at: datetime


class Wish(Line):
    """Let time pass up to `at`; with `codes`, new join codes for these people as well.

    Where nothing is due on the way the clock is only set: `quiet`. Its answer is an empty report.
    """

    at: datetime
    quiet: bool = False
    codes: tuple[str, ...] = ()


class Player(Line):
    """Somebody of the programme. `simulated` people act by themselves."""

    person: str
    name: str
    language: str
    role: str
    team: str
    simulated: bool


class Opening(Line):
    """The answer to `Begin`."""

    title: str
    zone: str
    starts: datetime
    ends: datetime
    teams: dict[str, str]
    cast: tuple[Player, ...]


class Happened(Line):
    """Something that happened, as in `bot.storage.chronicle`."""

    at: datetime
    kind: str
    row: int
    team: str | None
    person: str | None


class ToDo(Line):
    """Something that a simulated person does, as in `bot.rehearsal.deeds`."""

    at: datetime
    person: str
    act: str
    what: str
    once: str


class Report(Line):
    """The answer to `Wish`: what is due when (the earliest first), what people will do, and all that has happened."""

    due: tuple[tuple[datetime, str], ...] = ()
    deeds: tuple[ToDo, ...] = ()
    happened: tuple[Happened, ...] = ()
    codes: dict[str, str] = {}
