"""A press below an alert: whether the person may, and whether the case is still as it was when the button was drawn."""

from bot.domain.case_buttons import CaseAct, Drawn, Tone, drawn
from bot.domain.room_buttons import DeskPressed
from bot.flow.cases.acts import act
from bot.flow.cases.at_case import AtCase, show_here
from bot.flow.cases.open_alert import open_alert
from bot.flow.cases.take import why_not
from bot.flow.cases.view import View, view_of
from bot.flow.handling import Incoming
from bot.flow.house import House
from bot.flow.rights import leads
from bot.flow.say import refuse
from bot.storage import conversations, outbox_alerts, stalls, teams
from bot.storage.database import Tx
from bot.storage.rows import PersonRow, StallRow


async def press(
    tx: Tx, house: House, incoming: Incoming, person: PersonRow, button: DeskPressed, message_id: int
) -> str:
    """What a press does; the toast to show, empty for none."""
    stall, meant = await stalls.stall_by_id(tx, button.about), drawn(button.what)
    known = button.act in set(CaseAct) and (meant is not None or button.act == CaseAct.OPEN)
    if stall is None or not known:
        return await refuse(tx, house, incoming, "old-button")
    team = await teams.team_by_id(tx, stall.team_id)
    if not await leads(tx, person, team):
        return await refuse(tx, house, incoming, "not-allowed", team=team.title)
    if not house.knows(team):
        return await refuse(tx, house, incoming, "old-button")
    if button.act == CaseAct.OPEN or meant is None:
        await open_alert(tx, house, incoming, person, stall)
        return ""
    view = await _held(tx, house, incoming, stall, person, meant)
    if toast := await _why_not(tx, house, view, meant, button.act):
        await show_here(tx, house, incoming, message_id, stall.id, person, Tone.BRIEF)
        return toast
    return await act(AtCase(tx, house, incoming, message_id, view, meant), CaseAct(button.act))


async def _held(tx: Tx, house: House, incoming: Incoming, seen: StallRow, person: PersonRow, meant: Drawn) -> View:
    """The case as it is once nobody else can change it: check-in, team and cases in the order of everybody."""
    await conversations.hold_open_check_in(tx, seen.team_id)
    team = await teams.team_by_id(tx, seen.team_id, lock=True)
    await outbox_alerts.hold_with(tx, [seen.id])
    stall = await stalls.stall_by_id(tx, seen.id)
    return await view_of(tx, house, stall or seen, team, person, incoming.now, meant.tone)


async def _why_not(tx: Tx, house: House, view: View, meant: Drawn, act_pressed: str) -> str:
    """The toast where the button was drawn for another state, or somebody else has the case; empty where it holds."""
    taken_before = view.is_mine and meant.version != view.stall.version and act_pressed == CaseAct.TAKE
    if view.is_over or view.is_others or taken_before:
        return await why_not(tx, house, view.stall, view.person, view.language)
    if meant.version != view.stall.version:
        return house.content.wording.plain("alert.toasts.changed", view.language)
    return ""
