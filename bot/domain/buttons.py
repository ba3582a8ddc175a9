"""What a press of a button carries: typed, versioned, at most 64 bytes, because buttons stay in chats for ever."""

from dataclasses import dataclass
from typing import TypeAlias

from bot.domain.errors import BadButton

MOST_BYTES = 64
SKIP, BACK, NOTHING_NEW, CHANGE, AGAIN, CORRECT = "!skip", "!back", "!nothing-new", "!change", "!again", "!correct"
EXACTLY = "="
NOBODY_YET = 0


@dataclass(frozen=True, slots=True)
class AnswerPressed:
    """A press in a check-in: a choice's id, `=12.5` for a number that was asked back, or one of the moves above."""

    conversation_id: int
    position: int
    choice: str

    def pack(self) -> str:
        return _fit(f"a1:{self.conversation_id}:{self.position}:{self.choice}")


@dataclass(frozen=True, slots=True)
class AlertPressed:
    """A press on an alert, with what the facilitator does about the case."""

    stall_id: int
    act: str

    def pack(self) -> str:
        return _fit(f"s1:{self.stall_id}:{self.act}")


@dataclass(frozen=True, slots=True)
class LanguagePressed:
    """The language somebody would like; `asked` where the message below which it stands asked for nothing else."""

    language: str
    asked: bool = False

    def pack(self) -> str:
        return _fit(f"l1:{self.language}" + (":asked" if self.asked else ""))


@dataclass(frozen=True, slots=True)
class WhoPressed:
    """Who the person behind a team's link says to be; `NOBODY_YET` for someone new."""

    invite_id: int
    person_id: int

    def pack(self) -> str:
        return _fit(f"w1:{self.invite_id}:{self.person_id}")


@dataclass(frozen=True, slots=True)
class LeavePressed:
    """Leaving: `ask` first, then `yes` or `no`."""

    act: str

    def pack(self) -> str:
        return _fit(f"v1:{self.act}")


Pressed: TypeAlias = AnswerPressed | AlertPressed | LanguagePressed | WhoPressed | LeavePressed


def unpack(data: str) -> Pressed:
    """What was pressed. BadButton for data of another version, or none of ours."""
    match data.split(":", 3):
        case ["a1", conversation, position, choice] if _is_id(conversation) and _is_id(position) and choice:
            return AnswerPressed(int(conversation), int(position), choice)
        case ["s1", stall, act] if _is_id(stall) and act:
            return AlertPressed(int(stall), act)
        case ["l1", language] if language:
            return LanguagePressed(language)
        case ["l1", language, "asked"] if language:
            return LanguagePressed(language, asked=True)
        case ["w1", invite, person] if _is_id(invite) and _is_id(person):
            return WhoPressed(int(invite), int(person))
        case ["v1", act] if act:
            return LeavePressed(act)
    raise BadButton(data)


def _is_id(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= 18


def _fit(data: str) -> str:
    if len(data.encode()) > MOST_BYTES:
        raise BadButton(f"button data is longer than {MOST_BYTES} bytes: {data}")
    return data
