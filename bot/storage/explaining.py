"""What is only read: teams by their names, closures with their titles, and whether there is a database at all."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import func, make_url, select

from bot.storage.answers import hearing
from bot.storage.database import Tx
from bot.storage.opening import check_address, is_sqlite
from bot.storage.rows import TeamRow
from bot.storage.tables import closures, collaboratives, conversations, teams
from bot.storage.teams import team_by_id


@dataclass(frozen=True, slots=True)
class ClosureRow:
    """Days on which nobody is asked."""

    first: date
    last: date
    title: str


def is_not_made(url: str) -> bool:
    """Whether the database is a file that nobody has made yet. DatabaseUnusable where the address is wrong."""
    check_address(url)
    where = make_url(url)
    return is_sqlite(where) and not Path(str(where.database)).exists()


async def teams_called(tx: Tx, name: str) -> list[TeamRow]:
    """The teams of this id, or `collaborative/team`, whether or not they are still in their programme."""
    collaborative, _, slug = name.rpartition("/")
    query = select(teams.c.id).join_from(teams, collaboratives).where(teams.c.slug == slug).order_by(teams.c.id)
    if collaborative:
        query = query.where(collaboratives.c.slug == collaborative)
    return [await team_by_id(tx, team_id) for team_id in (await tx.execute(query)).scalars().all()]


async def team_names(tx: Tx) -> list[str]:
    """The ids of all teams that are in a programme."""
    query = select(teams.c.slug).where(teams.c.removed_at.is_(None)).order_by(teams.c.id)
    return list((await tx.execute(query)).scalars())


async def removed_teams(tx: Tx, collaborative_id: int) -> dict[str, str]:
    """The titles of the teams that were taken out of their programme, by their ids."""
    query = select(teams.c.slug, teams.c.title).where(teams.c.removed_at.is_not(None))
    found = await tx.execute(query.where(teams.c.collaborative_id == collaborative_id))
    return {row.slug: row.title for row in found}


async def closures_named(tx: Tx, collaborative_id: int) -> list[ClosureRow]:
    """The closures of a collaborative with their titles."""
    query = select(closures.c.first, closures.c.last, closures.c.title)
    found = await tx.execute(query.where(closures.c.collaborative_id == collaborative_id).order_by(closures.c.first))
    return [ClosureRow(*row) for row in found]


async def reached(tx: Tx, check_in_id: int) -> tuple[int, int]:
    """How many people a check-in was put to, and how many of them have answered."""
    query = select(func.count()).select_from(conversations).where(conversations.c.check_in_id == check_in_id)
    return int((await tx.execute(query)).scalar_one()), len(await hearing(tx, check_in_id))
