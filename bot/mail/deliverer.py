"""The one who takes mails to the server: one after another, at a pace of its own, whatever the chats are doing."""

import asyncio
import contextlib
import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from bot.domain.outgoing import Delivery, Outcome
from bot.flow.house import House
from bot.flow.mailing.settle import claim_mail, recover_mails, settle_mail
from bot.flow.outcome import keep_outcome
from bot.mail.sender import MailChannel
from bot.storage.outbox_rows import OutboxRow

log = logging.getLogger(__name__)

# Microsoft 365, the narrowest of the common services, takes 30 mails a minute from one account; a thousand readers
# have their page within 34 minutes.
BETWEEN_MAILS = 2.0
# A server keeps a connection open for minutes; nobody has to hold one while nothing waits.
LEAVE_AFTER = 30.0
# So often (seconds) it looks whether a mail waits, and while it rests whether that is over.
LOOK_EVERY, WAKE_EVERY = 0.5, 0.1
PAUSE_AFTER_FAILURE = 1.0


@dataclass(slots=True)
class MailDeliverer:
    """Claims, sends and settles mails. `running` are seconds that never jump; `noted` hears of each that was tried."""

    house: House
    channel: MailChannel
    now: Callable[[], datetime]
    running: Callable[[], float]
    noted: Callable[[OutboxRow, Delivery], None]
    mails_wait: asyncio.Event = field(default_factory=asyncio.Event)
    # Whether claimed mails may be left that nobody here will settle.
    some_may_be_left: bool = True
    _free_at: float = 0.0
    _left_at: float | None = None

    async def deliver_until(self, over: asyncio.Event) -> None:
        """Send what waits until told to stop, and finish what is under way."""
        self.some_may_be_left = True
        try:
            while not over.is_set():
                self.mails_wait.clear()
                if not await self._one():
                    await self._rest(over)
        finally:
            await self.channel.close()

    async def _one(self) -> bool:
        """Send the next mail. Whether there was one."""
        if self.running() < self._free_at:
            return False
        row = await self._claim()
        if row is None:
            await self._leave_in_time()
            return False
        delivery = await self._send(row)
        await keep_outcome(self.house.db, row, delivery, self._keep)
        self._free_at = self.running() + max(BETWEEN_MAILS, delivery.wait if delivery.closed else 0.0)
        self._left_at = None
        self.noted(row, delivery)
        return True

    async def _claim(self) -> OutboxRow | None:
        try:
            if self.some_may_be_left:
                await recover_mails(self.house, self.now())
                self.some_may_be_left = False
            return await claim_mail(self.house, self.now())
        except Exception:
            # A commit that failed may have been done all the same.
            self.some_may_be_left = True
            log.exception("no mail could be claimed")
            await asyncio.sleep(PAUSE_AFTER_FAILURE)
            return None

    async def _send(self, row: OutboxRow) -> Delivery:
        try:
            return await self.channel.send(row.outgoing, tries=row.tries, decided_at=row.decided_at)
        except Exception as error:
            log.exception("mailing failed", extra={"key": row.outgoing.key})
            return Delivery(Outcome.REFUSED, why=type(error).__name__)

    async def _keep(self, row: OutboxRow, delivery: Delivery) -> None:
        await settle_mail(self.house, row, delivery, self.now())

    async def _rest(self, over: asyncio.Event) -> None:
        waiting = [asyncio.create_task(event.wait()) for event in (over, self.mails_wait)]
        rests = self.running() < self._free_at
        timeout = WAKE_EVERY if rests else LOOK_EVERY
        await asyncio.wait(waiting, timeout=timeout, return_when=asyncio.FIRST_COMPLETED)
        for task in waiting:
            task.cancel()

    async def _leave_in_time(self) -> None:
        if self._left_at is None:
            self._left_at = self.running() + LEAVE_AFTER
        elif self.running() > self._left_at:
            with contextlib.suppress(Exception):
                await self.channel.close()
