"""A chat opens again, or another member comes: what is open for the team comes to them."""

from datetime import datetime

from bot.domain.check_in import Stage
from bot.flow.asking.reach import ask_one, hand_over, may_ask_at
from bot.flow.asking.whom import has_room
from bot.flow.away.days import somebody_is_there
from bot.flow.cases.release import release
from bot.flow.handling import Incoming, handling, sender
from bot.flow.holding import hold_check_ins
from bot.flow.house import House
from bot.flow.screens.talk import talk_about
from bot.storage import audit, check_ins, conversations, outbox_matters, people, teams
from bot.storage.database import Tx
from bot.storage.rows import PersonRow


async def hand_open_check_in(
    tx: Tx, house: House, team_id: int, person: PersonRow, now: datetime, *, only_unseen: bool = False
) -> None:
    """Bring the team's open check-in to the person; `only_unseen` where it has never reached them."""
    check_in = await check_ins.open_check_in(tx, team_id)
    if check_in is None:
        return
    team = await teams.team_by_id(tx, team_id)
    if team.group_chat_id is not None and await conversations.is_asked_in_group(tx, check_in.id):
        return
    rows = await conversations.conversations_of(tx, check_in_id=check_in.id, person_id=person.id)
    if not rows:
        if await has_room(tx, house, team, person, await may_ask_at(tx, house, team, person, now)):
            await ask_one(tx, house, team, check_in, person, now)
        else:
            await audit.note(tx, now, "system", "budget_held_back", person.slug, team=team.slug)
    elif rows[0].stage == Stage.OPEN and not (only_unseen and rows[0].message_id):
        await hand_over(tx, house, await talk_about(tx, house, team, check_in, rows[0], person), now)


async def let_in_again(tx: Tx, house: House, incoming: Incoming, person: PersonRow) -> None:
    """The chat is open again: questions that never arrived come now."""
    member_of = await hold_check_ins(tx, person.id)
    await teams.look_again(tx, incoming.now, person_id=person.id)
    await people.set_gone(tx, incoming.sender_id, None)
    back = await people.person_by_id(tx, person.id)
    for team_id in member_of:
        await somebody_is_there(tx, house, team_id, back.id, incoming.now)
        await hand_open_check_in(tx, house, team_id, back, incoming.now, only_unseen=True)


async def chat_changed(house: House, incoming: Incoming, *, gone: bool) -> None:
    """Somebody blocked the bot, or let it in again."""
    async with handling(house, incoming) as tx:
        person = await sender(tx, incoming)
        if person is None:
            return
        if gone:
            await teams.look_again(tx, incoming.now, person_id=person.id)
            await people.set_gone(tx, incoming.chat_id, incoming.now)
            await release(tx, house, person.id, incoming.now)
            await outbox_matters.hand_on(tx, person.id, incoming.now)
        elif person.gone_at is not None:
            await let_in_again(tx, house, incoming, person)
