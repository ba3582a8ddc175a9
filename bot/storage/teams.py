"""Teams with the moments at which something is due for them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select

from bot.domain.cadence import CheckInDue
from bot.domain.working_time import DateRange
from bot.storage.database import Tx
from bot.storage.rows import TeamRow, value_of
from bot.storage.tables import closures, collaboratives, outages, sessions, teams
from bot.storage.writes import change_row


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A gathering."""

    slug: str
    title: str
    on_date: date


def _teams() -> Select[Any]:
    own = (
        "id",
        "slug",
        "title",
        "phase",
        "quorum",
        "reporter",
        "first_applied_at",
        "removed_at",
        "next_grid_on",
        "next_on",
        "next_merged",
        "next_due_at",
        "waiting_since",
        "silent_at",
        "never_started_at",
        "last_sign_at",
        "group_chat_id",
        "group_thread_id",
    )
    inherited = ("zone", "schedule", "starts", "ends")
    return select(
        *(teams.c[name] for name in own),
        *(func.coalesce(teams.c[name], collaboratives.c[name]).label(name) for name in inherited),
        collaboratives.c.id.label("collaborative_id"),
        collaboratives.c.slug.label("collaborative"),
        collaboratives.c.title.label("collaborative_title"),
        collaboratives.c.model,
        collaboratives.c.holidays,
        collaboratives.c.language,
    ).join_from(teams, collaboratives)


async def team_by_id(tx: Tx, team_id: int, *, lock: bool = False) -> TeamRow:
    """The team of this id; `lock` keeps others from changing it until the transaction ends."""
    query = _teams().where(teams.c.id == team_id)
    row = (await tx.execute(query.with_for_update(of=teams) if lock else query)).one()
    return value_of(TeamRow, row)


async def team_in_group(tx: Tx, chat_id: int, thread_id: int | None) -> TeamRow | None:
    """The team that is asked in this group, or in this topic of it."""
    query = _teams().where(teams.c.group_chat_id == chat_id, teams.c.group_thread_id.is_not_distinct_from(thread_id))
    row = (await tx.execute(query)).first()
    return value_of(TeamRow, row) if row else None


async def teams_of(tx: Tx, collaborative_id: int) -> list[TeamRow]:
    """The teams of a collaborative that are still in its programme."""
    query = _teams().where(teams.c.collaborative_id == collaborative_id, teams.c.removed_at.is_(None))
    return [value_of(TeamRow, row) for row in await tx.execute(query.order_by(teams.c.id))]


async def team_with_check_in_due(tx: Tx, now: datetime) -> TeamRow | None:
    """The team whose check-in is due longest."""
    return await _longest_due(tx, teams.c.next_due_at, now)


async def team_gone_silent(tx: Tx, now: datetime) -> TeamRow | None:
    """The team whose moment of silence passed longest ago, claimed until the transaction ends."""
    return await _longest_due(tx, teams.c.silent_at, now, claimed=True)


async def team_never_started(tx: Tx, now: datetime) -> TeamRow | None:
    """The team that nobody joined in time, the longest ago first; claimed until the transaction ends."""
    return await _longest_due(tx, teams.c.never_started_at, now, claimed=True)


async def _longest_due(tx: Tx, moment: ColumnElement[Any], now: datetime, *, claimed: bool = False) -> TeamRow | None:
    query = _teams().where(teams.c.removed_at.is_(None), moment <= now).order_by(moment, teams.c.id).limit(1)
    row = (await tx.execute(query.with_for_update(of=teams, skip_locked=True) if claimed else query)).first()
    return value_of(TeamRow, row) if row else None


async def save_next(tx: Tx, team_id: int, due: CheckInDue | None) -> None:
    """When the team is asked next; None: never again."""
    await change_team(
        tx,
        team_id,
        next_grid_on=due.grid_on if due else None,
        next_on=due.on if due else None,
        next_merged=bool(due and due.merged),
        next_due_at=due.due_at if due else None,
    )


async def change_team(tx: Tx, team_id: int, **values: Any) -> None:
    """Set these columns of the team."""
    await change_row(tx, teams, team_id, **values)


async def sessions_of(tx: Tx, collaborative_id: int) -> list[SessionRow]:
    """The gatherings in order of their dates."""
    query = (
        select(sessions.c.slug, sessions.c.title, sessions.c.on_date)
        .where(sessions.c.collaborative_id == collaborative_id)
        .order_by(sessions.c.on_date, sessions.c.id)
    )
    return [value_of(SessionRow, row) for row in await tx.execute(query)]


async def closures_of(tx: Tx, collaborative_id: int) -> tuple[DateRange, ...]:
    """The days on which the collaborative is closed."""
    query = select(closures.c.first, closures.c.last).where(closures.c.collaborative_id == collaborative_id)
    return tuple(DateRange(first, last) for first, last in await tx.execute(query))


async def all_outages(tx: Tx) -> tuple[tuple[datetime, datetime], ...]:
    """When we were not there."""
    rows: Sequence[Any] = (await tx.execute(select(outages.c.began_at, outages.c.ended_at))).all()
    return tuple((began, ended) for began, ended in rows)
