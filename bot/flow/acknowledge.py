"""A facilitator takes a case: the alert changes in place and says who is on it."""

from bot.domain.buttons import AlertPressed
from bot.domain.programme import Role
from bot.flow.alert import TAKE, alert_text
from bot.flow.handling import Incoming, edit, handling, sender
from bot.flow.house import House, language_of, name_of
from bot.flow.say import refuse
from bot.storage import audit, people, stalls, teams
from bot.storage.database import Tx
from bot.storage.rows import PersonRow, StallRow, TeamRow


async def press(house: House, incoming: Incoming, button: AlertPressed, message_id: int) -> str:
    """What a press on an alert does; the toast to show, empty for none."""
    async with handling(house, incoming) as tx:
        stall = await stalls.stall_by_id(tx, button.stall_id, lock=True)
        if stall is None or button.act != TAKE:
            return await refuse(tx, house, incoming, "old-button")
        team, person = await teams.team_by_id(tx, stall.team_id), await sender(tx, incoming)
        if person is None:
            return await refuse(tx, house, incoming, "not-joined")
        if not await _may_act(tx, person, team):
            return await refuse(tx, house, incoming, "not-allowed", team=team.title)
        return await _take(tx, house, incoming, stall, team, person, message_id)


async def _may_act(tx: Tx, person: PersonRow, team: TeamRow) -> bool:
    if await people.has_role(tx, person.id, team.id, Role.FACILITATOR):
        return True
    return any(owner.id == person.id for owner in await people.owners_of(tx, team.collaborative_id))


async def _take(
    tx: Tx, house: House, incoming: Incoming, stall: StallRow, team: TeamRow, person: PersonRow, message_id: int
) -> str:
    wording, language = house.content.wording, language_of(person, team.language)
    toast, taken_by = "", person.name
    if await stalls.acknowledge(tx, stall.id, person.slug, incoming.now):
        await audit.note(tx, incoming.now, person.slug, "acknowledge", f"stall {stall.id}", team=team.slug)
    elif stall.closed_at is not None:
        toast = wording.plain("alert.done.over", language)
    else:
        taker = await people.person_by_slug(tx, stall.acknowledged_by or "")
        taken_by = name_of(house, taker, language)
        mine = taker is not None and taker.id == person.id
        toast = (
            wording.plain("alert.done.already-yours", language)
            if mine
            else wording.plain("alert.done.taken-by-other", language, facilitator=taken_by)
        )
    text = await alert_text(tx, house, stall, team, person, incoming.now, taken_by=taken_by)
    await edit(tx, incoming, message_id, text)
    return toast
