"""A programme's rows: what an apply writes."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Table, delete, select, update

from bot.domain.programme import Closure, Programme
from bot.storage.database import Tx
from bot.storage.tables import closures, collaboratives, homework, memberships, owners, sessions
from bot.storage.writes import add_row

_programme = TypeAdapter(Programme)


@dataclass(frozen=True, slots=True)
class Applied:
    """A collaborative's row with the programme as it was last applied."""

    id: int
    programme: Programme


async def applied(tx: Tx, slug: str) -> Applied | None:
    """What was last applied for this collaborative."""
    query = select(collaboratives.c.id, collaboratives.c.applied).where(collaboratives.c.slug == slug)
    row = (await tx.execute(query.with_for_update())).first()
    return Applied(row.id, _programme.validate_python(row.applied)) if row else None


async def collaborative_ids(tx: Tx) -> dict[str, int]:
    """Every collaborative's slug with its row."""
    rows = await tx.execute(select(collaboratives.c.slug, collaboratives.c.id).order_by(collaboratives.c.id))
    return {row.slug: row.id for row in rows}


def as_stored(programme: Programme) -> Any:
    """The programme as the database keeps it."""
    return json.loads(_programme.dump_json(programme))


async def ids_by_slug(tx: Tx, table: Table, **same: Any) -> dict[str, int]:
    """The rows of a table (teams of a collaborative, sessions, measures, people) by their slug."""
    query = select(table.c.slug, table.c.id)
    for column, value in same.items():
        query = query.where(table.c[column] == value)
    return {row.slug: row.id for row in await tx.execute(query)}


async def set_closures(tx: Tx, collaborative_id: int, of_file: tuple[Closure, ...]) -> None:
    """The closures as the file has them."""
    await tx.execute(delete(closures).where(closures.c.collaborative_id == collaborative_id))
    for closure in of_file:
        await add_row(
            tx, closures, collaborative_id=collaborative_id, first=closure.first, last=closure.last, title=closure.title
        )


async def set_membership(tx: Tx, team_id: int, person_id: int, role: str, place: int) -> None:
    """Make sure that the person has this role; who left by themselves stays out."""
    same = (memberships.c.team_id == team_id, memberships.c.person_id == person_id, memberships.c.role == role)
    done = await tx.execute(update(memberships).where(*same).values(place=place, removed_at=None))
    if done.rowcount == 0:
        await add_row(tx, memberships, team_id=team_id, person_id=person_id, role=role, place=place)


async def remove_membership(tx: Tx, team_id: int, person_id: int, role: str, now: datetime) -> None:
    """The file no longer names the person in this role."""
    await tx.execute(
        update(memberships)
        .where(memberships.c.team_id == team_id, memberships.c.person_id == person_id, memberships.c.role == role)
        .values(removed_at=now)
    )


async def end_memberships(tx: Tx, team_id: int, now: datetime) -> None:
    """The file no longer names the team, and so nobody in it."""
    await tx.execute(
        update(memberships)
        .where(memberships.c.team_id == team_id, memberships.c.removed_at.is_(None))
        .values(removed_at=now)
    )


async def set_owner(tx: Tx, collaborative_id: int, person_id: int, place: int) -> None:
    """Make sure that the person owns the collaborative."""
    same = (owners.c.collaborative_id == collaborative_id, owners.c.person_id == person_id)
    done = await tx.execute(update(owners).where(*same).values(place=place, removed_at=None))
    if done.rowcount == 0:
        await add_row(tx, owners, collaborative_id=collaborative_id, person_id=person_id, place=place)


async def remove_owner(tx: Tx, collaborative_id: int, person_id: int, now: datetime) -> None:
    """The file no longer names the person as owner."""
    await tx.execute(
        update(owners)
        .where(owners.c.collaborative_id == collaborative_id, owners.c.person_id == person_id)
        .values(removed_at=now)
    )


async def remove_session(tx: Tx, session_id: int) -> None:
    """A gathering that will not take place; what teams were given to do before it stays."""
    await tx.execute(update(homework).where(homework.c.session_id == session_id).values(session_id=None))
    await tx.execute(delete(sessions).where(sessions.c.id == session_id))
