"""What a press of a button carries: typed, versioned, at most 64 bytes, because buttons stay in chats for ever."""

from dataclasses import dataclass
from typing import TypeAlias

from bot.domain.button_data import fit, is_id
from bot.domain.errors import BadButton
from bot.domain.room_buttons import DeskPressed, unpack_desk

SKIP, BACK, NOTHING_NEW, CHANGE, AGAIN, CORRECT = "!skip", "!back", "!nothing-new", "!change", "!again", "!correct"
DONE, KEEP, NOT_ON_DUTY, LATER, HELP = "!done", "!keep", "!not-on-duty", "!later", "!help"
LATER_2_HOURS, LATER_TOMORROW, LATER_WEEK = "!later-2h", "!later-day", "!later-week"
EXACTLY, TICK, UNTICK = "=", "+", "-"
DROP, GO_ON, TELL, OPEN = "!drop", "!go-on", "!tell", "!open"
NOBODY_YET = 0


@dataclass(frozen=True, slots=True)
class AnswerPressed:
    """A press in a check-in: a choice's id, one of the moves above, or a choice's id or number with a sign before it.

    `+staff` ticks and `-staff` unticks one of several choices; `=12.5` is a number that was asked back.
    """

    conversation_id: int
    position: int
    choice: str

    def pack(self) -> str:
        return fit(f"a1:{self.conversation_id}:{self.position}:{self.choice}")


@dataclass(frozen=True, slots=True)
class AlertPressed:
    """A press on an alert, with what the facilitator does about the case."""

    stall_id: int
    act: str

    def pack(self) -> str:
        return fit(f"s1:{self.stall_id}:{self.act}")


@dataclass(frozen=True, slots=True)
class LanguagePressed:
    """The language somebody would like; `asked` where the message below which it stands asked for nothing else."""

    language: str
    asked: bool = False

    def pack(self) -> str:
        return fit(f"l1:{self.language}" + (":asked" if self.asked else ""))


@dataclass(frozen=True, slots=True)
class WhoPressed:
    """Who the person behind a team's link says to be; `NOBODY_YET` for someone new."""

    invite_id: int
    person_id: int

    def pack(self) -> str:
        return fit(f"w1:{self.invite_id}:{self.person_id}")


@dataclass(frozen=True, slots=True)
class LeavePressed:
    """Leaving: `ask` first, then `yes` or `no`."""

    act: str

    def pack(self) -> str:
        return fit(f"v1:{self.act}")


@dataclass(frozen=True, slots=True)
class MyDataPressed:
    """Below what is stored about somebody: `download` it, or `erase` it."""

    act: str

    def pack(self) -> str:
        return fit(f"d1:{self.act}")


@dataclass(frozen=True, slots=True)
class ForgetPressed:
    """Whether to erase everything about this person, `yes` or `no`: nobody else by an old button in the same chat."""

    person_id: int
    act: str

    def pack(self) -> str:
        return fit(f"f1:{self.person_id}:{self.act}")


@dataclass(frozen=True, slots=True)
class CyclePressed:
    """A press in a small test, drawn for the stage of this letter: a choice, a day such as 2026-12-08, or a move."""

    cycle_id: int
    stage: str
    choice: str

    def pack(self) -> str:
        return fit(f"p1:{self.cycle_id}:{self.stage}:{self.choice}")


@dataclass(frozen=True, slots=True)
class CyclesPressed:
    """The small tests of a team: `list` them, or begin a `new` one."""

    team_id: int
    act: str

    def pack(self) -> str:
        return fit(f"t1:{self.team_id}:{self.act}")


@dataclass(frozen=True, slots=True)
class GuidePressed:
    """The advice for a step of the team's model, counted from 0; None for the step that the team is at."""

    team_id: int
    step: int | None = None

    def pack(self) -> str:
        return fit(f"g1:{self.team_id}:{'now' if self.step is None else self.step}")


@dataclass(frozen=True, slots=True)
class SettingsPressed:
    """A part of one's own settings, and what is chosen there; with no choice the part is only shown."""

    part: str
    choice: str = ""

    def pack(self) -> str:
        return fit(f"o1:{self.part}" + (f":{self.choice}" if self.choice else ""))


@dataclass(frozen=True, slots=True)
class AwayPressed:
    """What somebody does about being away, and a day such as 2026-12-14 where it takes one."""

    act: str
    day: str = ""

    def pack(self) -> str:
        return fit(f"y1:{self.act}" + (f":{self.day}" if self.day else ""))


@dataclass(frozen=True, slots=True)
class CommandPressed:
    """A command of the menu, without its stroke."""

    command: str

    def pack(self) -> str:
        return fit(f"m1:{self.command}")


Pressed: TypeAlias = (
    AnswerPressed
    | CommandPressed
    | AlertPressed
    | LanguagePressed
    | WhoPressed
    | LeavePressed
    | MyDataPressed
    | ForgetPressed
    | CyclePressed
    | CyclesPressed
    | GuidePressed
    | SettingsPressed
    | AwayPressed
    | DeskPressed
)


def unpack(data: str) -> Pressed:
    """What was pressed. BadButton for data of another version, or none of ours."""
    match data.split(":", 3):
        case ["a1", conversation, position, choice] if is_id(conversation) and is_id(position) and choice:
            return AnswerPressed(int(conversation), int(position), choice)
        case ["s1", stall, act] if is_id(stall) and act:
            return AlertPressed(int(stall), act)
        case ["l1", language] if language:
            return LanguagePressed(language)
        case ["l1", language, "asked"] if language:
            return LanguagePressed(language, asked=True)
        case ["w1", invite, person] if is_id(invite) and is_id(person):
            return WhoPressed(int(invite), int(person))
        case ["v1" | "d1" | "m1" | "o1" | "y1", act, *more] if act:
            return _of_oneself(data, act, more)
        case ["p1" | "t1" | "g1" | "f1", of, *rest] if is_id(of):
            return _of_one(data, int(of), rest)
        case ["k1", *_]:
            return unpack_desk(data)
    raise BadButton(data)


def _of_oneself(data: str, act: str, more: list[str]) -> Pressed:
    match data[:2], more:
        case "v1", []:
            return LeavePressed(act)
        case "d1", []:
            return MyDataPressed(act)
        case "m1", []:
            return CommandPressed(act)
        case "o1", [] | [_]:
            return SettingsPressed(act, *more)
        case "y1", [] | [_]:
            return AwayPressed(act, *more)
    raise BadButton(data)


def _of_one(data: str, of: int, rest: list[str]) -> Pressed:
    match data[:2], rest:
        case "p1", [stage, choice] if stage and choice:
            return CyclePressed(of, stage, choice)
        case "t1", [act] if act:
            return CyclesPressed(of, act)
        case "g1", ["now"]:
            return GuidePressed(of)
        case "g1", [step] if is_id(step):
            return GuidePressed(of, int(step))
        case "f1", [act] if act:
            return ForgetPressed(of, act)
    raise BadButton(data)
