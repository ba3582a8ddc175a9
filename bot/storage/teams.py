"""Teams with the moments at which something is due for them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select, update

from bot.domain.cadence import CheckInDue
from bot.domain.programme import Role
from bot.domain.working_time import DateRange
from bot.storage.built import built_once
from bot.storage.database import Tx
from bot.storage.rows import TeamRow, columns_of, value_of
from bot.storage.tables import closures, collaboratives, memberships, outages, people, sessions, teams
from bot.storage.writes import change_row


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A gathering."""

    id: int
    collaborative_id: int
    slug: str
    title: str
    on_date: date


@cache
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
        "look_at",
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
    row = (await tx.execute(*(_by_id_held(team_id) if lock else _by_id(team_id)))).one()
    return value_of(TeamRow, row)


@built_once
def _by_id(team_id: Any) -> Select[Any]:
    return _teams().where(teams.c.id == team_id)


@built_once
def _by_id_held(team_id: Any) -> Select[Any]:
    return _teams().where(teams.c.id == team_id).with_for_update(of=teams)


async def find_team(tx: Tx, team_id: int) -> TeamRow | None:
    """The team of this id, where there is one."""
    row = (await tx.execute(*_by_id(team_id))).first()
    return value_of(TeamRow, row) if row else None


async def team_in_group(tx: Tx, chat_id: int, thread_id: int | None) -> TeamRow | None:
    """The team that is asked in this group, or in this topic of it."""
    query = _teams().where(teams.c.group_chat_id == chat_id, teams.c.group_thread_id.is_not_distinct_from(thread_id))
    row = (await tx.execute(query)).first()
    return value_of(TeamRow, row) if row else None


async def teams_of(tx: Tx, collaborative_id: int) -> list[TeamRow]:
    """The teams of a collaborative that are still in its programme."""
    query = _teams().where(teams.c.collaborative_id == collaborative_id, teams.c.removed_at.is_(None))
    return [value_of(TeamRow, row) for row in await tx.execute(query.order_by(teams.c.id))]


async def teams_by_ids(tx: Tx, team_ids: Collection[int]) -> list[TeamRow]:
    """The teams of these ids, in order of them."""
    query = _teams().where(teams.c.id.in_(team_ids)).order_by(teams.c.id)
    return [value_of(TeamRow, row) for row in await tx.execute(query)]


async def team_with_check_in_due(tx: Tx, now: datetime) -> TeamRow | None:
    """The team whose check-in is due longest."""
    return await _longest_due(tx, teams.c.next_due_at, now)


async def team_gone_silent(tx: Tx, now: datetime) -> TeamRow | None:
    """The team whose moment of silence passed longest ago, claimed until the transaction ends."""
    return await _longest_due(tx, teams.c.silent_at, now, claimed=True)


async def team_never_started(tx: Tx, now: datetime) -> TeamRow | None:
    """The team that nobody joined in time, the longest ago first; claimed until the transaction ends."""
    return await _longest_due(tx, teams.c.never_started_at, now, claimed=True)


async def team_to_look_at(tx: Tx, now: datetime) -> TeamRow | None:
    """The team that waits longest to be looked at anew; claimed until the transaction ends."""
    return await _longest_due(tx, teams.c.look_at, now, claimed=True)


async def look_again(
    tx: Tx, now: datetime, *, team_id: int | None = None, person_id: int | None = None, chat_id: int | None = None
) -> None:
    """Something has changed on which it depends whether the team, or each of this member's, is stuck or in reach."""
    who = people.c.id == person_id if chat_id is None else people.c.chat_id == chat_id
    of_person = (
        select(memberships.c.team_id).join(people).where(who, memberships.c.role == Role.MEMBER).scalar_subquery()
    )
    which = teams.c.id == team_id if team_id is not None else teams.c.id.in_(of_person)
    if team_id is None:
        # Several at once are taken in one order, so that two of the same teams do not wait crosswise.
        await tx.execute(select(teams.c.id).where(which).order_by(teams.c.id).with_for_update())
    later = or_(teams.c.look_at.is_(None), teams.c.look_at > now)
    await tx.execute(update(teams).where(which, later).values(look_at=now))


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
    return [value_of(SessionRow, row) for row in await tx.execute(*_sessions(collaborative_id))]


@built_once
def _sessions(collaborative_id: Any) -> Select[Any]:
    return (
        select(*columns_of(SessionRow, sessions))
        .where(sessions.c.collaborative_id == collaborative_id)
        .order_by(sessions.c.on_date, sessions.c.id)
    )


async def next_session(tx: Tx, collaborative_id: int, today: date) -> SessionRow | None:
    """The gathering that comes next, today's included."""
    return next((it for it in await sessions_of(tx, collaborative_id) if it.on_date >= today), None)


async def closures_of(tx: Tx, collaborative_id: int) -> tuple[DateRange, ...]:
    """The days on which the collaborative is closed."""
    return tuple(DateRange(first, last) for first, last in await tx.execute(*_closures(collaborative_id)))


@built_once
def _closures(collaborative_id: Any) -> Select[Any]:
    return select(closures.c.first, closures.c.last).where(closures.c.collaborative_id == collaborative_id)


async def all_outages(tx: Tx) -> tuple[tuple[datetime, datetime], ...]:
    """When we were not there."""
    rows: Sequence[Any] = (await tx.execute(*_outages())).all()
    return tuple((began, ended) for began, ended in rows)


@built_once
def _outages() -> Select[Any]:
    return select(outages.c.began_at, outages.c.ended_at)


async def team_if_there(tx: Tx, team_id: int) -> TeamRow | None:
    """The team of this id, if there is one that is still in its programme."""
    team = await find_team(tx, team_id)
    return team if team is not None and team.removed_at is None else None
