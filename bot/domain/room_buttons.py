"""The buttons of the facilitator's side: one kind for all its rooms, each of which says what its acts are."""

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.button_data import fit, is_id
from bot.domain.errors import BadButton


class Desk(StrEnum):
    """The rooms of the facilitator's side, with what the id in a press on one of its buttons is."""

    TEAMS = "teams"  # a page of the list of teams: nothing, 0
    TEAM = "team"  # a team
    CASE = "case"  # a case of a stall
    PAUSE = "pause"  # a team
    MOVING = "moving"  # a team
    PROPOSAL = "proposal"  # a proposal
    STEPS = "steps"  # a team
    SESSIONS = "sessions"  # a collaborative
    HAND_OVER = "handover"  # a team, or 0 for all of one's own
    WRITING = "writing"  # a writing
    MESSAGE = "message"  # a team, or 0 for all of one's own
    NOTES = "notes"  # a team
    TIPS = "tips"  # a team
    TIP = "tip"  # a tip
    HOMEWORK = "homework"  # a team, or 0 for all of one's own
    SCORE = "score"  # a team
    PULSE = "pulse"  # a pulse
    READINESS = "ready"  # a team
    MATTERS = "matters"  # a matter
    DIGEST = "digest"  # a digest
    IMPORT = "import"  # a file of numbers
    NUMBERS = "numbers"  # a team
    MEASURE = "measure"  # a measure


@dataclass(frozen=True, slots=True)
class DeskPressed:
    """A press in one of these rooms: the row it is about, what is done, and what with, such as a day or a version."""

    desk: Desk
    about: int
    act: str
    what: str = ""

    def pack(self) -> str:
        return fit(f"k1:{self.desk}:{self.about}:{self.act}" + (f":{self.what}" if self.what else ""))


def unpack_desk(data: str) -> DeskPressed:
    """What was pressed. BadButton for data of another version, or none of ours."""
    match data.split(":", 4):
        case ["k1", desk, about, act, *what] if desk in set(Desk) and is_id(about) and act and what != [""]:
            return DeskPressed(Desk(desk), int(about), act, *what)
    raise BadButton(data)
