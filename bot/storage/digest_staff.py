"""What the pages of those who lead teams say beside the teams: moves, load, what was held back, what waits."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select

from bot.domain.programme import Role
from bot.storage.database import Tx
from bot.storage.tables import (
    alert_cases,
    audit,
    check_ins,
    digests,
    memberships,
    outbox,
    people,
    phase_moves,
    stalls,
    teams,
)


@dataclass(frozen=True, slots=True)
class MoveRow:
    """A team's move from phase to phase."""

    team_id: int
    from_phase: str
    to_phase: str


@dataclass(frozen=True, slots=True)
class Load:
    """What the teams have cost: alerts that were sent, cases that are open now, messages that reached members."""

    alerts: int
    cases: int
    messages: int


async def moves_since(tx: Tx, team_ids: Collection[int], since: datetime) -> list[MoveRow]:
    """The moves of these teams since then, the earliest first."""
    it = phase_moves.c
    query = select(it.team_id, it.from_phase, it.to_phase).where(it.team_id.in_(team_ids), it.at >= since)
    return [MoveRow(*row) for row in await tx.execute(query.where(it.from_phase.is_not(None)).order_by(it.id))]


async def sessions_moved(tx: Tx, collaborative: str, since: datetime) -> list[str]:
    """The gatherings of the collaborative of this id that were moved since then, by their ids."""
    detail = audit.c.detail["collaborative"].as_string()
    query = select(audit.c.subject).where(
        audit.c.action == "move_session", audit.c.at >= since, detail == collaborative
    )
    return list(dict.fromkeys((await tx.execute(query.order_by(audit.c.id))).scalars()))


async def handed_over(tx: Tx, collaborative: str, since: datetime) -> set[str]:
    """The teams of the collaborative of this id that got other facilitators since then, by their ids."""
    detail = audit.c.detail["collaborative"].as_string()
    query = select(audit.c.subject).where(audit.c.action == "hand_over", audit.c.at >= since, detail == collaborative)
    return set((await tx.execute(query)).scalars())


async def load_of(tx: Tx, team_ids: Collection[int], since: datetime) -> Load:
    """What the teams have cost since then."""
    told = alert_cases.join(outbox).join(stalls, stalls.c.id == alert_cases.c.stall_id)
    alerts = (
        select(func.count())
        .select_from(told)
        .where(
            stalls.c.team_id.in_(team_ids),
            outbox.c.state == "sent",
            outbox.c.lane == "alert",
            outbox.c.settled_at >= since,
        )
    )
    cases = select(func.count()).select_from(stalls).where(stalls.c.team_id.in_(team_ids), stalls.c.closed_at.is_(None))
    # What they did not ask for themselves.
    messages = (
        select(func.count())
        .select_from(outbox)
        .where(
            outbox.c.person_id.in_(_members(team_ids)),
            outbox.c.lane == "wave",
            outbox.c.kind.in_(("screen", "reminder", "message", "news", "proposal", "tip")),
            outbox.c.state == "sent",
            outbox.c.settled_at >= since,
        )
    )
    counts = [int((await tx.execute(query)).scalar_one()) for query in (alerts, cases, messages)]
    return Load(*counts)


def _members(team_ids: Collection[int]) -> Select[Any]:
    here = (memberships.c.role == Role.MEMBER, memberships.c.team_id.in_(team_ids))
    return select(memberships.c.person_id).where(*here)


async def held_back(tx: Tx, team_ids: Collection[int], since: datetime) -> int:
    """How many messages the budgets of members of these teams held back."""
    of_them = people.join(memberships, memberships.c.person_id == people.c.id).join(teams)
    pairs = select(people.c.slug, teams.c.slug).select_from(of_them)
    pairs = pairs.where(teams.c.id.in_(team_ids), memberships.c.role == Role.MEMBER)
    known = {(person, team) for person, team in await tx.execute(pairs)}
    team = audit.c.detail["team"].as_string()
    query = select(audit.c.subject, team).where(audit.c.action == "budget_held_back", audit.c.at >= since)
    return sum(tuple(row) in known for row in await tx.execute(query))


async def not_asked(tx: Tx, team_ids: Collection[int], since: datetime, now: datetime) -> int:
    """How many check-ins of these teams were due and not asked."""
    it = check_ins.c
    query = select(func.count()).where(
        it.team_id.in_(team_ids), it.state == "withdrawn", it.due_at >= since, it.due_at <= now
    )
    return int((await tx.execute(query)).scalar_one())


async def unanswered_asks(
    tx: Tx, team_ids: Collection[int], asked_since: datetime, asked_before: datetime
) -> Counter[int]:
    """For how many managers of each team an ask of these days waits for a reply."""
    it = digests.c
    query = select(it.ask_team_id, it.person_id).where(
        it.ask_team_id.in_(team_ids), it.reply.is_(None), it.decided_at >= asked_since, it.decided_at <= asked_before
    )
    return Counter(team_id for team_id, _ in {(row[0], row[1]) for row in await tx.execute(query)})
