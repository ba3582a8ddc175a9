"""The buttons below a check-in: the answers first, and then the moves."""

from bot.domain.buttons import (
    AGAIN,
    BACK,
    CHANGE,
    CORRECT,
    DONE,
    HELP,
    LATER,
    NOT_ON_DUTY,
    NOTHING_NEW,
    SKIP,
    TICK,
    UNTICK,
    AnswerPressed,
    AwayPressed,
)
from bot.domain.check_in import Stage
from bot.domain.model import Kind, Question
from bot.domain.outgoing import Button, Keyboard
from bot.flow.house import House
from bot.flow.screens.talk import Talk, say_value, texts_of

# Choices share a row while their words fit a narrow phone.
ROW_LENGTH = 24
TICKED, NOT_TICKED = "☑", "☐"


def answer_buttons(house: House, talk: Talk, *, answered: bool, taken: bool, begun: bool) -> Keyboard:
    """The buttons of the question on the screen; one that a colleague has taken asks for nothing more.

    Where it is `answered` one goes on rather than skips it. Who has `begun` to answer can no longer say that there is
    nothing new.
    """
    position = talk.conversation.position
    go_on = move_button(house, talk, SKIP, "continue" if answered else "skip")
    rows: list[tuple[Button, ...]] = (
        [(move_button(house, talk, CORRECT, "correct-it"),)] if taken else _answers(house, talk)
    )
    rows.append((move_button(house, talk, BACK, "back"), go_on) if position else (go_on,))
    if position == 0:
        rows += _first_screen(house, talk, taken=taken, begun=begun)
    return tuple(rows)


def _first_screen(house: House, talk: Talk, *, taken: bool, begun: bool) -> list[tuple[Button, ...]]:
    """What one may say instead of answering; where nothing more is asked for, help may still be."""
    nothing_new, help_ = move_button(house, talk, NOTHING_NEW, "nothing-new"), move_button(house, talk, HELP, "help")
    if taken or (begun and talk.in_group):
        return [(help_,)]
    if talk.in_group:
        return [(nothing_new, help_)]
    # What has closed does not come back.
    put_off = (help_,) if talk.check_in.closed_at else (move_button(house, talk, LATER, "later"), help_)
    return [put_off] if begun else [(nothing_new, move_button(house, talk, NOT_ON_DUTY, "not-on-duty")), put_off]


def closing_buttons(house: House, talk: Talk) -> Keyboard:
    """The way back to a check-in that this person is done with; who is not on duty may be away for longer."""
    if talk.conversation.stage is not Stage.NOT_ON_DUTY:
        return ((_change(house, talk, "change-answer"),),)
    return ((_change(house, talk, "answer-anyway"),), (away_button(house, talk),))


def away_button(house: House, talk: Talk) -> Button:
    """For who has no time for longer than today."""
    return Button(_label(house, talk, "away-longer"), AwayPressed("ask").pack())


def _change(house: House, talk: Talk, label: str) -> Button:
    return Button(_label(house, talk, label), AnswerPressed(talk.row.id, 0, CHANGE).pack())


def answer_now_button(house: House, talk: Talk) -> Keyboard:
    """The one button below a check-in that comes back later."""
    return ((move_button(house, talk, AGAIN, "answer-now"),),)


def _answers(house: House, talk: Talk) -> list[tuple[Button, ...]]:
    question = talk.conversation.questions[talk.conversation.position]
    match question.kind:
        case Kind.SCALE:
            return _scale(house, talk, question)
        case Kind.CHOICES:
            return _several(house, talk, question)
        case Kind.YES_NO:
            return [tuple(answer_button(talk, say_value(house, talk, question, it), it) for it in question.choices)]
    return _in_rows([answer_button(talk, say_value(house, talk, question, it), it) for it in question.choices])


def _scale(house: House, talk: Talk, question: Question) -> list[tuple[Button, ...]]:
    """The ends say what they mean, on rows of their own; the steps between share one."""
    texts, (first, *between, last) = texts_of(house, talk, question), question.choices
    return [
        (answer_button(talk, f"{first} · {texts.low}", first),),
        tuple(answer_button(talk, step, step) for step in between),
        (answer_button(talk, f"{last} · {texts.high}", last),),
    ]


def _several(house: House, talk: Talk, question: Question) -> list[tuple[Button, ...]]:
    draft = talk.conversation.draft
    picked = draft if isinstance(draft, tuple) else ()
    # A button says what it will do, so that a second tap on the same one changes nothing.
    buttons = [
        answer_button(talk, f"{TICKED} {words}", f"{UNTICK}{choice}")
        if choice in picked
        else answer_button(talk, f"{NOT_TICKED} {words}", f"{TICK}{choice}")
        for choice in question.choices
        for words in [say_value(house, talk, question, choice)]
    ]
    done = [(move_button(house, talk, DONE, "done"),)] if picked else []
    return [*_in_rows(buttons), *done]


def _in_rows(buttons: list[Button]) -> list[tuple[Button, ...]]:
    rows: list[tuple[Button, ...]] = []
    for button in buttons:
        if rows and len(rows[-1]) < 2 and len(rows[-1][0].text) + len(button.text) <= ROW_LENGTH:
            rows[-1] = (*rows[-1], button)
        else:
            rows.append((button,))
    return rows


def move_button(house: House, talk: Talk, move: str, label: str) -> Button:
    """A move at the question on the screen, under the label of this name."""
    return answer_button(talk, _label(house, talk, label), move)


def _label(house: House, talk: Talk, label: str) -> str:
    return house.content.wording.plain(f"check-in.buttons.{label}", talk.language)


def answer_button(talk: Talk, text: str, choice: str) -> Button:
    """A choice at the question on the screen."""
    return Button(text, AnswerPressed(talk.row.id, talk.conversation.position, choice).pack())
