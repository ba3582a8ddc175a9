"""The buttons below a check-in: the answers first, and then the moves."""

from bot.domain.buttons import BACK, CHANGE, CORRECT, NOTHING_NEW, SKIP, AnswerPressed
from bot.domain.model import Kind, Question, Value
from bot.domain.outgoing import Button, Keyboard
from bot.flow.house import House
from bot.flow.screens.talk import Talk, say_value

# Choices share a row while their words fit a narrow phone.
ROW_LENGTH = 24


def answer_buttons(house: House, talk: Talk, *, taken: bool, begun: bool) -> Keyboard:
    """The buttons of the question on the screen; one that a colleague has taken asks for nothing more.

    Who has `begun` to answer can no longer say that there is nothing new.
    """
    position = talk.conversation.position
    go_on = _move(house, talk, SKIP, "continue" if taken else "skip")
    rows: list[tuple[Button, ...]] = [(_move(house, talk, CORRECT, "correct-it"),)] if taken else _answers(house, talk)
    rows.append((_move(house, talk, BACK, "back"), go_on) if position else (go_on,))
    if position == 0 and not begun:
        rows.append((_move(house, talk, NOTHING_NEW, "nothing-new"),))
    return tuple(rows)


def change_button(house: House, talk: Talk) -> Keyboard:
    """The one button below a check-in that this person is done with."""
    label = house.content.wording.plain("check-in.buttons.change-answer", talk.language)
    return ((Button(label, AnswerPressed(talk.row.id, 0, CHANGE).pack()),),)


def _answers(house: House, talk: Talk) -> list[tuple[Button, ...]]:
    question = talk.conversation.questions[talk.conversation.position]
    return [
        tuple(_button(talk, say_value(house, talk, question, _as_value(question, choice)), choice) for choice in row)
        for row in _rows(house, talk, question)
    ]


def _rows(house: House, talk: Talk, question: Question) -> list[tuple[str, ...]]:
    if question.kind in (Kind.YES_NO, Kind.SCALE):
        return [question.choices]
    rows: list[tuple[str, ...]] = []
    length = 0
    for choice in question.choices:
        size = len(say_value(house, talk, question, choice))
        if rows and length + size <= ROW_LENGTH and len(rows[-1]) < 2:
            rows[-1], length = (*rows[-1], choice), length + size
        else:
            rows.append((choice,))
            length = size
    return rows


def _as_value(question: Question, choice: str) -> Value:
    return int(choice) if question.kind is Kind.SCALE else choice


def _move(house: House, talk: Talk, move: str, label: str) -> Button:
    return _button(talk, house.content.wording.plain(f"check-in.buttons.{label}", talk.language), move)


def _button(talk: Talk, text: str, choice: str) -> Button:
    return Button(text, AnswerPressed(talk.row.id, talk.conversation.position, choice).pack())
