"""Who changed what and when; our own life signs and outages."""

from datetime import datetime
from typing import Any

from sqlalchemy import select, update

from bot.storage.database import Tx
from bot.storage.tables import audit, heartbeat, outages
from bot.storage.writes import add_row


async def note(tx: Tx, now: datetime, actor: str, action: str, subject: str, **detail: Any) -> None:
    """Keep that `actor` (a person's id, or `system`) did this."""
    await add_row(tx, audit, at=now, actor=actor, action=action, subject=subject, detail=detail)


async def last_alive(tx: Tx) -> datetime | None:
    """The last moment at which a process of ours was well."""
    return (await tx.execute(select(heartbeat.c.alive_at))).scalar_one_or_none()


async def set_alive(tx: Tx, now: datetime) -> None:
    """We are well now."""
    done = await tx.execute(update(heartbeat).values(alive_at=now))
    if done.rowcount == 0:
        await add_row(tx, heartbeat, alive_at=now)


async def add_outage(tx: Tx, began_at: datetime, ended_at: datetime) -> None:
    """We were not there between the two."""
    await add_row(tx, outages, began_at=began_at, ended_at=ended_at)
