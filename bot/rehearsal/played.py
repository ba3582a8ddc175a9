"""What a rehearsal has shown: what happened, what reached whom, and which promises were broken."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.domain.outgoing import OutgoingKind
from bot.domain.programme import Programme
from bot.domain.working_time import DateRange


@dataclass(frozen=True, slots=True)
class Happened:
    """One event of the play, in UTC; `kind` and `detail` are those of the contract."""

    at: datetime
    kind: str
    team: str | None
    person: str | None
    detail: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Arrived:
    """What reached somebody, or with "" a group. `new` stands below the others in the chat, and makes a sound.

    `unasked` is what answers nothing that the person did. `team` and `about` say which team it is about, and which of
    the reader's check-ins (a number that all messages about it share), where it is; `buttons` is what they carry.
    `verdicts` are those of the charts in it, each of which comes as a picture.
    """

    at: datetime
    person: str
    kind: OutgoingKind
    text: str
    new: bool
    unasked: bool
    team: str | None = None
    about: int | None = None
    buttons: tuple[str, ...] = ()
    verdicts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Broken:
    """A promise that was not kept: which, to whom, when, and how it should have been."""

    promise: str
    at: datetime
    person: str
    what: str


@dataclass(frozen=True, slots=True)
class Played:
    """A whole programme, played from its start to its end. Events and messages are in the order of time.

    `pauses` are the days on which teams rested by agreement, by the teams' ids.
    """

    programme: Programme
    seed: int
    begins: datetime
    ends: datetime
    events: tuple[Happened, ...]
    messages: tuple[Arrived, ...]
    broken: tuple[Broken, ...]
    pauses: Mapping[str, tuple[DateRange, ...]] = field(default_factory=dict)
