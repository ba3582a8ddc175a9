"""What a team has answered so far, what came of a question in its check-ins, and whether that may come again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, StrEnum
from itertools import takewhile

from bot.domain.model import Question, Value

# A question that is answered, or was asked often enough, comes in every fourth check-in at most.
REST = 4


@dataclass(frozen=True, slots=True)
class Given:
    """The team's newest answer to a question."""

    question: str
    value: Value
    answered_at: datetime


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier check-in of the team: when it was asked, its questions, and the team's newest answers in it."""

    asked_at: datetime
    questions: tuple[str, ...]
    answers: Mapping[str, Value]


class Said(StrEnum):
    """What the team's newest answer to a question says."""

    NOTHING = "nothing"
    CONCERN = "concern"
    FINE = "fine"


# How many check-ins may ask a question, and be answered, without getting an answer that is no concern to it. After that
# the team is not held up by it: who skips it does not want it, and what stands in the way is known.
PATIENCE = {Said.NOTHING: 2, Said.CONCERN: 3, Said.FINE: 0}


class Urgency(IntEnum):
    """Which of a step's questions goes first."""

    RETURNS = 0
    OPEN = 1
    STILL_IN_THE_WAY = 2
    AGAIN = 3


@dataclass(frozen=True, slots=True)
class Record:
    """How a question has fared. `ago` is how many check-ins ago it was asked last, 0 for never."""

    said: Said
    ago: int
    in_vain: int
    twice_running: bool

    @property
    def is_open(self) -> bool:
        """Whether it waits for an answer that is no concern."""
        return self.in_vain < PATIENCE[self.said]

    @property
    def may_come(self) -> bool:
        """Whether the coming check-in may ask it."""
        if self.is_open:
            return not self.twice_running
        return self.ago == 0 or self.ago >= REST

    @property
    def urgency(self) -> Urgency:
        if self.said is Said.CONCERN:
            return Urgency.RETURNS if self.is_open else Urgency.STILL_IN_THE_WAY
        return Urgency.OPEN if self.is_open else Urgency.AGAIN


def record_of(question: Question, earlier: Sequence[Earlier]) -> Record:
    """How the question has fared in the team's check-ins, which stand here oldest first."""
    asked = [(ago, it) for ago, it in enumerate(reversed(earlier), start=1) if question.id in it.questions]
    said = [_said(question, it) for _, it in asked]
    # A check-in that nobody answered says nothing about its questions.
    heard = [word for word, (_, it) in zip(said, asked, strict=True) if it.answers]
    return Record(
        said=next((word for word in said if word is not Said.NOTHING), Said.NOTHING),
        ago=asked[0][0] if asked else 0,
        in_vain=sum(1 for _ in takewhile(lambda word: word is not Said.FINE, heard)),
        twice_running=[ago for ago, _ in asked[:2]] == [1, 2] and said[0] is not Said.CONCERN,
    )


def _said(question: Question, earlier: Earlier) -> Said:
    value = earlier.answers.get(question.id)
    if value is None:
        return Said.NOTHING
    return Said.CONCERN if question.is_concern(value) else Said.FINE
