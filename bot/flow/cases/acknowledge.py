"""The buttons of the first alerts, which stay in chats for ever: a press takes the case, if it is free."""

from bot.domain.buttons import AlertPressed
from bot.domain.case_buttons import Tone
from bot.flow.cases.at_case import show_here
from bot.flow.cases.changed import show_changed
from bot.flow.cases.take import take, why_not
from bot.flow.handling import Incoming, handling, sender
from bot.flow.house import House, language_of
from bot.flow.rights import leads
from bot.flow.say import refuse
from bot.storage import outbox_alerts, stalls, teams

TAKE = "take"


async def press(house: House, incoming: Incoming, button: AlertPressed, message_id: int) -> str:
    """What a press on such an alert does; the toast to show, empty for none."""
    async with handling(house, incoming) as tx:
        await outbox_alerts.hold_with(tx, [button.stall_id])
        stall = await stalls.stall_by_id(tx, button.stall_id)
        if stall is None or button.act != TAKE:
            return await refuse(tx, house, incoming, "old-button")
        team, person = await teams.team_by_id(tx, stall.team_id), await sender(tx, incoming)
        if person is None:
            return await refuse(tx, house, incoming, "not-joined")
        if not await leads(tx, person, team):
            return await refuse(tx, house, incoming, "not-allowed", team=team.title)
        if not house.knows(team):
            return await refuse(tx, house, incoming, "old-button")
        toast = ""
        if await take(tx, house, stall, team, person, incoming.now):
            await show_changed(tx, house, stall.id, incoming.now)
        else:
            toast = await why_not(tx, house, stall, person, language_of(person, team.language))
        await show_here(tx, house, incoming, message_id, stall.id, person, Tone.BRIEF)
        return toast
