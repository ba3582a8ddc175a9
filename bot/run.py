"""A bot at work: its loops side by side until told to stop, and a quiet end."""

import asyncio
import contextlib
import logging
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.app import Bot
from bot.domain.errors import MellomError
from bot.domain.outgoing import Lane
from bot.domain.stall import StallKind
from bot.flow.beat import first_beat
from bot.flow.mailing.begin import begin_by_mail
from bot.scheduler import build_scheduler, keep_running, stop_scheduler, wake_after_setback
from bot.storage.counts import answers_kept, stalls_open
from bot.storage.inbox import next_waiting
from bot.storage.lease import lease
from bot.storage.outbox import waiting_by_lane
from bot.telegram.dispatch import run_handlers
from bot.telegram.fetch import fetch_for_ever
from bot.telegram.service import (
    TelegramAway,
    ask_until_done,
    come_in_by_polling,
    come_in_by_webhook,
    connect,
    introduce,
)
from bot.web.answers import AnswerPages
from bot.web.metrics import Metrics
from bot.web.pages import Pulse, pages
from bot.web.serve import served

log = logging.getLogger(__name__)

QUIET_END = 7.0
# So long (seconds) the Bot API may be out of reach at the start.
PATIENCE = 20.0
# So long (seconds) the clock waits at most for what was answered while nobody was here.
LONGEST_CATCHING_UP = 15.0
# A clock that has not ticked for so long (seconds) is standing still.
LONGEST_PAUSE = 60.0


async def run(bot: Bot, stop: asyncio.Event) -> None:
    """Run until `stop` is set; on PostgreSQL only while no other process is at work."""
    connecting, stopping = asyncio.create_task(_connect(bot)), asyncio.create_task(stop.wait())
    try:
        await asyncio.wait({connecting, stopping}, return_when=asyncio.FIRST_COMPLETED)
        if stop.is_set():
            return
        await connecting
        async with _served(bot):
            while not stop.is_set():
                await _work_on(bot, stop)
    finally:
        await _cancel(connecting, stopping)
        await bot.application.shutdown()
        await bot.house.db.close()


async def _connect(bot: Bot) -> None:
    """Make contact; a Bot API that is out of reach may be back in a moment."""
    until = bot.running() + PATIENCE
    while True:
        try:
            return await connect(bot.application, bot.settings.telegram_api_url)
        except TelegramAway as away:
            if bot.running() > until:
                raise
            log.warning(str(away))
            await asyncio.sleep(1.0)


async def _work_on(bot: Bot, stop: asyncio.Event) -> None:
    try:
        await _hold_and_work(bot, stop)
    except MellomError:
        raise
    except Exception:
        # Such as a database that went away again just as the work began.
        log.exception("the work broke off; it begins anew")
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), timeout=1.0)


async def _hold_and_work(bot: Bot, stop: asyncio.Event) -> None:
    lost = asyncio.Event()
    async with contextlib.AsyncExitStack() as held:
        entering = asyncio.create_task(held.enter_async_context(lease(bot.house.db, lost)))
        stopping = asyncio.create_task(stop.wait())
        try:
            while not entering.done() and not stop.is_set():
                # Waiting for another process to end is as good as ticking.
                bot.ticked_at = bot.running()
                await asyncio.wait({entering, stopping}, timeout=1.0, return_when=asyncio.FIRST_COMPLETED)
            if entering.done():
                await entering
                await work(bot, stop, lost)
        finally:
            await _cancel(entering, stopping)


async def work(bot: Bot, stop: asyncio.Event, lost: asyncio.Event) -> None:
    """Do the bot's work until it is to stop, or its right to work is lost."""
    await first_beat(bot.house.db, bot.clock.now())
    over = asyncio.Event()
    jobs = bot.jobs()
    scheduler = build_scheduler(jobs, lambda name, seconds: _ticked(bot, name, seconds))
    scheduler.start(paused=True)
    loops = [
        asyncio.create_task(keep_running(name, loop, over))
        for name, loop in (
            ("handle", lambda: run_handlers(bot.dispatcher, bot.updates_came, over, bot.messages_wait.set)),
            ("deliver", lambda: deliver_until(bot, over)),
            ("mail", lambda: mail_until(bot, over)),
            ("begin", lambda: _begin_by_mail(bot, over)),
            ("clock", lambda: _watch_clock(bot, scheduler, over)),
        )
    ]
    fetching = asyncio.create_task(keep_running("fetch", lambda: _fetch(bot), over))
    showing = asyncio.create_task(_introduce(bot))
    try:
        await _answers_first(bot, stop, lost)
        scheduler.resume()
        log.info("at work", extra={"bot": bot.application.bot.username})
        await _first_of(stop, lost)
    finally:
        over.set()
        bot.updates_came.set()
        bot.messages_wait.set()
        await _cancel(fetching, showing)
        ending = [asyncio.create_task(stop_scheduler(scheduler, jobs)), *loops]
        _, late = await asyncio.wait(ending, timeout=QUIET_END)
        await _cancel(*late)
    log.info("work ended")


async def _answers_first(bot: Bot, stop: asyncio.Event, lost: asyncio.Event) -> None:
    """Let what was answered while nobody was here come before what has fallen due meanwhile."""
    catching_up = asyncio.create_task(_caught_up(bot))
    ends = [asyncio.create_task(stop.wait()), asyncio.create_task(lost.wait())]
    await asyncio.wait([catching_up, *ends], timeout=LONGEST_CATCHING_UP, return_when=asyncio.FIRST_COMPLETED)
    await _cancel(catching_up, *ends)


async def _caught_up(bot: Bot) -> None:
    await bot.caught_up.wait()
    while await _updates_wait(bot):  # noqa: ASYNC110  # rows in a database tell nobody
        await asyncio.sleep(0.05)


async def _updates_wait(bot: Bot) -> bool:
    async with bot.house.db.read() as tx:
        return bool(await next_waiting(tx, bot.clock.now(), (), 1))


async def _cancel(*tasks: asyncio.Task[Any]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


async def _open_the_way_in(bot: Bot) -> None:
    settings = bot.settings
    if settings.webhook_url:
        await come_in_by_webhook(bot.application, settings.webhook_url, settings.webhook_secret)
    else:
        await come_in_by_polling(bot.application)


async def _introduce(bot: Bot) -> None:
    if not await introduce(bot.application, bot.house.content.wording):
        log.warning("the menu of commands could not be set")


async def _fetch(bot: Bot) -> None:
    await ask_until_done(lambda: _open_the_way_in(bot))
    if bot.settings.webhook_url:
        bot.caught_up.set()
        while True:
            # Nothing is fetched; what is asked is only whether the Bot API is there.
            await bot.application.bot.get_me()
            bot.reached()
            await asyncio.sleep(10)
    await fetch_for_ever(bot.application.bot, bot.keep, bot.reached, bot.caught_up.set)


async def deliver_until(bot: Bot, over: asyncio.Event) -> None:
    """Send what waits until told to stop, and finish what is under way."""
    bot.begin_delivery()
    async with asyncio.TaskGroup() as group:
        while not over.is_set():
            bot.messages_wait.clear()
            for row in await bot.claim_some():
                group.create_task(bot.deliver_one(row))
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(bot.messages_wait.wait(), timeout=min(bot.pace.next_change(bot.running()), 0.5))


async def mail_until(bot: Bot, over: asyncio.Event) -> None:
    """Send the mails that wait until told to stop, where there is a mail server."""
    if bot.mails is None:
        await over.wait()
    else:
        await bot.mails.deliver_until(over)


async def _begin_by_mail(bot: Bot, over: asyncio.Event) -> None:
    """Once, beside everything else: many readers are no reason to be late for those who write."""
    await begin_by_mail(bot.house, bot.clock.now())
    await over.wait()


async def _watch_clock(bot: Bot, scheduler: AsyncIOScheduler, over: asyncio.Event) -> None:
    while not over.is_set():
        wake_after_setback(scheduler, bot.jobs())
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(over.wait(), timeout=1.0)


def _ticked(bot: Bot, name: str, seconds: float) -> None:
    if name == "tick":
        bot.ticked_at = bot.running()
        bot.metrics.tick.observe(seconds)


async def _first_of(*events: asyncio.Event) -> None:
    waiting = [asyncio.create_task(event.wait()) for event in events]
    await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
    for task in waiting:
        task.cancel()


@asynccontextmanager
async def _served(bot: Bot) -> AsyncIterator[None]:
    address = bot.settings.listen_address()
    if address is None:
        yield
        return
    pulse = Pulse(
        ticks=lambda: bot.running() - bot.ticked_at < LONGEST_PAUSE + bot.settings.tick_seconds,
        database=bot.house.db.is_there,
        count=lambda metrics: _count(bot, metrics),
    )
    answers = AnswerPages(bot.house, bot.clock.now, bot.running)
    application = pages(pulse, bot.metrics, bot.keep, bot.settings.webhook_secret, answers.routes)
    async with served(application, *address):
        yield


async def _count(bot: Bot, metrics: Metrics) -> None:
    async with bot.house.db.read() as tx:
        lanes, kinds, kept = await waiting_by_lane(tx), await stalls_open(tx), await answers_kept(tx)
    for lane in Lane:
        metrics.waiting.labels(lane).set(lanes.get(lane, 0))
    for kind in StallKind:
        metrics.stalls.labels(kind).set(kinds.get(kind, 0))
    metrics.count_answers(kept)


def stop_on_signals(stop: asyncio.Event) -> None:
    """Stop on SIGTERM and SIGINT."""
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
