"""What a team counts: its measures, their points, and what was made of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, insert, select

from bot.storage.database import Tx
from bot.storage.rows import columns_of, value_of
from bot.storage.tables import judgements, measure_points, measures
from bot.storage.writes import add_row, change_row


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """What a team counts: a share, a count, a time or something rare. A frozen baseline ends with `baseline_until`."""

    id: int
    team_id: int
    slug: str
    title: str
    kind: str
    unit: str
    direction: str | None
    goal: float | None
    every: str
    owner: str | None
    rules: str
    baseline_until: date | None


@dataclass(frozen=True, slots=True)
class PointRow:
    """A value of a day; of a rare event, the day on which it happened. `replaced_at` is set once it does not stand."""

    id: int
    measure_id: int
    on_date: date
    numerator: float | None
    denominator: float | None
    value: float | None
    entered_at: datetime
    person_id: int | None
    source: str
    check_in_id: int | None
    replaced_at: datetime | None


@dataclass(frozen=True, slots=True)
class NewPoint:
    """A value that is to be kept."""

    on_date: date
    value: float | None
    numerator: float | None = None
    denominator: float | None = None


@dataclass(frozen=True, slots=True)
class NewJudgement:
    """What the rules say when this point is the newest."""

    point_id: int
    verdict: str
    figures: dict[str, Any]


async def measures_of(tx: Tx, team_ids: Iterable[int]) -> list[MeasureRow]:
    """What these teams count, in the order of the programme file."""
    query = _measures().where(measures.c.team_id.in_(list(team_ids)), measures.c.removed_at.is_(None))
    return [value_of(MeasureRow, row) for row in await tx.execute(query.order_by(measures.c.id))]


async def measure_by_id(tx: Tx, measure_id: int, *, lock: bool = False) -> MeasureRow | None:
    """The measure of this id, if it is counted still; `lock` keeps others from changing it meanwhile."""
    query = _measures().where(measures.c.id == measure_id, measures.c.removed_at.is_(None))
    row = (await tx.execute(query.with_for_update() if lock else query)).first()
    return value_of(MeasureRow, row) if row else None


def _measures() -> Select[Any]:
    return select(*columns_of(MeasureRow, measures))


async def points_of(tx: Tx, measure_ids: Iterable[int]) -> dict[int, list[PointRow]]:
    """The points of these measures that stand, the oldest day first; a measure without points has an empty list."""
    ids = list(measure_ids)
    query = select(*columns_of(PointRow, measure_points))
    query = query.where(measure_points.c.measure_id.in_(ids), measure_points.c.replaced_at.is_(None))
    found: dict[int, list[PointRow]] = {it: [] for it in ids}
    for row in await tx.execute(query.order_by(measure_points.c.on_date, measure_points.c.id)):
        found[row.measure_id].append(value_of(PointRow, row))
    return found


async def point_by_id(tx: Tx, point_id: int) -> PointRow | None:
    """The point of this id, whether it stands or not."""
    query = select(*columns_of(PointRow, measure_points)).where(measure_points.c.id == point_id)
    row = (await tx.execute(query)).first()
    return value_of(PointRow, row) if row else None


async def standing_point(tx: Tx, measure_id: int, on: date) -> PointRow | None:
    """The point of the measure that stands for this day, if one does."""
    query = select(*columns_of(PointRow, measure_points)).where(
        measure_points.c.measure_id == measure_id,
        measure_points.c.on_date == on,
        measure_points.c.replaced_at.is_(None),
    )
    row = (await tx.execute(query)).first()
    return value_of(PointRow, row) if row else None


async def points_in_check_in(tx: Tx, check_in_id: int, measure_id: int) -> list[PointRow]:
    """The points of the measure that an answer in this check-in made, and that stand."""
    query = select(*columns_of(PointRow, measure_points)).where(
        measure_points.c.check_in_id == check_in_id,
        measure_points.c.measure_id == measure_id,
        measure_points.c.replaced_at.is_(None),
    )
    return [value_of(PointRow, row) for row in await tx.execute(query)]


async def add_point(
    tx: Tx,
    measure_id: int,
    point: NewPoint,
    now: datetime,
    *,
    person_id: int | None,
    source: str,
    check_in_id: int | None = None,
) -> int:
    """A new point, in the place of the one of that day that stands so far, if any; its id."""
    if before := await standing_point(tx, measure_id, point.on_date):
        await take_back_point(tx, before.id, now)
    values = {
        "on_date": point.on_date,
        "value": point.value,
        "numerator": point.numerator,
        "denominator": point.denominator,
    }
    who = {"person_id": person_id, "source": source, "check_in_id": check_in_id, "entered_at": now}
    return await add_row(tx, measure_points, measure_id=measure_id, **values, **who)


async def take_back_point(tx: Tx, point_id: int, now: datetime) -> None:
    """The point does not stand any more; it stays in the history."""
    await change_row(tx, measure_points, point_id, replaced_at=now)


async def add_judgements(tx: Tx, measure: MeasureRow, found: Iterable[NewJudgement], now: datetime) -> None:
    """What the rules say now of each of these points, with the rules and the baseline that held."""
    how = {"measure_id": measure.id, "rules": measure.rules, "baseline_until": measure.baseline_until, "judged_at": now}
    what = [{"point_id": it.point_id, "verdict": it.verdict, "figures": it.figures} for it in found]
    if what:
        await tx.execute(insert(judgements), [how | it for it in what])
