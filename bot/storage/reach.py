"""Who of a team has joined, and since when somebody is gone."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select

from bot.domain.programme import Role
from bot.storage.database import Tx
from bot.storage.tables import check_ins, memberships, people, teams


@dataclass(frozen=True, slots=True)
class JoinedRow:
    """A member who has joined: when they left, and since when their chat is closed, if so.

    Who was taken off by the programme file has left then; `taken_off` says that it was that and not they themselves.
    """

    left_at: datetime | None
    gone_at: datetime | None
    taken_off: bool


async def who_joined(tx: Tx, team_id: int) -> list[JoinedRow]:
    """The members who have joined, those among them who have left or were taken off since."""
    return (await who_joined_in(tx, [team_id]))[team_id]


async def who_joined_in(tx: Tx, team_ids: Collection[int]) -> dict[int, list[JoinedRow]]:
    """The same of each of these teams."""
    themselves, removed_at = func.coalesce(memberships.c.left_at, people.c.forgotten_at), memberships.c.removed_at
    query = select(memberships.c.team_id, themselves.label("left_at"), people.c.gone_at, removed_at)
    found: dict[int, list[JoinedRow]] = {team_id: [] for team_id in team_ids}
    for row in await tx.execute(_members(query, *team_ids).where(_has_joined()).order_by(memberships.c.id)):
        taken_off = row.left_at is None and bool(row.removed_at)
        found[row.team_id].append(JoinedRow(row.left_at or row.removed_at, row.gone_at, taken_off=taken_off))
    return found


async def counts_in(tx: Tx, team_ids: Collection[int]) -> dict[int, tuple[int, int]]:
    """How many members each of these teams has, and how many of them have joined: `(joined, members)`."""
    here = (memberships.c.left_at.is_(None), memberships.c.removed_at.is_(None))
    query = _members(select(memberships.c.team_id, func.count(people.c.joined_at), func.count()), *team_ids)
    rows = await tx.execute(query.where(*here).group_by(memberships.c.team_id))
    return dict.fromkeys(team_ids, (0, 0)) | {team_id: (joined, members) for team_id, joined, members in rows}


async def has_ever_started(tx: Tx, team_id: int) -> bool:
    """Whether anybody of the team has ever joined, whoever is in it now; a team that was added again begins anew."""
    asked = select(check_ins.c.id).join_from(check_ins, teams)
    # A new phone moves the day of joining past that of being taken off; but nobody is asked who has not joined.
    asked = asked.where(teams.c.id == team_id, check_ins.c.asked_at >= teams.c.first_applied_at)
    joined = _members(select(memberships.c.id), team_id).where(_has_joined())
    return await _is_any(tx, joined) or await _is_any(tx, asked)


async def somebody_may_join(tx: Tx, team_id: int) -> bool:
    """Whether somebody is named in the team who has not joined yet."""
    named = (memberships.c.left_at.is_(None), memberships.c.removed_at.is_(None), people.c.joined_at.is_(None))
    return await _is_any(tx, _members(select(memberships.c.id), team_id).where(*named))


async def _is_any(tx: Tx, query: Select[Any]) -> bool:
    return (await tx.execute(query.limit(1))).first() is not None


def _members(query: Select[Any], *team_ids: int) -> Select[Any]:
    query = query.select_from(memberships.join(people).join(teams, teams.c.id == memberships.c.team_id))
    return query.where(memberships.c.team_id.in_(team_ids), memberships.c.role == Role.MEMBER)


def _has_joined() -> ColumnElement[bool]:
    """Before they were taken off, and since the team is in the programme: another team's are none of this one."""
    joined_at, removed_at = people.c.joined_at, memberships.c.removed_at
    then = (joined_at < removed_at) & (removed_at >= teams.c.first_applied_at)
    return joined_at.is_not(None) & or_(removed_at.is_(None), then)
