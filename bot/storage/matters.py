"""What waits for the facilitators of teams, and in which message they were told of it."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select, update

from bot.storage.built import built_once
from bot.storage.database import Tx
from bot.storage.rows import MatterRow, columns_of, value_of
from bot.storage.tables import matters, outbox
from bot.storage.writes import add_row, change_row

_UNTOLD = (matters.c.outbox_id.is_(None), matters.c.done_at.is_(None), matters.c.tell_at.is_not(None))
_ANEW = {"told_at": None, "done_at": None, "outbox_id": None}


async def raise_matter(
    tx: Tx, team_id: int, kind: str, about_id: int, now: datetime, *, tell_at: datetime | None = None
) -> None:
    """Somebody is to be told of this, now or then; what waits already waits once, and what was done waits anew."""
    tell_at = tell_at or now
    found = (await tx.execute(*_held(kind, about_id))).first()
    if found is None:
        await add_row(tx, matters, team_id=team_id, kind=kind, about_id=about_id, at=now, tell_at=tell_at)
    elif found.done_at is not None:
        await change_row(tx, matters, found.id, team_id=team_id, at=now, tell_at=tell_at, **_ANEW)


async def finish_matter(tx: Tx, kind: str, about_id: int, now: datetime) -> bool:
    """This waits no longer: nobody is told of it, and where they were, the message says so. Whether it waited."""
    found = (await tx.execute(*_held(kind, about_id))).first()
    if found is None or found.done_at is not None:
        return False
    await change_row(tx, matters, found.id, done_at=now, tell_at=now if found.outbox_id is not None else None)
    return True


@built_once
def _held(kind: Any, about_id: Any) -> Select[Any]:
    query = select(matters.c.id, matters.c.done_at, matters.c.outbox_id)
    return query.where(matters.c.kind == kind, matters.c.about_id == about_id).with_for_update()


async def matter_due(tx: Tx, now: datetime) -> MatterRow | None:
    """What waits longest to be told of, or to be said to be done; claimed until the transaction ends."""
    row = (await tx.execute(*_due(now))).first()
    return value_of(MatterRow, row) if row else None


@built_once
def _due(now: Any) -> Select[Any]:
    query = select(*columns_of(MatterRow, matters)).where(matters.c.tell_at <= now)
    return query.order_by(matters.c.tell_at, matters.c.id).limit(1).with_for_update(skip_locked=True)


async def untold(tx: Tx) -> list[MatterRow]:
    """Everything of which somebody is still to be told, the newest first; claimed until the transaction ends."""
    query = select(*columns_of(MatterRow, matters)).where(*_UNTOLD).order_by(matters.c.at.desc(), matters.c.id.desc())
    return [value_of(MatterRow, row) for row in await tx.execute(query.with_for_update(skip_locked=True))]


async def told_in(tx: Tx, outbox_id: int) -> list[MatterRow]:
    """What this message tells of, the newest first."""
    query = select(*columns_of(MatterRow, matters)).where(matters.c.outbox_id == outbox_id)
    return [
        value_of(MatterRow, row) for row in await tx.execute(query.order_by(matters.c.at.desc(), matters.c.id.desc()))
    ]


async def change_matters(tx: Tx, ids: Collection[int], **values: Any) -> None:
    """Set these columns of the matters."""
    await tx.execute(update(matters).where(matters.c.id.in_(ids)).values(**values))


async def hold(tx: Tx, messages: Select[Any] | Collection[int]) -> None:
    """Keep others from changing what these messages tell of until the transaction ends."""
    query = select(matters.c.id).where(matters.c.outbox_id.in_(messages)).order_by(matters.c.id)
    await tx.execute(query.with_for_update())


async def told_to(tx: Tx, person_id: int) -> list[int]:
    """The messages that told this person of something that waits still."""
    query = select(matters.c.outbox_id).join_from(matters, outbox, matters.c.outbox_id == outbox.c.id)
    query = query.where(outbox.c.person_id == person_id, matters.c.done_at.is_(None)).distinct()
    return [row.outbox_id for row in await tx.execute(query)]


async def tell_next(
    tx: Tx, messages: Collection[int], now: datetime, *, team_ids: Collection[int] | None = None
) -> None:
    """Somebody else is to be told of what these messages told, about these teams or any, and what waits still."""
    which = [matters.c.outbox_id.in_(messages), matters.c.done_at.is_(None)]
    if team_ids is not None:
        which.append(matters.c.team_id.in_(team_ids))
    await tx.execute(update(matters).where(*which).values(tell_at=now, told_at=None, outbox_id=None))
