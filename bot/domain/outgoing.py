"""What leaves the house: messages decided once, and what became of each."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias

from bot.domain.charts.picture import Chart
from bot.domain.report import Report

MOST_IN_ALBUM = 10


class Lane(StrEnum):
    """Who waits for it: a reply goes before an alert, an alert before a wave of check-ins; mail goes its own way."""

    REPLY = "reply"
    ALERT = "alert"
    WAVE = "wave"
    MAIL = "mail"


class OutgoingKind(StrEnum):
    """What is sent, which also says what to do where it is unknown whether it left."""

    SCREEN = "screen"
    REMINDER = "reminder"
    ALERT = "alert"
    DIGEST = "digest"
    # Links, of which the codes are made as it leaves.
    INVITE = "invite"
    REPLY = "reply"
    EDIT = "edit"
    STRIP = "strip"
    DELETE = "delete"
    CYCLE = "cycle"
    FILE = "file"
    MENU = "menu"
    # A question for a text, what facilitators and teams write to one another, and a proposal to a team.
    WRITING = "writing"
    MESSAGE = "message"
    PROPOSAL = "proposal"
    # What became of a team's tip.
    TIP = "tip"
    # What was decided about a team: that it moved, or a gathering did.
    NEWS = "news"
    # What waits for a facilitator, and how they or a manager see their teams.
    MATTERS = "matters"
    ASKING = "asking"
    # The brief for a gathering, for those who lead its teams.
    BRIEF = "brief"
    # Who facilitates a team from now on.
    HAND_OVER = "hand_over"
    THANKS = "thanks"
    FAREWELL = "farewell"


@dataclass(frozen=True, slots=True)
class Button:
    """One button: what it says and what a press of it carries (at most 64 bytes)."""

    text: str
    data: str


Keyboard: TypeAlias = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Mail:
    """What a message needs to go by mail: the mailbox, a subject, and its HTML; the message's text is the plain part.

    `unsubscribe` is the address at which the mail is stopped without a login (List-Unsubscribe), empty for none. Where
    `REPEATED_HERE` stands in the HTML, a mail that may come twice says so. The HTML calls its pictures by `picture_id`.
    """

    to: str
    subject: str
    html: str
    unsubscribe: str = ""


REPEATED_HERE = "<!-- repeated -->"


def picture_id(number: int) -> str:
    """What the HTML of a mail calls its picture of this number, from 1: `<img src="cid:picture-1@mellom">`."""
    return f"picture-{number}@mellom"


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One decided message; the key keeps it from being decided twice.

    A screen, a reminder and what edits them name their conversation: the newest screen takes the place of one that
    still waits, and is shown by editing the conversation's message, or by a new one below where `fresh` is set.
    `subject` names the row that the message is about (a stall, a digest, a test, a writing), so that what became of it
    is kept there. A message with a `file_name` goes out as that file: its `document`, or else its text is what
    stands in it. `pictures` go out as a new message or, where there are several, as an album, which has no buttons;
    they are drawn as they leave. Each says its verdict; the text stands above the first. With `mail` it goes to a
    mailbox and to no chat, in a lane of its own. A menu's buttons are the commands of the chat: what each does, and its
    name.
    """

    key: str
    kind: OutgoingKind
    lane: Lane
    chat_id: int
    thread_id: int | None = None
    person_id: int | None = None
    text: str = ""
    keyboard: Keyboard = ()
    conversation_id: int | None = None
    message_id: int | None = None
    fresh: bool = False
    not_before: datetime | None = None
    expires_at: datetime | None = None
    subject: int | None = None
    repeated_note: str = ""
    file_name: str = ""
    document: Report | None = None
    pictures: tuple[Chart, ...] = ()
    mail: Mail | None = None

    def __post_init__(self) -> None:
        is_album = self.mail is None and len(self.pictures) > 1
        if is_album and (len(self.pictures) > MOST_IN_ALBUM or self.keyboard):
            raise ValueError(f"{self.key}: an album has at most {MOST_IN_ALBUM} pictures, and no buttons")

    @property
    def messages(self) -> int:
        """How many messages the channel counts for it."""
        return max(1, len(self.pictures))


class Outcome(StrEnum):
    """What became of one attempt.

    NOT_THERE: the message that was to be changed is no longer in the chat. SHUT: the group is there, but we may not
    write in it, or its topic is gone.
    """

    SENT = "sent"
    LATER = "later"
    REFUSED = "refused"
    GONE = "gone"
    SHUT = "shut"
    MOVED = "moved"
    UNKNOWN = "unknown"
    NOT_THERE = "not_there"


@dataclass(frozen=True, slots=True)
class Delivery:
    """An outcome with what it brings: the message's id, how long to wait (seconds), or the chat it moved to.

    `not_before` is the moment for which a message waits that must not leave at this hour. Where the whole way is
    `closed`, no other message needs to be tried until the wait is over.
    """

    outcome: Outcome
    message_id: int | None = None
    wait: float = 0.0
    chat_id: int | None = None
    not_before: datetime | None = None
    why: str = field(default="")
    closed: bool = False


def repeats_after_unknown(kind: OutgoingKind) -> bool:
    """Whether a message is sent again when nobody can know if it arrived; a reminder is rather dropped."""
    return kind is not OutgoingKind.REMINDER
