"""A group changes: it becomes a supergroup, or the bot may not write in it any more, and the team is still asked."""

from datetime import datetime

from bot.domain.check_in import Stage
from bot.domain.outgoing import Delivery, Lane, Outcome, Outgoing
from bot.domain.programme import Role
from bot.flow.asking.reach import ask_one, hand_over
from bot.flow.handling import Incoming, handling
from bot.flow.house import House
from bot.flow.screens.talk import talk_about
from bot.storage import audit, check_ins, conversations, groups, outbox, people, teams
from bot.storage.database import Tx
from bot.storage.rows import TeamRow
from bot.storage.tables import outbox as outbox_table


async def moved(house: House, incoming: Incoming, *, old: int, new: int) -> None:
    """The group has become a supergroup: what is open there is shown once more, under its new number."""
    async with handling(house, incoming) as tx:
        await _move(tx, house, old, new, incoming.now)


async def left(house: House, incoming: Incoming) -> None:
    """The bot is no longer in the group: its team is asked one by one again, also about what is open."""
    async with handling(house, incoming) as tx:
        await _release(tx, house, incoming.chat_id, incoming.now)


async def heard_by_sending(house: House, outgoing: Outgoing, delivery: Delivery, now: datetime) -> None:
    """The same where a message that could not be sent tells it; Telegram may say it later, or never."""
    async with house.db.write() as tx:
        match delivery.outcome:
            case Outcome.MOVED if delivery.chat_id is not None:
                await _move(tx, house, outgoing.chat_id, delivery.chat_id, now)
            case Outcome.GONE:
                await _release(tx, house, outgoing.chat_id, now)
            case Outcome.SHUT:
                # Other teams may go on in other topics.
                team = await teams.team_in_group(tx, outgoing.chat_id, outgoing.thread_id)
                if team is not None:
                    await _release(tx, house, outgoing.chat_id, now, only=team.id)


async def show_anew(tx: Tx, house: House, team: TeamRow, now: datetime) -> None:
    """Bring what is open for the team in its group to where the group is now."""
    check_in = await check_ins.open_check_in(tx, team.id)
    for row in await conversations.conversations_of(tx, check_in_id=check_in.id) if check_in else []:
        if check_in and row.person_id is None and row.stage == Stage.OPEN:
            await hand_over(tx, house, await talk_about(tx, house, team, check_in, row, None), now)


async def _move(tx: Tx, house: House, old: int, new: int, now: datetime) -> None:
    for team_id in await groups.teams_in(tx, old):
        await conversations.hold_open_check_in(tx, team_id)
    for team in await groups.move_group(tx, old, new):
        await outbox.move_waiting(tx, old, new)
        await show_anew(tx, house, team, now)


async def _release(tx: Tx, house: House, chat_id: int, now: datetime, *, only: int | None = None) -> None:
    for team_id in await groups.teams_in(tx, chat_id):
        await conversations.hold_open_check_in(tx, team_id)
    for team in await groups.release_group(tx, chat_id, only=only):
        await teams.look_again(tx, now, team_id=team.id)
        await audit.note(tx, now, "group", "release_group", team.slug)
        in_group = outbox_table.c.conversation_id.in_(await conversations.in_groups(tx, team.id))
        await outbox.withdraw(tx, in_group, outbox_table.c.lane == Lane.WAVE, now=now)
        await _ask_one_by_one(tx, house, team, now)


async def _ask_one_by_one(tx: Tx, house: House, team: TeamRow, now: datetime) -> None:
    check_in = await check_ins.open_check_in(tx, team.id)
    if check_in is None or not await conversations.is_asked_in_group(tx, check_in.id):
        return
    asked = {row.person_id for row in await conversations.conversations_of(tx, check_in_id=check_in.id)}
    for person in await people.people_of_team(tx, team.id, Role.MEMBER):
        if person.can_be_reached and person.id not in asked:
            await ask_one(tx, house, team, check_in, person, now)
