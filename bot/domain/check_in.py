"""The conversation of one person about one check-in, as a value: what a press does to it."""

from dataclasses import dataclass, replace
from enum import StrEnum

from bot.domain.buttons import AGAIN, BACK, CHANGE, CORRECT, EXACTLY, NOTHING_NEW, SKIP
from bot.domain.model import Kind, Question, Value


class CheckInState(StrEnum):
    """Where a team's check-in stands."""

    DUE = "due"
    ASKED = "asked"
    ANSWERED = "answered"
    MISSED = "missed"
    WITHDRAWN = "withdrawn"


class Stage(StrEnum):
    """Where one person stands in it."""

    OPEN = "open"
    DONE = "done"
    NOTHING_NEW = "nothing_new"


@dataclass(frozen=True, slots=True)
class Conversation:
    """One person's way through the questions of a check-in; `position` counts from 0."""

    questions: tuple[Question, ...]
    position: int = 0
    stage: Stage = Stage.OPEN

    @property
    def current(self) -> Question | None:
        """The question on the screen, if one is."""
        return self.questions[self.position] if self.stage is Stage.OPEN else None


@dataclass(frozen=True, slots=True)
class Moved:
    """What a press did: the conversation after it and the answer to keep, if it was one.

    `again` where the same question is to be shown once more, `correcting` where that is to say something else than a
    colleague did.
    """

    conversation: Conversation
    question: Question | None = None
    value: Value | None = None
    again: bool = False
    correcting: bool = False


def press(conversation: Conversation, position: int, choice: str) -> Moved | None:
    """What this press does. None where the button does not belong to the question at that position.

    A press on an earlier or later question (an old message, a second phone) changes that answer and leaves the person
    where they are.
    """
    if not 0 <= position < len(conversation.questions):
        return None
    question = conversation.questions[position]
    if choice in (SKIP, BACK, NOTHING_NEW, CHANGE, AGAIN, CORRECT):
        return _move(conversation, position, choice)
    value = value_of(question, choice)
    return None if value is None else answer(conversation, position, value)


def answer(conversation: Conversation, position: int, value: Value) -> Moved:
    """The conversation after this answer: on to the next question when it was the one on the screen."""
    question = conversation.questions[position]
    on_screen = conversation.current is question
    return Moved(_go(conversation, position + 1) if on_screen else conversation, question, value)


def value_of(question: Question, choice: str) -> Value | None:
    """What a press on this choice says, or None where the question has no such choice."""
    if question.kind is Kind.NUMBER:
        return _exact_number(choice)
    if choice not in question.choices:
        return None
    return int(choice) if question.kind is Kind.SCALE else choice


def _exact_number(choice: str) -> float | None:
    if not choice.startswith(EXACTLY):
        return None
    try:
        number = float(choice.removeprefix(EXACTLY))
    except ValueError:
        return None
    return number if abs(number) < 1e15 else None


def _move(conversation: Conversation, position: int, choice: str) -> Moved:
    on_screen = conversation.stage is Stage.OPEN and conversation.position == position
    if choice == NOTHING_NEW:
        return Moved(replace(conversation, stage=Stage.NOTHING_NEW))
    if choice == CHANGE:
        return Moved(replace(conversation, stage=Stage.OPEN, position=0))
    if not on_screen:
        return Moved(conversation)
    if choice == AGAIN:
        return Moved(conversation, again=True)
    if choice == CORRECT:
        return Moved(conversation, correcting=True)
    return Moved(_go(conversation, position + 1 if choice == SKIP else max(position - 1, 0)))


def _go(conversation: Conversation, position: int) -> Conversation:
    if position >= len(conversation.questions):
        return replace(conversation, stage=Stage.DONE)
    return replace(conversation, stage=Stage.OPEN, position=position)
