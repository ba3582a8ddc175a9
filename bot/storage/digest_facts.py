"""What the pages of the week say of teams, read for many teams at once."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import case, func, select

from bot.domain.programme import Role
from bot.domain.stall import Closed, StallKind
from bot.storage.answers import as_value
from bot.storage.columns import Moment
from bot.storage.database import Tx
from bot.storage.tables import (
    answers,
    check_ins,
    homework,
    judgements,
    measure_points,
    measures,
    memberships,
    pdsa_cycles,
    people,
    phase_moves,
    sessions,
    stalls,
)


@dataclass(frozen=True, slots=True)
class Joined:
    """The members of a team who have joined, by their numbers, and when the newest of them did."""

    ids: frozenset[int] = frozenset()
    newest: datetime | None = None


@dataclass(frozen=True, slots=True)
class Counted:
    """A team's check-ins of two weeks and of the two weeks before: how many were answered, and how many there were."""

    answered: int = 0
    asked: int = 0
    answered_before: int = 0
    asked_before: int = 0


@dataclass(frozen=True, slots=True)
class Named:
    """What the team said in one check-in to be in its way, and when."""

    choice: str
    at: datetime


@dataclass(frozen=True, slots=True)
class TestRow:
    """A test that was decided on: its decision, its scale and when; nothing that anybody wrote."""

    decision: str
    scale: str | None
    closed_at: datetime


@dataclass(frozen=True, slots=True)
class Counting:
    """A measure with the points that came in since a moment, and what was said of it last, and when."""

    title: str
    kind: str
    every: str
    since: int
    newest_at: datetime | None
    newest_on: date | None
    verdict: str | None
    judged_at: datetime | None


async def joined_in(tx: Tx, team_ids: Collection[int]) -> dict[int, Joined]:
    """Who has joined each of these teams and is a member still."""
    query = select(memberships.c.team_id, people.c.id, people.c.joined_at).join_from(memberships, people)
    here = (memberships.c.role == Role.MEMBER, memberships.c.left_at.is_(None), memberships.c.removed_at.is_(None))
    found: dict[int, dict[int, datetime]] = defaultdict(dict)
    for row in await tx.execute(
        query.where(memberships.c.team_id.in_(team_ids), people.c.joined_at.is_not(None), *here)
    ):
        found[row.team_id][row.id] = row.joined_at
    return {it: Joined(frozenset(found[it]), max(found[it].values(), default=None)) for it in team_ids}


async def counted_in(
    tx: Tx, team_ids: Collection[int], now: datetime, since: datetime, before: datetime
) -> dict[int, Counted]:
    """The check-ins asked from `since` until now, and from `before` until `since`."""
    it = check_ins.c
    lately = it.asked_at >= since

    def number(*when: Any) -> Any:
        return func.sum(case((when[0] if len(when) == 1 else when[0] & when[1], 1), else_=0))

    answered = it.answered_at.is_not(None)
    query = select(it.team_id, number(lately, answered), number(lately), number(~lately, answered), number(~lately))
    query = query.where(it.team_id.in_(team_ids), it.asked_at >= before, it.asked_at < now).group_by(it.team_id)
    found = {row[0]: Counted(*map(int, row[1:])) for row in await tx.execute(query)}
    return {team_id: found.get(team_id, Counted()) for team_id in team_ids}


async def obstacles_in(tx: Tx, team_ids: Collection[int]) -> dict[int, list[Named]]:
    """What each team said to be in its way, check-in by check-in: the word that holds, and when that came."""
    it = answers.c
    query = select(it.team_id, it.check_in_id, it.value, it.answered_at)
    query = query.where(it.team_id.in_(team_ids), it.question == "obstacle", it.about == "team").order_by(it.id)
    found: dict[int, dict[int, Named]] = defaultdict(dict)
    for row in await tx.execute(query):
        found[row.team_id][row.check_in_id] = Named(str(as_value(row.value)), row.answered_at)
    return {team_id: list(found[team_id].values()) for team_id in team_ids}


async def last_tests_in(tx: Tx, team_ids: Collection[int], since: datetime) -> dict[int, TestRow]:
    """The test of each team that was decided on last, since this moment."""
    it = pdsa_cycles.c
    query = select(it.team_id, it.decision, it.scale, it.closed_at)
    query = query.where(it.team_id.in_(team_ids), it.closed_at >= since, it.decision.is_not(None))
    return {row[0]: TestRow(*row[1:]) for row in await tx.execute(query.order_by(it.closed_at, it.id))}


async def homework_done_in(tx: Tx, team_ids: Collection[int], since: datetime) -> dict[int, str]:
    """The gathering before which a team has done what it was given, since this moment; empty for none."""
    it = homework.c
    query = select(it.team_id, sessions.c.title).join_from(homework, sessions, isouter=True)
    query = query.where(it.team_id.in_(team_ids), it.state == "done", it.closed_at >= since)
    return {row[0]: row[1] or "" for row in await tx.execute(query.order_by(it.closed_at, it.id))}


async def back_in(tx: Tx, team_ids: Collection[int], since: datetime) -> set[int]:
    """The teams that are back in touch after they had gone silent."""
    query = select(stalls.c.team_id).where(
        stalls.c.team_id.in_(team_ids),
        stalls.c.kind == StallKind.SILENT,
        stalls.c.closed_because == Closed.SIGN_OF_LIFE,
        stalls.c.closed_at >= since,
    )
    return set((await tx.execute(query)).scalars())


async def moved_in(tx: Tx, team_ids: Collection[int]) -> dict[int, datetime]:
    """When each of the teams last moved to another phase, if it has."""
    newest = func.max(phase_moves.c.at, type_=Moment())
    query = select(phase_moves.c.team_id, newest).where(
        phase_moves.c.team_id.in_(team_ids), phase_moves.c.from_phase.is_not(None)
    )
    return {row[0]: row[1] for row in await tx.execute(query.group_by(phase_moves.c.team_id))}


async def counting_in(tx: Tx, team_ids: Collection[int], since: datetime) -> dict[int, list[Counting]]:
    """What each team counts, with what is new of it."""
    it = measure_points.c
    stands = measures.c.id == it.measure_id, it.replaced_at.is_(None)
    newest = (
        # What was said of a number that was taken back, or corrected, holds no more.
        select(judgements.c.measure_id, func.max(judgements.c.id).label("id"))
        .join(measure_points, measure_points.c.id == judgements.c.point_id)
        .where(measure_points.c.replaced_at.is_(None))
        .group_by(judgements.c.measure_id)
        .subquery()
    )
    said = judgements.join(newest, newest.c.id == judgements.c.id)
    query = (
        select(
            measures.c.team_id,
            measures.c.title,
            measures.c.kind,
            measures.c.every,
            func.sum(case((it.entered_at >= since, 1), else_=0)).label("since"),
            func.max(it.entered_at, type_=Moment()).label("newest_at"),
            func.max(it.on_date).label("newest_on"),
            func.max(judgements.c.verdict).label("verdict"),
            func.max(judgements.c.judged_at, type_=Moment()).label("judged_at"),
        )
        .select_from(
            measures.outerjoin(measure_points, stands[0] & stands[1]).outerjoin(
                said, judgements.c.measure_id == measures.c.id
            )
        )
        .where(measures.c.team_id.in_(team_ids), measures.c.removed_at.is_(None))
        .group_by(measures.c.id)
        .order_by(measures.c.id)
    )
    found: dict[int, list[Counting]] = {team_id: [] for team_id in team_ids}
    for row in await tx.execute(query):
        values = {key: value for key, value in row._mapping.items() if key != "team_id"}
        found[row.team_id].append(Counting(**values))
    return found
