"""Gatherings and the programme they lie in: what is looked at before one is moved, and the move."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select, update

from bot.domain.working_time import DateRange
from bot.storage.database import Tx
from bot.storage.rows import columns_of, value_of
from bot.storage.tables import collaboratives, sessions, teams
from bot.storage.teams import SessionRow, closures_of
from bot.storage.writes import change_row


@dataclass(frozen=True, slots=True)
class ProgrammeDays:
    """The days of a collaborative."""

    slug: str
    zone: str
    starts: date
    ends: date
    closures: tuple[DateRange, ...]


async def session_by_id(tx: Tx, session_id: int) -> SessionRow | None:
    """The gathering of this row, if it is still planned."""
    row = (await tx.execute(select(*columns_of(SessionRow, sessions)).where(sessions.c.id == session_id))).first()
    return value_of(SessionRow, row) if row else None


async def programme_days(tx: Tx, collaborative_id: int) -> ProgrammeDays:
    """The days of the collaborative."""
    it = collaboratives.c
    query = select(it.slug, it.zone, it.starts, it.ends).where(it.id == collaborative_id)
    return ProgrammeDays(*(await tx.execute(query)).one(), closures=await closures_of(tx, collaborative_id))


async def hold_sessions(tx: Tx, collaborative_id: int) -> None:
    """Keep others from moving a gathering of the collaborative until the transaction ends."""
    query = select(sessions.c.id).where(sessions.c.collaborative_id == collaborative_id).order_by(sessions.c.id)
    await tx.execute(query.with_for_update())


async def set_session_date(tx: Tx, collaborative_id: int, slug: str, to: date) -> None:
    """The gathering is on this day."""
    which = (sessions.c.collaborative_id == collaborative_id, sessions.c.slug == slug)
    await tx.execute(update(sessions).where(*which).values(on_date=to))


async def teams_at(tx: Tx, session_id: int) -> list[int]:
    """The teams whose gathering it is."""
    query = select(teams.c.id).join_from(sessions, teams, teams.c.collaborative_id == sessions.c.collaborative_id)
    query = query.where(sessions.c.id == session_id, teams.c.removed_at.is_(None))
    return list((await tx.execute(query.order_by(teams.c.id))).scalars())


async def session_with_brief_due(tx: Tx, now: datetime) -> SessionRow | None:
    """The gathering whose brief is due longest, claimed until the transaction ends."""
    query = select(*columns_of(SessionRow, sessions)).where(sessions.c.brief_at <= now)
    query = query.order_by(sessions.c.brief_at, sessions.c.id).limit(1).with_for_update(skip_locked=True)
    row = (await tx.execute(query)).first()
    return value_of(SessionRow, row) if row else None


async def set_brief(tx: Tx, session_id: int, moment: datetime | None) -> None:
    """When the brief of the gathering is due next; None: no more."""
    await change_row(tx, sessions, session_id, brief_at=moment)
