"""The buttons below an alert: what its reader can do about the case as it stands, the most useful first."""

from bot.content.limits import BUTTON, shortened
from bot.domain.case_buttons import CaseAct
from bot.domain.outgoing import Button, Keyboard
from bot.domain.room_buttons import Desk, DeskPressed
from bot.domain.stall import Closed, StallKind
from bot.flow.cases.ready import mark_of
from bot.flow.cases.view import View
from bot.flow.facilitating.resting.state import state_of
from bot.flow.house import House


def keyboard_of(house: House, view: View) -> Keyboard:
    """The buttons below the alert that shows this."""
    if view.is_over:
        return _after(house, view)
    if view.is_others:
        return ((_more(house, view),),)
    first = _mine(house, view) if view.is_mine or view.has_lapsed else _free(house, view)
    return (*first, (_more(house, view),))


def _free(house: House, view: View) -> Keyboard:
    rows = [
        _to_the_team(house, view),
        (_act(house, view, CaseAct.CALL, "i-will-call"), _act(house, view, CaseAct.TAKE, "i-am-on-it")),
        _not_now(house, view),
        (*_other_tone(house, view), _act(house, view, CaseAct.CLOSE, "close")),
    ]
    return tuple(row for row in rows if row)


def _mine(house: House, view: View) -> Keyboard:
    still = (_act(house, view, CaseAct.TAKE, "still-on-it"), _act(house, view, CaseAct.HAND_ON, "let-someone-else"))
    note = Button(_label(house, view, "add-note"), DeskPressed(Desk.NOTES, view.team.id, "add").pack())
    rows = [
        still if view.has_lapsed else (),
        (_act(house, view, CaseAct.TALKED, "we-have-talked"),),
        _to_the_team(house, view),
        _other_tone(house, view),
        _not_now(house, view),
        (note, _act(house, view, CaseAct.CLOSE, "close")),
    ]
    return tuple(row for row in rows if row)


def _to_the_team(house: House, view: View) -> tuple[Button, ...]:
    if view.stall.kind == StallKind.NEVER_STARTED:
        invite = DeskPressed(Desk.TEAM, view.team.id, "invite")
        return (Button(_label(house, view, "new-invitation"), invite.pack()),)
    if not view.may_send:
        return ()
    if view.sent is not None:
        return (_act(house, view, CaseAct.CHANGE, "write-again"),)
    send = _act(house, view, CaseAct.SEND, "send", mark_of(view.ready))
    return (send, _act(house, view, CaseAct.CHANGE, "change-first"))


def _other_tone(house: House, view: View) -> tuple[Button, ...]:
    offered = view.has_tones and view.may_send
    return (_act(house, view, CaseAct.TONE, "another-tone", view.tone.next),) if offered else ()


def _not_now(house: House, view: View) -> tuple[Button, ...]:
    return _act(house, view, CaseAct.LATER, "not-now"), _act(house, view, CaseAct.REST, "pause")


def _after(house: House, view: View) -> Keyboard:
    """What is left to do once the case has ended: whoever talked may note it, and a pause may end early."""
    if view.rests_until is not None:
        label = house.content.wording.plain("pause.buttons.resume", view.language)
        return ((Button(label, DeskPressed(Desk.PAUSE, view.team.id, "resume", state_of(view.rests_until)).pack()),),)
    if view.closed_by_me and view.stall.closed_because == Closed.CALL_NOTED:
        note = DeskPressed(Desk.NOTES, view.team.id, "add")
        return ((Button(_label(house, view, "note-after"), note.pack()),),)
    return ()


def _more(house: House, view: View) -> Button:
    label = house.content.wording.plain("alert.more", view.language, team=view.team.title)
    return Button(shortened(label, BUTTON), DeskPressed(Desk.TEAM, view.team.id, "open").pack())


def _act(house: House, view: View, act: CaseAct, label: str, more: str = "") -> Button:
    return Button(_label(house, view, label), view.drawn.button(view.stall.id, act, more).pack())


def _label(house: House, view: View, label: str) -> str:
    return house.content.wording.plain(f"alert.buttons.{label}", view.language)
