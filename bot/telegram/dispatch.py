"""Updates are handled: the oldest of each chat, several chats side by side, one after another within a chat."""

import asyncio
import contextlib
import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from telegram import Update

from bot.flow.handling import AlreadyHandled
from bot.flow.house import House
from bot.storage import inbox
from bot.storage.passing import is_passing, log_failure
from bot.storage.rows import InboxRow
from bot.telegram.context import BotApplication, Context, incoming_of, under_way

log = logging.getLogger(__name__)

MOST_AT_ONCE = 16
MOST_TRIES = 5
PAUSE_AFTER_FAILURE = 1.0


class Unreadable(Exception):
    """The library can make nothing of this update, and never will; said without a word of what is in it."""


class Dispatcher:
    """Hands waiting updates to the application and remembers which chats are being handled."""

    def __init__(self, house: House, application: BotApplication, now: Callable[[], datetime]) -> None:
        self._house = house
        self._application = application
        self._now = now
        self._busy: set[int] = set()
        self._failed: dict[int, Exception] = {}
        application.add_error_handler(self._remember_failure)

    def begin(self) -> None:
        """Nothing is being handled yet, or any more."""
        self._busy.clear()
        self._failed.clear()

    async def next_waiting(self) -> list[InboxRow]:
        """Updates that may be handled now; their chats count as busy until `handle` is done with them."""
        room = MOST_AT_ONCE - len(self._busy)
        if room <= 0:
            return []
        async with self._house.db.read() as tx:
            rows = await inbox.next_waiting(tx, self._now(), self._busy, room)
        self._busy |= {row.chat_id for row in rows}
        return rows

    async def handle(self, row: InboxRow) -> None:
        """Handle one update; a failure is tried again a few times, then passed over and logged."""
        try:
            if error := await self._dispatch(row):
                await self._put_off(row, error)
        except Exception as error:  # noqa: BLE001  # it is logged
            # No fault of the update's: it waits on, and its chat with it.
            log_failure(log, "update left waiting", error, row=row.id)
            await asyncio.sleep(PAUSE_AFTER_FAILURE)
        finally:
            self._busy.discard(row.chat_id)

    async def _dispatch(self, row: InboxRow) -> Exception | None:
        try:
            await self._process(row)
        except Exception as error:  # noqa: BLE001  # it is put off, and logged there
            return error
        return self._failed.pop(row.id, None)

    async def _process(self, row: InboxRow) -> None:
        update = self._read(row)
        incoming = incoming_of(row.id, update, self._now(), self._application.bot.username)
        token = under_way.set((self._house, incoming))
        try:
            await self._application.process_update(update)
        finally:
            under_way.reset(token)

    def _read(self, row: InboxRow) -> Update:
        try:
            return Update.de_json(row.payload, self._application.bot)
        except Exception as error:  # noqa: BLE001  # whatever it is, it is there at the next try as well
            raise Unreadable(type(error).__name__) from None

    async def _remember_failure(self, _update: object, context: Context) -> None:
        if context.error is not None and not isinstance(context.error, AlreadyHandled):
            self._failed[context.incoming.inbox_id] = context.error

    async def _put_off(self, row: InboxRow, error: Exception) -> None:
        if is_passing(error):
            raise error
        last = isinstance(error, Unreadable) or row.tries + 1 >= MOST_TRIES
        retry_at = None if last else self._now() + timedelta(seconds=2**row.tries)
        log.error("update failed", extra={"row": row.id, "tries": row.tries + 1, "given_up": last}, exc_info=error)
        async with self._house.db.write() as tx:
            await inbox.mark_failed(tx, row, self._now(), retry_at)


async def run_handlers(
    dispatcher: Dispatcher, wake: asyncio.Event, stop: asyncio.Event, done: Callable[[], None]
) -> None:
    """Handle updates until told to stop, and finish what is under way; `wake` says that some have come."""
    dispatcher.begin()
    async with asyncio.TaskGroup() as group:
        while not stop.is_set():
            wake.clear()
            for row in await _next_waiting(dispatcher):
                group.create_task(_handle(dispatcher, row, wake, done))
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(wake.wait(), timeout=1.0)


async def _next_waiting(dispatcher: Dispatcher) -> list[InboxRow]:
    try:
        return await dispatcher.next_waiting()
    except Exception:
        # Not let out: it would break off what is being handled.
        log.exception("no updates could be read")
        await asyncio.sleep(PAUSE_AFTER_FAILURE)
        return []


async def _handle(dispatcher: Dispatcher, row: InboxRow, wake: asyncio.Event, done: Callable[[], None]) -> None:
    await dispatcher.handle(row)
    wake.set()
    done()
