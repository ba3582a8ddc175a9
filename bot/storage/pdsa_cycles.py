"""Small tests of a change: half-made, running, and what became of them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select, update

from bot.domain.pdsa import HALF_MADE, TAKES_TEXT, Stage
from bot.storage.database import Tx
from bot.storage.rows import CycleRow, columns_of, value_of
from bot.storage.tables import pdsa_cycles as cycles
from bot.storage.writes import add_row, change_row

_IS_OPEN = cycles.c.number.is_not(None) & cycles.c.closed_at.is_(None)


async def add_cycle(tx: Tx, **values: Any) -> CycleRow:
    """A new test, half-made."""
    row_id = await add_row(tx, cycles, stage=Stage.PREDICTION, screens=0, **values)
    found = await cycle_by_id(tx, row_id)
    assert found is not None
    return found


async def cycle_by_id(tx: Tx, cycle_id: int, *, lock: bool = False) -> CycleRow | None:
    """The test that a button names, if there is one; `lock` keeps others from changing it meanwhile."""
    query = select(*columns_of(CycleRow, cycles)).where(cycles.c.id == cycle_id)
    row = (await tx.execute(query.with_for_update() if lock else query)).first()
    return value_of(CycleRow, row) if row else None


async def change_cycle(tx: Tx, cycle_id: int, **values: Any) -> None:
    """Set these columns of the test."""
    await change_row(tx, cycles, cycle_id, **values)


async def half_made(tx: Tx, team_id: int, person_id: int) -> CycleRow | None:
    """The test that this person has begun for the team and not saved."""
    mine = (cycles.c.team_id == team_id, cycles.c.person_id == person_id, cycles.c.stage.in_(HALF_MADE))
    return await _newest(tx, *mine, order=cycles.c.id)


async def next_number(tx: Tx, team_id: int) -> int:
    """The number of the team's next test; hold the team while it is used."""
    query = select(func.max(cycles.c.number)).where(cycles.c.team_id == team_id)
    return int((await tx.execute(query)).scalar_one() or 0) + 1


async def next_screen(tx: Tx, cycle_id: int) -> int:
    """The number of the test's next screen."""
    count = update(cycles).where(cycles.c.id == cycle_id).values(screens=cycles.c.screens + 1)
    return int((await tx.execute(count.returning(cycles.c.screens))).scalar_one())


async def open_cycles(tx: Tx, team_id: int) -> list[CycleRow]:
    """The team's tests that are not decided, oldest first."""
    query = select(*columns_of(CycleRow, cycles)).where(cycles.c.team_id == team_id, _IS_OPEN)
    return [value_of(CycleRow, row) for row in await tx.execute(query.order_by(cycles.c.number))]


async def last_results(tx: Tx, team_id: int, most: int) -> list[CycleRow]:
    """The team's tests that were decided last, the newest first."""
    query = (
        select(*columns_of(CycleRow, cycles))
        .where(cycles.c.team_id == team_id, cycles.c.closed_at.is_not(None))
        .order_by(cycles.c.closed_at.desc(), cycles.c.id.desc())
    )
    return [value_of(CycleRow, row) for row in await tx.execute(query.limit(most))]


@dataclass(frozen=True, slots=True)
class Decided:
    """A test that was decided on: its number in the team, the decision, and when."""

    number: int
    decision: str
    at: datetime


async def tests_decided(tx: Tx, team_id: int) -> list[Decided]:
    """The team's tests that were decided on, the earliest first; no word that anybody wrote is with them."""
    it = cycles.c
    is_decided = it.closed_at.is_not(None) & it.decision.is_not(None) & it.number.is_not(None)
    query = select(it.number, it.decision, it.closed_at).where(it.team_id == team_id, is_decided)
    return [Decided(*row) for row in await tx.execute(query.order_by(it.closed_at, it.id))]


async def tests_begun(tx: Tx, team_id: int) -> list[datetime]:
    """When the team began its tests, the earliest first; half-made ones are none."""
    query = select(cycles.c.started_at).where(cycles.c.team_id == team_id, cycles.c.number.is_not(None))
    return list((await tx.execute(query.order_by(cycles.c.started_at))).scalars())


async def cycle_to_ask(tx: Tx, now: datetime) -> CycleRow | None:
    """The test whose end was planned longest ago and has not been asked about, claimed until the transaction ends."""
    query = (
        select(*columns_of(CycleRow, cycles))
        .where(cycles.c.ask_at <= now)
        .order_by(cycles.c.ask_at, cycles.c.id)
        .limit(1)
    )
    row = (await tx.execute(query.with_for_update(skip_locked=True))).first()
    return value_of(CycleRow, row) if row else None


async def asked_since(tx: Tx, person_id: int, since: datetime) -> bool:
    """Whether this person has been asked since then what happened with a test."""
    query = select(cycles.c.id).where(cycles.c.holder_id == person_id, cycles.c.asked_at >= since)
    return (await tx.execute(query.limit(1))).first() is not None


async def waiting_for_text(tx: Tx, person_id: int) -> list[CycleRow]:
    """The tests in this person's chat whose question takes a text, the lowest in the chat first."""
    query = select(*columns_of(CycleRow, cycles)).where(
        cycles.c.holder_id == person_id, cycles.c.stage.in_(TAKES_TEXT), cycles.c.message_id.is_not(None)
    )
    return [value_of(CycleRow, row) for row in await tx.execute(query.order_by(cycles.c.message_id.desc()))]


async def cycle_on(tx: Tx, person_id: int, message_id: int) -> CycleRow | None:
    """The test that stands on this message of the person's chat."""
    return await _newest(tx, cycles.c.holder_id == person_id, cycles.c.message_id == message_id, order=cycles.c.id)


async def _newest(tx: Tx, *conditions: ColumnElement[bool], order: Any) -> CycleRow | None:
    query = select(*columns_of(CycleRow, cycles)).where(*conditions).order_by(order.desc()).limit(1)
    row = (await tx.execute(query)).first()
    return value_of(CycleRow, row) if row else None
