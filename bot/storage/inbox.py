"""Updates on the disk before they are confirmed, and marked as handled together with their effect."""

from collections.abc import Collection, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Insert, Select, Update, delete, func, or_, select, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from bot.storage.built import built_once
from bot.storage.database import Tx
from bot.storage.rows import InboxRow, columns_of, value_of
from bot.storage.strangers import NO_CHAT, chat_if_known
from bot.storage.tables import inbox


async def keep_updates(tx: Tx, rows: Sequence[dict[str, Any]]) -> int:
    """Keep updates that are not there yet; how many were new."""
    kept = 0
    for row in rows:
        done = await tx.execute(_insert(tx.dialect.name), {"tries": 0, **row})
        kept += max(done.rowcount, 0)
    return kept


@cache
def _insert(dialect: str) -> Insert:
    insert = sqlite_insert if dialect == "sqlite" else postgresql_insert
    return insert(inbox).on_conflict_do_nothing()


async def next_waiting(tx: Tx, now: datetime, busy_chats: Collection[int], most: int) -> list[InboxRow]:
    """The oldest waiting update of each chat that is not busy; a chat's later ones wait behind it."""
    query, values = _waiting(now, most)
    if busy_chats:
        query = query.where(inbox.c.chat_id.not_in(busy_chats))
    return [value_of(InboxRow, row) for row in await tx.execute(query, values)]


@built_once
def _waiting(now: Any, most: Any) -> Select[Any]:
    firsts = select(func.min(inbox.c.id)).where(inbox.c.handled_at.is_(None)).group_by(inbox.c.chat_id)
    query = select(*columns_of(InboxRow, inbox)).where(
        inbox.c.id.in_(firsts), or_(inbox.c.retry_at.is_(None), inbox.c.retry_at <= now)
    )
    return query.order_by(inbox.c.id).limit(most)


async def mark_handled(tx: Tx, update_id: int, now: datetime) -> bool:
    """Mark the update of this row as handled and empty it. Whether it was still waiting."""
    return (await tx.execute(*_handled(update_id, now))).rowcount > 0


@built_once
def _handled(update_id: Any, now: Any) -> Update:
    waiting = (inbox.c.id == update_id, inbox.c.handled_at.is_(None))
    return update(inbox).where(*waiting).values(handled_at=now, payload=None)


async def mark_failed(tx: Tx, row: InboxRow, now: datetime, retry_at: datetime | None) -> None:
    """Note a failed attempt: tried again at `retry_at`, or given up and passed over where that is None."""
    values: dict[str, Any] = {"tries": row.tries + 1, "retry_at": retry_at}
    if retry_at is None:
        values |= {"handled_at": now, "failed_at": now, "payload": None}
    await tx.execute(update(inbox).where(inbox.c.id == row.id).values(**values))


async def drop_handled(tx: Tx, before: datetime) -> int:
    """Forget updates handled long ago: Telegram begins its numbering anew after a quiet week."""
    done = await tx.execute(delete(inbox).where(inbox.c.handled_at < before))
    return done.rowcount


async def forget_strangers(tx: Tx) -> int:
    """Let handled updates no longer say which chat they came from, where nobody whom we know has it."""
    handled = (inbox.c.handled_at.is_not(None), inbox.c.chat_id > NO_CHAT)
    known = chat_if_known(inbox.c.chat_id)
    done = await tx.execute(update(inbox).where(*handled, known == NO_CHAT).values(chat_id=NO_CHAT))
    return done.rowcount
