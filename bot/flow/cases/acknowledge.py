"""A facilitator takes a case: the alert changes in place and says who is on it."""

from bot.domain.buttons import AlertPressed
from bot.flow.cases.alert import TAKE
from bot.flow.cases.take import take
from bot.flow.cases.words import about
from bot.flow.handling import Incoming, edit, handling, sender
from bot.flow.house import House, language_of, name_of
from bot.flow.rights import leads
from bot.flow.say import refuse
from bot.storage import outbox_alerts, people, stalls, teams
from bot.storage.database import Tx
from bot.storage.rows import PersonRow, StallRow, TeamRow


async def press(house: House, incoming: Incoming, button: AlertPressed, message_id: int) -> str:
    """What a press on an alert does; the toast to show, empty for none."""
    async with handling(house, incoming) as tx:
        told = await outbox_alerts.alert_on(tx, incoming.chat_id, message_id)
        # Of a copy that nobody knew had arrived only the case that was pressed.
        cases = await outbox_alerts.cases_of(tx, told.outbox_id) if told else [button.stall_id]
        await stalls.hold(tx, {*cases, button.stall_id})
        stall = await stalls.stall_by_id(tx, button.stall_id)
        if stall is None or button.act != TAKE:
            return await refuse(tx, house, incoming, "old-button")
        team, person = await teams.team_by_id(tx, stall.team_id), await sender(tx, incoming)
        if person is None:
            return await refuse(tx, house, incoming, "not-joined")
        if not await leads(tx, person, team):
            return await refuse(tx, house, incoming, "not-allowed", team=team.title)
        toast = await _take(tx, house, incoming, stall, team, person)
        # The alert as it stands now.
        text, keyboard = await about(tx, house, cases, person, incoming.now, alert=told.outbox_id if told else None)
        await outbox_alerts.drop_older_edits(tx, incoming.chat_id, message_id, incoming.now)
        await edit(tx, incoming, message_id, text, keyboard)
        return toast


async def _take(tx: Tx, house: House, incoming: Incoming, stall: StallRow, team: TeamRow, person: PersonRow) -> str:
    """Let the person have the case, if it is free; the toast that says why not, empty where they have it now."""
    wording, language = house.content.wording, language_of(person, team.language)
    if await take(tx, house, stall, team, person, incoming.now):
        return ""
    if stall.closed_at is not None:
        return wording.plain("alert.done.over", language)
    taker = await people.person_by_slug(tx, stall.acknowledged_by or "")
    if taker is not None and taker.id == person.id:
        return wording.plain("alert.done.already-yours", language)
    return wording.plain("alert.done.taken-by-other", language, facilitator=name_of(house, taker, language))
