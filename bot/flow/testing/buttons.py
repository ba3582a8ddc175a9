"""The buttons below a small test: the answers to the question of its stage, and then the moves."""

from collections.abc import Iterable, Mapping
from datetime import date

from bot.domain.buttons import AGAIN, BACK, CHANGE, DROP, GO_ON, KEEP, LATER, SKIP, TELL, CyclePressed
from bot.domain.outgoing import Button, Keyboard
from bot.domain.pdsa import Decision, Stage
from bot.flow.house import House
from bot.flow.testing.talk import CycleTalk

# The words that a test shares with the check-in.
SHARED = {"skip", "back", "yes-save-it", "no-try-again", "change-answer"}


def buttons_of(house: House, talk: CycleTalk, scales: Mapping[str, str], days: Iterable[tuple[str, date]]) -> Keyboard:
    """What can be pressed at the stage of the test, with these scales and days to choose from."""
    back, drop = _move(house, talk, BACK, "back"), _move(house, talk, DROP, "drop")
    match talk.cycle.stage:
        case Stage.PREDICTION:
            return (*_of_text(house, talk), (drop,))
        case Stage.SCALE:
            return (*((_button(talk, label, scale),) for scale, label in scales.items()), (back, drop))
        case Stage.END:
            return (*_of_days(house, talk, days), (back, drop))
        case Stage.RUNNING:
            return ((_move(house, talk, TELL, "tell"),),)
        case Stage.HAPPENED if talk.cycle.decision:
            return _of_text(house, talk)
        case Stage.HAPPENED:
            return (*_of_text(house, talk), (_move(house, talk, LATER, "not-done"),), (back,))
        case Stage.LATER:
            return (*_of_days(house, talk, days), (back,))
        case Stage.DECISION:
            adopt, adapt, abandon, one_more = (_move(house, talk, it, f"decisions.{it}") for it in Decision)
            return ((adopt, adapt), (abandon, one_more), (back,))
        case Stage.CLOSED:
            return ((_move(house, talk, CHANGE, "change-answer"),),)
    return ()


def _of_text(house: House, talk: CycleTalk) -> Keyboard:
    if talk.cycle.draft is not None:
        return ((_move(house, talk, KEEP, "yes-save-it"),), (_move(house, talk, AGAIN, "no-try-again"),))
    if talk.cycle.text is not None:
        return ((_move(house, talk, GO_ON, "keep"),), (_move(house, talk, SKIP, "leave-out"),))
    return ((_move(house, talk, SKIP, "skip"),),)


def _of_days(house: House, talk: CycleTalk, days: Iterable[tuple[str, date]]) -> Keyboard:
    wording, language = house.content.wording, talk.language
    return tuple(
        (
            _button(
                talk,
                wording.plain(f"test.buttons.ends.{name}", language, day=wording.date(day, language)),
                day.isoformat(),
            ),
        )
        for name, day in days
    )


def _move(house: House, talk: CycleTalk, choice: str, label: str) -> Button:
    room = "check-in" if label in SHARED else "test"
    return _button(talk, house.content.wording.plain(f"{room}.buttons.{label}", talk.language), choice)


def _button(talk: CycleTalk, text: str, choice: str) -> Button:
    return Button(text, CyclePressed(talk.row.id, talk.cycle.stage[0], choice).pack())
