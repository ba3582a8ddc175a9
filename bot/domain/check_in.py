"""The conversation of one person about one check-in, as a value: what a press does to it."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeAlias

from bot.domain.buttons import (
    AGAIN,
    BACK,
    CHANGE,
    CORRECT,
    DONE,
    EXACTLY,
    HELP,
    KEEP,
    LATER,
    LATER_2_HOURS,
    LATER_TOMORROW,
    LATER_WEEK,
    NOT_ON_DUTY,
    NOTHING_NEW,
    SKIP,
    TICK,
    UNTICK,
)
from bot.domain.model import Kind, Question, Value

Draft: TypeAlias = tuple[str, ...] | str | None

LATER_CHOICES = (LATER_2_HOURS, LATER_TOMORROW, LATER_WEEK)
_ENDS = {NOTHING_NEW: "nothing_new", NOT_ON_DUTY: "not_on_duty"}
_MOVES = frozenset({SKIP, BACK, AGAIN, CORRECT, CHANGE, LATER, HELP, *LATER_CHOICES, *_ENDS})


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
    NOT_ON_DUTY = "not_on_duty"


class Then(StrEnum):
    """What a press wants to see beside the question, or have done; NEXT: nothing but where the person stands now."""

    NEXT = "next"
    AGAIN = "again"
    CORRECTING = "correcting"
    ASK_WHEN = "ask_when"
    LATER = "later"
    HELP = "help"


@dataclass(frozen=True, slots=True)
class Conversation:
    """One person's way through the questions of a check-in; `position` counts from 0.

    `draft` is what the question on the screen has so far: the choices that are ticked, or a text that was asked back.
    """

    questions: tuple[Question, ...]
    position: int = 0
    stage: Stage = Stage.OPEN
    draft: Draft = None

    @property
    def current(self) -> Question | None:
        """The question on the screen, if one is."""
        return self.questions[self.position] if self.stage is Stage.OPEN else None


@dataclass(frozen=True, slots=True)
class Moved:
    """What a press did: the conversation after it, the answer to keep if it was one, and what is wanted beside that."""

    conversation: Conversation
    question: Question | None = None
    value: Value | None = None
    then: Then = Then.NEXT


def press(conversation: Conversation, position: int, choice: str) -> Moved | None:
    """What this press does. None where the button does not belong to the question at that position.

    A press on an earlier or later question (an old message, a second phone) changes that answer and leaves the person
    where they are.
    """
    if not 0 <= position < len(conversation.questions):
        return None
    question = conversation.questions[position]
    if choice != KEEP and isinstance(conversation.draft, str):
        # A text that was asked back goes with whatever else is pressed: its buttons are gone from the screen then.
        conversation = replace(conversation, draft=None)
    if choice in _MOVES:
        return _move(conversation, position, choice)
    if question.kind in (Kind.CHOICES, Kind.TEXT):
        return _drafted(conversation, position, choice)
    value = value_of(question, choice)
    return None if value is None else answer(conversation, position, value)


def answer(conversation: Conversation, position: int, value: Value) -> Moved:
    """The conversation after this answer: on to the next question when it was the one on the screen."""
    question = conversation.questions[position]
    on_screen = conversation.current is question
    return Moved(_go(conversation, position + 1) if on_screen else conversation, question, value)


def value_of(question: Question, choice: str) -> Value | None:
    """What a press on this choice says, or None where the question has no such choice."""
    if choice not in question.choices:
        return _exact_number(choice) if question.kind is Kind.NUMBER else None
    return int(choice) if question.kind is Kind.SCALE else choice


def ticked(question: Question, picked: Collection[str], choice: str) -> tuple[str, ...]:
    """The choices after one more tick, in the question's order; what stands `alone` goes with no other."""
    if choice in question.alone:
        return (choice,)
    return tuple(it for it in question.choices if (it in picked and it not in question.alone) or it == choice)


def _drafted(conversation: Conversation, position: int, choice: str) -> Moved | None:
    """A press on what is not kept at once; it belongs to the question on the screen alone."""
    question, draft = conversation.questions[position], conversation.draft
    if conversation.current is not question:
        return None
    if question.kind is Kind.TEXT:
        return answer(conversation, position, draft) if choice == KEEP and isinstance(draft, str) else None
    picked = draft if isinstance(draft, tuple) else ()
    if choice == DONE:
        return answer(conversation, position, picked) if picked else Moved(conversation)
    sign, named = choice[:1], choice[1:]
    if named not in question.choices or sign not in (TICK, UNTICK):
        return None
    left = tuple(it for it in picked if it != named)
    return Moved(replace(conversation, draft=ticked(question, picked, named) if sign == TICK else left))


def _exact_number(choice: str) -> float | None:
    if not choice.startswith(EXACTLY):
        return None
    try:
        number = float(choice.removeprefix(EXACTLY))
    except ValueError:
        return None
    return number if abs(number) < 1e15 else None


def _move(conversation: Conversation, position: int, choice: str) -> Moved:
    if choice in _ENDS:
        return Moved(replace(conversation, stage=Stage(_ENDS[choice]), draft=None))
    if choice == CHANGE:
        return Moved(replace(conversation, stage=Stage.OPEN, position=0, draft=None))
    if choice == HELP:
        return Moved(conversation, then=Then.HELP)
    if conversation.stage is not Stage.OPEN or conversation.position != position:
        return Moved(conversation)
    if choice == AGAIN:
        return Moved(replace(conversation, draft=None), then=Then.AGAIN)
    if choice == CORRECT:
        return Moved(conversation, then=Then.CORRECTING)
    if choice == LATER:
        return Moved(conversation, then=Then.ASK_WHEN)
    if choice in LATER_CHOICES:
        return Moved(conversation, then=Then.LATER)
    return Moved(_go(conversation, position + 1 if choice == SKIP else max(position - 1, 0)))


def _go(conversation: Conversation, position: int) -> Conversation:
    if position >= len(conversation.questions):
        return replace(conversation, stage=Stage.DONE, draft=None)
    return replace(conversation, stage=Stage.OPEN, position=position, draft=None)
