"""A group changes: it becomes a supergroup, or the bot is taken out of it, and the team is still asked."""

from bot.domain.check_in import Stage
from bot.domain.outgoing import Lane
from bot.domain.programme import Role
from bot.flow.asking.reach import ask_one, hand_over
from bot.flow.handling import Incoming, handling
from bot.flow.house import House
from bot.flow.screens.talk import talk_about
from bot.storage import audit, check_ins, conversations, groups, outbox, people
from bot.storage.database import Tx
from bot.storage.rows import TeamRow
from bot.storage.tables import outbox as outbox_table


async def moved(house: House, incoming: Incoming, *, old: int, new: int) -> None:
    """The group has become a supergroup: what is open there is shown once more, under its new number."""
    async with handling(house, incoming) as tx:
        for team in await groups.move_group(tx, old, new):
            await outbox.move_waiting(tx, old, new)
            await _show_anew(tx, house, incoming, team)


async def _show_anew(tx: Tx, house: House, incoming: Incoming, team: TeamRow) -> None:
    check_in = await check_ins.open_check_in(tx, team.id)
    for row in await conversations.conversations_of(tx, check_in_id=check_in.id) if check_in else []:
        if check_in and row.person_id is None and row.stage == Stage.OPEN and row.message_id is None:
            await hand_over(tx, house, talk_about(house, team, check_in, row, None), incoming.now)


async def left(house: House, incoming: Incoming) -> None:
    """The bot is no longer in the group: its team is asked one by one again, also about what is open."""
    async with handling(house, incoming) as tx:
        for team in await groups.release_group(tx, incoming.chat_id):
            await audit.note(tx, incoming.now, "group", "release_group", team.slug)
            await outbox.withdraw(
                tx, outbox_table.c.chat_id == incoming.chat_id, outbox_table.c.lane == Lane.WAVE, now=incoming.now
            )
            await _ask_one_by_one(tx, house, incoming, team)


async def _ask_one_by_one(tx: Tx, house: House, incoming: Incoming, team: TeamRow) -> None:
    check_in = await check_ins.open_check_in(tx, team.id)
    if check_in is None or not await conversations.is_asked_in_group(tx, check_in.id):
        return
    asked = {row.person_id for row in await conversations.conversations_of(tx, check_in_id=check_in.id)}
    for person in await people.people_of_team(tx, team.id, Role.MEMBER):
        if person.can_be_reached and person.id not in asked:
            await ask_one(tx, house, team, check_in, person, incoming.now)
