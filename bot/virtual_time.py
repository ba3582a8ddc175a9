"""Time in our hands: a clock that stops at every moment at which something is due, and never jumps."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.app import Bot
from bot.flow.beat import beat, first_beat
from bot.flow.deliver import recover
from bot.run import deliver_until, mail_until
from bot.storage.due import next_moment, next_sending, under_way
from bot.telegram.dispatch import run_handlers
from bot.telegram.fetch import fetch_for_ever
from bot.telegram.service import connect

# A wall clock that jumps by more than a day counts as an outage, so it is led in smaller steps.
LONGEST_STEP = timedelta(hours=20)


@dataclass(slots=True)
class Wall:
    """A wall clock that stands where it was put."""

    at: datetime

    def __call__(self) -> datetime:
        return self.at


def thousandfold() -> float:
    """Running time in which a second passes in a millisecond, for worlds where nobody has to be spared."""
    return time.monotonic() * 1000


@dataclass(frozen=True, slots=True)
class VirtualTime:
    """Leads a running bot through time. `unconfirmed` says whether the Bot API holds updates that were not fetched."""

    bot: Bot
    wall: Wall
    unconfirmed: Callable[[], bool]

    async def to(self, moment: datetime) -> None:
        """Let time pass up to this moment; everything due on the way happens at its own time."""
        await self.quiet()
        while (stop := await self._next_stop()) < moment:
            await self._at(stop)
        await self._at(max(moment, self.wall.at))

    async def pass_quietly(self, moment: datetime) -> None:
        """Let time pass up to this moment, before which nothing is due: the clock ticks, and nothing is waited for."""
        self.wall.at = moment
        await self.bot.tick()
        await beat(self.bot.house.db, moment)

    async def quiet(self, within: float = 20.0) -> None:
        """Wait until nothing is under way. TimeoutError after so many seconds."""
        async with asyncio.timeout(within):
            # What is waited for is rows in a database, and those tell nobody.
            while self.unconfirmed() or await self._under_way():  # noqa: ASYNC110
                await asyncio.sleep(0.003)

    async def _at(self, moment: datetime) -> None:
        self.wall.at = moment
        await self.bot.tick()
        await self.quiet()
        # Time that is led is time in which we are well; a bot that is killed was away from here on.
        await beat(self.bot.house.db, moment)

    async def _next_stop(self) -> datetime:
        async with self.bot.house.db.read() as tx:
            due = (await next_moment(tx), await next_sending(tx))
        ahead = [moment for moment in due if moment is not None and moment > self.wall.at]
        return min([*ahead, self.wall.at + LONGEST_STEP])

    async def _under_way(self) -> int:
        async with self.bot.house.db.read() as tx:
            return await under_way(tx, self.bot.clock.now())


@asynccontextmanager
async def at_work(bot: Bot) -> AsyncIterator[None]:
    """The bot with its real loops while the block runs; only the ticks come from whoever leads the time."""
    await connect(bot.application, bot.settings.telegram_api_url)
    await recover(bot.house, bot.clock.now())
    await first_beat(bot.house.db, bot.clock.now())
    over = asyncio.Event()
    fetching = asyncio.create_task(fetch_for_ever(bot.application.bot, bot.keep, bot.reached))
    loops = [
        asyncio.create_task(run_handlers(bot.dispatcher, bot.updates_came, over, bot.messages_wait.set)),
        asyncio.create_task(deliver_until(bot, over)),
        asyncio.create_task(mail_until(bot, over)),
    ]
    try:
        yield
    finally:
        over.set()
        bot.updates_came.set()
        bot.messages_wait.set()
        fetching.cancel()
        outcomes = await asyncio.gather(fetching, *loops, return_exceptions=True)
        await bot.application.shutdown()
        await bot.house.db.close()
    for outcome in outcomes:
        if isinstance(outcome, Exception):
            raise outcome
