"""What the buttons of an alert carry: the state of the case that they were drawn for, the tone, and a day or reason."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.domain.button_data import day_of
from bot.domain.room_buttons import Desk, DeskPressed

_WHAT = re.compile(r"(?P<version>\d{1,9})(?P<tone>[wp]?)(?:\.(?P<more>.+))?")


class Tone(StrEnum):
    """In which tone a message to a team is written."""

    BRIEF = "brief"
    WARM = "warm"
    PRACTICAL = "practical"

    @property
    def next(self) -> "Tone":
        """The one that comes after this one; after the last the first."""
        tones = list(Tone)
        return tones[(tones.index(self) + 1) % len(tones)]


_LETTERS = {Tone.BRIEF: "", Tone.WARM: "w", Tone.PRACTICAL: "p"}
_TONES = {letter: tone for tone, letter in _LETTERS.items()}


class CaseAct(StrEnum):
    """What is done about a case, or which page about it is shown."""

    OPEN = "open"
    SHOW = "show"
    TONE = "tone"
    TAKE = "take"
    CALL = "call"
    HAND_ON = "pass"
    SEND = "send"
    CHANGE = "change"
    LATER = "later"
    LATER_DAYS = "later-days"
    LATER_TO = "later-to"
    REST = "rest"
    REST_DAYS = "rest-days"
    REST_TO = "rest-to"
    TALKED = "talked"
    CLOSE = "close"
    CLOSED = "closed"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Drawn:
    """What a button of an alert was drawn for: the version of its case, the tone that was shown, and more."""

    version: int
    tone: Tone = Tone.BRIEF
    more: str = ""

    def button(self, stall_id: int, act: CaseAct, more: str = "") -> DeskPressed:
        """A button of the same alert."""
        what = f"{self.version}{_LETTERS[self.tone]}" + (f".{more}" if more else "")
        return DeskPressed(Desk.CASE, stall_id, act, what)

    @property
    def day(self) -> date | None:
        """The day that it carries, if it does."""
        return day_of(self.more)


def drawn(what: str) -> Drawn | None:
    """What the button was drawn for; None where that cannot be read."""
    found = _WHAT.fullmatch(what)
    return Drawn(int(found["version"]), _TONES[found["tone"]], found["more"] or "") if found else None
