"""What a facilitator writes to a team about its case: shown once more as it will be read, and then sent."""

from bot.content.limits import LONGEST_IN_A_LIST, shortened
from bot.flow.cases.changed import show_changed
from bot.flow.cases.ready import may_be_sent
from bot.flow.cases.sending import send_about
from bot.flow.cases.take import why_not
from bot.flow.cases.view import View, view_of
from bot.flow.facilitating.messages.send import as_read
from bot.flow.handling import Incoming
from bot.flow.house import House, language_of
from bot.flow.writing.may import leads_its_team
from bot.flow.writing.purpose import Purpose
from bot.storage import outbox_alerts, stalls, teams
from bot.storage.database import Tx
from bot.storage.rows import PersonRow, WritingRow

# As much as is read at once on a phone.
LONGEST = 1000


async def _preview(tx: Tx, house: House, _incoming: Incoming, person: PersonRow, writing: WritingRow, text: str) -> str:
    team = await teams.team_by_id(tx, writing.team_id or 0)
    read = as_read(house, person, text, team.language)
    language = language_of(person, team.language)
    title = shortened(team.title, LONGEST_IN_A_LIST)
    return house.content.wording.render("alert.preview", language, team=title, message=read)


async def _keep(
    tx: Tx, house: House, incoming: Incoming, person: PersonRow, writing: WritingRow, text: str | None
) -> str:
    """Send it, unless the case is over or another's by now."""
    stall_id = int(writing.about["stall"])
    team = await teams.team_by_id(tx, writing.team_id or 0, lock=True)
    await outbox_alerts.hold_with(tx, [stall_id])
    stall = await stalls.stall_by_id(tx, stall_id)
    if stall is None or not text:
        return ""
    view = await view_of(tx, house, stall, team, person, incoming.now)
    if refusal := await why_not_sent(tx, house, view):
        return refusal
    readers = await send_about(tx, house, view, text, incoming.now)
    wording = house.content.wording
    if not readers:
        return wording.render("alert.toasts.nobody", view.language, team=view.title)
    await show_changed(tx, house, stall_id, incoming.now)
    people = wording.count("people", readers, view.language)
    return wording.render("alert.sent", view.language, team=view.title, people=people)


async def why_not_sent(tx: Tx, house: House, view: View) -> str:
    """Why nothing is sent about the case any more, as finished text; empty where it may be."""
    wording = house.content.wording
    if view.is_over or view.is_others:
        why = await why_not(tx, house, view.stall, view.person, view.language)
        return wording.render("alert.not-sent", view.language, why=why)
    if not may_be_sent(view.stall):
        return wording.render("alert.toasts.nobody", view.language, team=view.title)
    return ""


ALERT_MESSAGE = Purpose(leads_its_team, _keep, longest=LONGEST, preview=_preview)
