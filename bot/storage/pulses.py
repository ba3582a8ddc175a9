"""Whether managers have asked their teams about the work: what they were asked, and what they said."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select

from bot.storage.database import Tx
from bot.storage.rows import columns_of, value_of
from bot.storage.tables import digests, pulses, teams
from bot.storage.writes import add_row, change_row


@dataclass(frozen=True, slots=True)
class PulseRow:
    """A question to a manager about a team, with the answer once there is one."""

    id: int
    team_id: int
    person_id: int
    asked_at: datetime
    answered_at: datetime | None
    value: str | None


async def add_pulse(tx: Tx, team_id: int, person_id: int, now: datetime) -> int:
    """The manager is asked about the team."""
    return await add_row(tx, pulses, team_id=team_id, person_id=person_id, asked_at=now)


async def pulse_by_id(tx: Tx, pulse_id: int, *, lock: bool = False) -> PulseRow | None:
    """The question of this id; `lock` keeps others from answering it until the transaction ends."""
    query = _pulses().where(pulses.c.id == pulse_id)
    return await _first(tx, query.with_for_update() if lock else query)


async def pulse_below(tx: Tx, person_id: int, collaborative_id: int, asked_at: datetime) -> PulseRow | None:
    """The question to this person below the collaborative's digest that was decided then, if there was one."""
    in_teams = select(teams.c.id).where(teams.c.collaborative_id == collaborative_id)
    below = (pulses.c.person_id == person_id, pulses.c.asked_at == asked_at, pulses.c.team_id.in_(in_teams))
    return await _first(tx, _pulses().where(*below).order_by(pulses.c.id.desc()))


async def newest_answer(tx: Tx, team_id: int) -> PulseRow | None:
    """What a manager of the team said last."""
    answered = (pulses.c.team_id == team_id, pulses.c.answered_at.is_not(None))
    return await _first(tx, _pulses().where(*answered).order_by(pulses.c.answered_at.desc(), pulses.c.id.desc()))


async def last_asked(tx: Tx, person_id: int) -> dict[int, datetime]:
    """When this person was last asked about each team."""
    newest = func.max(pulses.c.asked_at, type_=pulses.c.asked_at.type)
    query = select(pulses.c.team_id, newest).where(pulses.c.person_id == person_id).group_by(pulses.c.team_id)
    return {row[0]: row[1] for row in await tx.execute(query)}


async def answers_of(tx: Tx, person_id: int) -> list[PulseRow]:
    """What this person said, the oldest first."""
    mine = (pulses.c.person_id == person_id, pulses.c.answered_at.is_not(None))
    query = _pulses().where(*mine).order_by(pulses.c.answered_at, pulses.c.id)
    return [value_of(PulseRow, row) for row in await tx.execute(query)]


async def answer_pulse(tx: Tx, pulse_id: int, value: str, now: datetime) -> None:
    """The manager says this."""
    await change_row(tx, pulses, pulse_id, value=value, answered_at=now)


async def pulses_of(tx: Tx, team_id: int) -> list[PulseRow]:
    """Every question about the team."""
    query = _pulses().where(pulses.c.team_id == team_id).order_by(pulses.c.id)
    return [value_of(PulseRow, row) for row in await tx.execute(query)]


async def digests_before(tx: Tx, collaborative_id: int, person_id: int) -> int:
    """How many digests of the collaborative this person has got."""
    mine = (digests.c.collaborative_id == collaborative_id, digests.c.person_id == person_id)
    return int((await tx.execute(select(func.count()).select_from(digests).where(*mine))).scalar_one())


def _pulses() -> Select[Any]:
    return select(*columns_of(PulseRow, pulses))


async def _first(tx: Tx, query: Select[Any]) -> PulseRow | None:
    row = (await tx.execute(query.limit(1))).first()
    return value_of(PulseRow, row) if row else None
