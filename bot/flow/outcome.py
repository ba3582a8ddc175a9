"""What became of a message is known only to whoever sent it, so it is kept however long the database is away."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import TypeVar

from bot.domain.outgoing import Delivery, Outcome
from bot.storage.database import Database
from bot.storage.outbox_rows import OutboxRow
from bot.storage.passing import log_failure

log = logging.getLogger(__name__)

T = TypeVar("T")

PAUSE_AFTER_FAILURE = 1.0
# So often an outcome is tried to be kept while the database is there; then the message is at fault.
MOST_TRIES = 5


async def keep_outcome(
    db: Database, row: OutboxRow, result: Delivery, keep: Callable[[OutboxRow, Delivery], Awaitable[T]]
) -> T:
    """Keep the outcome by `keep`, and give back what that gives; one that can never be kept counts as refused."""
    tries = 0
    while True:
        try:
            return await keep(row, result)
        except Exception as error:  # noqa: BLE001  # it is logged
            log_failure(log, "outcome not kept yet", error, key=row.outgoing.key)
            await asyncio.sleep(PAUSE_AFTER_FAILURE)
            tries += await db.is_there()
        if tries >= MOST_TRIES:
            result = Delivery(Outcome.REFUSED, why="its outcome could not be kept")
