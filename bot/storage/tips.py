"""Teams' tips to one another: given, published, offered and found useful."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from bot.storage.database import Tx
from bot.storage.rows import columns_of, value_of
from bot.storage.tables import teams, tip_offers, tips
from bot.storage.writes import add_row, change_row

WAITING, PUBLISHED, DECLINED = "waiting", "published", "declined"


@dataclass(frozen=True, slots=True)
class TipRow:
    """A team's tip to the others at a step; `named` where they may read whose it is."""

    id: int
    team_id: int
    person_id: int
    step: str
    text: str
    named: bool
    state: str
    made_at: datetime
    decided_at: datetime | None
    decided_by: str | None


@dataclass(frozen=True, slots=True)
class OfferRow:
    """A tip as it was offered to another team; `useful` once somebody there has said so."""

    id: int
    tip_id: int
    team_id: int
    at: datetime
    useful: bool | None


async def add_tip(tx: Tx, team_id: int, person_id: int, step: str, text: str, now: datetime, *, named: bool) -> int:
    """Somebody of the team gives a tip, which waits for a facilitator's yes."""
    values = {"team_id": team_id, "person_id": person_id, "step": step, "text": text, "named": named}
    return await add_row(tx, tips, state=WAITING, made_at=now, **values)


async def tip_by_id(tx: Tx, tip_id: int, *, lock: bool = False) -> TipRow | None:
    """The tip of this id; `lock` keeps others from changing it until the transaction ends."""
    query = select(*columns_of(TipRow, tips)).where(tips.c.id == tip_id)
    row = (await tx.execute(query.with_for_update() if lock else query)).first()
    return value_of(TipRow, row) if row else None


async def change_tip(tx: Tx, tip_id: int, **values: Any) -> None:
    """Set these columns of the tip."""
    await change_row(tx, tips, tip_id, **values)


async def newest_tip_at(tx: Tx, team_id: int) -> datetime | None:
    """When the team last gave a tip."""
    query = select(tips.c.made_at).where(tips.c.team_id == team_id).order_by(tips.c.made_at.desc()).limit(1)
    return (await tx.execute(query)).scalar_one_or_none()


async def waiting_tips(tx: Tx, team_id: int) -> int:
    """How many of the team's tips wait for a facilitator."""
    query = select(func.count()).select_from(tips).where(tips.c.team_id == team_id, tips.c.state == WAITING)
    return int((await tx.execute(query)).scalar_one())


async def published_tips(tx: Tx, team_id: int) -> list[TipRow]:
    """The team's tips that the others may read, the newest first."""
    query = select(*columns_of(TipRow, tips)).where(tips.c.team_id == team_id, tips.c.state == PUBLISHED)
    rows = await tx.execute(query.order_by(tips.c.decided_at.desc(), tips.c.id.desc()))
    return [value_of(TipRow, row) for row in rows]


async def tip_for(tx: Tx, team_id: int, collaborative_id: int, step: str) -> TipRow | None:
    """The oldest tip of another team for this step that this team has not been offered yet."""
    offered = select(tip_offers.c.tip_id).where(tip_offers.c.team_id == team_id)
    query = (
        select(*columns_of(TipRow, tips))
        .join_from(tips, teams)
        .where(
            teams.c.collaborative_id == collaborative_id,
            tips.c.team_id != team_id,
            tips.c.step == step,
            tips.c.state == PUBLISHED,
            tips.c.id.not_in(offered),
        )
        .order_by(tips.c.decided_at, tips.c.id)
    )
    row = (await tx.execute(query.limit(1))).first()
    return value_of(TipRow, row) if row else None


async def offers_to(tx: Tx, team_id: int) -> list[OfferRow]:
    """Which tips the team has been offered, the newest first."""
    query = select(*columns_of(OfferRow, tip_offers)).where(tip_offers.c.team_id == team_id)
    rows = await tx.execute(query.order_by(tip_offers.c.at.desc(), tip_offers.c.id.desc()))
    return [value_of(OfferRow, row) for row in rows]


async def add_offer(tx: Tx, tip_id: int, team_id: int, now: datetime) -> None:
    """The team is offered this tip, once."""
    make = sqlite_insert if tx.dialect.name == "sqlite" else postgresql_insert
    offer = make(tip_offers).values(tip_id=tip_id, team_id=team_id, at=now)
    await tx.execute(offer.on_conflict_do_nothing())


async def find_useful(tx: Tx, tip_id: int, team_id: int) -> bool:
    """Somebody of the team says that the tip is useful. False where it was not offered to them."""
    offer = (tip_offers.c.tip_id == tip_id, tip_offers.c.team_id == team_id)
    return (await tx.execute(update(tip_offers).where(*offer).values(useful=True))).rowcount > 0


async def found_useful_by(tx: Tx, team_id: int) -> int:
    """How many teams have found a tip of this team useful."""
    query = select(func.count(tip_offers.c.team_id.distinct())).join_from(tip_offers, tips)
    query = query.where(tips.c.team_id == team_id, tip_offers.c.useful.is_(True))
    return int((await tx.execute(query)).scalar_one())
