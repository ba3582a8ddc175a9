"""The buttons below a check-in: the answers first, and then the moves."""

from bot.domain.buttons import BACK, CHANGE, NOTHING_NEW, SKIP, AnswerPressed
from bot.domain.model import Kind, Question, Value
from bot.domain.outgoing import Button, Keyboard
from bot.flow.house import House
from bot.flow.screens.talk import Talk, say_value

# Choices share a row while their words fit a narrow phone.
ROW_LENGTH = 24


def answer_buttons(house: House, talk: Talk) -> Keyboard:
    """The buttons of the question on the screen."""
    position = talk.conversation.position
    question = talk.conversation.questions[position]
    rows = [
        tuple(
            _button(talk, position, say_value(house, talk, question, _as_value(question, choice)), choice)
            for choice in row
        )
        for row in _rows(house, talk, question)
    ]
    moves = [BACK, SKIP] if position else [SKIP]
    rows.append(tuple(_button(talk, position, _move_label(house, talk, move), move) for move in moves))
    if position == 0:
        rows.append((_button(talk, position, _move_label(house, talk, NOTHING_NEW), NOTHING_NEW),))
    return tuple(rows)


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


def _move_label(house: House, talk: Talk, move: str) -> str:
    names = {SKIP: "skip", BACK: "back", NOTHING_NEW: "nothing-new", CHANGE: "change-answer"}
    return house.content.wording.plain(f"check-in.buttons.{names[move]}", talk.language)


def _button(talk: Talk, position: int, text: str, choice: str) -> Button:
    return Button(text, AnswerPressed(talk.row.id, position, choice).pack())


def change_button(house: House, talk: Talk) -> Keyboard:
    """The one button below a check-in that this person is done with."""
    return ((_button(talk, 0, _move_label(house, talk, CHANGE), CHANGE),),)
