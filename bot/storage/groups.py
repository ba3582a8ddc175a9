"""Groups in which teams are asked."""

from collections.abc import Sequence

from sqlalchemy import select, update

from bot.storage.database import Tx
from bot.storage.rows import TeamRow
from bot.storage.tables import check_ins, conversations, teams
from bot.storage.teams import team_by_id


async def teams_in(tx: Tx, chat_id: int) -> list[int]:
    """The teams that are asked in this group, or in topics of it."""
    query = select(teams.c.id).where(teams.c.group_chat_id == chat_id).order_by(teams.c.id)
    return list((await tx.execute(query)).scalars())


async def move_group(tx: Tx, old: int, new: int) -> list[TeamRow]:
    """The group has got another number; its teams. What stood in it can no longer be changed, so it is forgotten."""
    moved = await teams_in(tx, old)
    # The conversations before the teams, as everybody does.
    await forget_messages(tx, moved)
    await tx.execute(update(teams).where(teams.c.group_chat_id == old).values(group_chat_id=new))
    return [await team_by_id(tx, team_id) for team_id in moved]


async def release_group(tx: Tx, chat_id: int, *, only: int | None = None) -> list[TeamRow]:
    """Nobody is asked in this group any more, or of the teams in it `only` one is not; those that are not."""
    released = [team_id for team_id in await teams_in(tx, chat_id) if only in (None, team_id)]
    await forget_messages(tx, released)
    where = (teams.c.group_chat_id == chat_id, teams.c.id.in_(released))
    await tx.execute(update(teams).where(*where).values(group_chat_id=None, group_thread_id=None))
    return [await team_by_id(tx, team_id) for team_id in released]


async def forget_messages(tx: Tx, team_ids: Sequence[int]) -> None:
    """What these teams were asked stands in no group any more that it could be changed in."""
    of_teams = select(check_ins.c.id).where(check_ins.c.team_id.in_(team_ids))
    await tx.execute(
        update(conversations)
        .where(conversations.c.person_id.is_(None), conversations.c.check_in_id.in_(of_teams))
        .values(message_id=None)
    )
