"""How far teams have come as their facilitators see it, and when each of those is asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select

from bot.domain.programme import Role
from bot.storage.database import Tx
from bot.storage.rows import columns_of, value_of
from bot.storage.tables import askings, memberships, scores, teams
from bot.storage.writes import add_row, change_row

SCORES = "scores"


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """A facilitator's score of a team."""

    id: int
    team_id: int
    person_id: int
    score: float
    reason: str | None
    at: datetime


@dataclass(frozen=True, slots=True)
class AskingRow:
    """When somebody of a collaborative is asked next; empty where no more."""

    id: int
    collaborative_id: int
    person_id: int
    what: str
    due_at: datetime | None


async def add_score(tx: Tx, team_id: int, person_id: int, score: float, now: datetime) -> int:
    """The facilitator's score."""
    return await add_row(tx, scores, team_id=team_id, person_id=person_id, score=score, at=now)


async def change_score(tx: Tx, score_id: int, **values: Any) -> None:
    """Set these columns of the score."""
    await change_row(tx, scores, score_id, **values)


async def score_by_id(tx: Tx, score_id: int) -> ScoreRow | None:
    """The score of this id."""
    return await _first(tx, _scores().where(scores.c.id == score_id))


async def newest_score(tx: Tx, team_id: int, *, by: int | None = None) -> ScoreRow | None:
    """The newest score of the team, or the newest that this person gave it."""
    query = _scores().where(scores.c.team_id == team_id).order_by(scores.c.at.desc(), scores.c.id.desc())
    return await _first(tx, query if by is None else query.where(scores.c.person_id == by))


async def scores_of(tx: Tx, team_id: int) -> Sequence[ScoreRow]:
    """All scores of the team, the oldest first."""
    query = _scores().where(scores.c.team_id == team_id).order_by(scores.c.id)
    return [value_of(ScoreRow, row) for row in await tx.execute(query)]


def _scores() -> Select[Any]:
    return select(*columns_of(ScoreRow, scores))


async def _first(tx: Tx, query: Select[Any]) -> ScoreRow | None:
    row = (await tx.execute(query.limit(1))).first()
    return value_of(ScoreRow, row) if row else None


async def asking_due(tx: Tx, now: datetime) -> AskingRow | None:
    """Whoever is due to be asked longest, claimed until the transaction ends."""
    query = _askings().where(askings.c.due_at <= now).order_by(askings.c.due_at, askings.c.id).limit(1)
    row = (await tx.execute(query.with_for_update(skip_locked=True))).first()
    return value_of(AskingRow, row) if row else None


async def asking_of(tx: Tx, collaborative_id: int, person_id: int) -> AskingRow | None:
    """When this person is asked about the teams of the collaborative, if they are or were."""
    query = _askings().where(
        askings.c.collaborative_id == collaborative_id, askings.c.person_id == person_id, askings.c.what == SCORES
    )
    row = (await tx.execute(query)).first()
    return value_of(AskingRow, row) if row else None


async def add_asking(tx: Tx, collaborative_id: int, person_id: int, due_at: datetime | None) -> None:
    """The person is asked about the teams of the collaborative, from then on."""
    values = {"collaborative_id": collaborative_id, "person_id": person_id, "what": SCORES}
    await add_row(tx, askings, due_at=due_at, **values)


async def set_asking(tx: Tx, asking_id: int, due_at: datetime | None) -> None:
    """When this person is asked next; None: no more."""
    await change_row(tx, askings, asking_id, due_at=due_at)


def _askings() -> Select[Any]:
    return select(*columns_of(AskingRow, askings))


async def asked_about(tx: Tx, asking_id: int) -> list[int]:
    """The teams that somebody who is asked by this facilitates."""
    mine = (memberships.c.person_id == askings.c.person_id, memberships.c.role == Role.FACILITATOR)
    there = (memberships.c.left_at.is_(None), memberships.c.removed_at.is_(None))
    query = select(teams.c.id).join_from(askings, teams, teams.c.collaborative_id == askings.c.collaborative_id)
    query = query.join(memberships, memberships.c.team_id == teams.c.id)
    return list((await tx.execute(query.where(askings.c.id == asking_id, *mine, *there))).scalars())
