"""Groups in which teams are asked."""

from sqlalchemy import select, update

from bot.storage.database import Tx
from bot.storage.rows import TeamRow
from bot.storage.tables import check_ins, conversations, teams
from bot.storage.teams import team_by_id


async def move_group(tx: Tx, old: int, new: int) -> list[TeamRow]:
    """The group has got another number; its teams. What stood in it can no longer be changed, so it is forgotten."""
    moved = await _teams_in(tx, old)
    await tx.execute(update(teams).where(teams.c.group_chat_id == old).values(group_chat_id=new))
    await _forget_messages(tx, moved)
    return [await team_by_id(tx, team_id) for team_id in moved]


async def release_group(tx: Tx, chat_id: int) -> list[TeamRow]:
    """Nobody is asked in this group any more; its teams."""
    released = await _teams_in(tx, chat_id)
    where = teams.c.group_chat_id == chat_id
    await tx.execute(update(teams).where(where).values(group_chat_id=None, group_thread_id=None))
    await _forget_messages(tx, released)
    return [await team_by_id(tx, team_id) for team_id in released]


async def _teams_in(tx: Tx, chat_id: int) -> list[int]:
    query = select(teams.c.id).where(teams.c.group_chat_id == chat_id).order_by(teams.c.id)
    return list((await tx.execute(query.with_for_update())).scalars())


async def _forget_messages(tx: Tx, team_ids: list[int]) -> None:
    of_teams = select(check_ins.c.id).where(check_ins.c.team_id.in_(team_ids))
    await tx.execute(
        update(conversations)
        .where(conversations.c.person_id.is_(None), conversations.c.check_in_id.in_(of_teams))
        .values(message_id=None)
    )
