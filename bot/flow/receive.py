"""Updates come in: cleaned at the door and on the disk before anybody confirms them."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from bot.flow.door import chat_of, clean
from bot.storage import inbox
from bot.storage.database import Database

# Telegram numbers its updates anew after a quiet week; what is older than this cannot come again.
KEPT_FOR = timedelta(days=3)


async def receive(db: Database, bot_id: int, updates: Sequence[dict[str, Any]], now: datetime) -> int:
    """Keep these updates in one commit; how many were new. Confirm them only after this."""
    rows = []
    for update in updates:
        kept, masked = clean(update)
        rows.append(
            {
                "bot_id": bot_id,
                "update_id": int(update["update_id"]),
                "chat_id": chat_of(kept),
                "payload": kept,
                "masked": masked,
                "received_at": now,
            }
        )
    async with db.write() as tx:
        return await inbox.keep_updates(tx, rows)


async def forget_handled(db: Database, now: datetime) -> int:
    """Drop what was handled long ago, and at once whose it was where that is nobody's."""
    async with db.write() as tx:
        await inbox.forget_strangers(tx)
        return await inbox.drop_handled(tx, now - KEPT_FOR)
