"""A new process hears first what was answered while none was there, and then looks what has fallen due."""

import asyncio
from contextlib import AsyncExitStack
from datetime import datetime

import pytest
from sqlalchemy import func, select

from bot.run import work
from bot.sandbox.phone import phones_of
from bot.sandbox.server import Running, running_sandbox
from bot.storage.tables import answers, stalls
from bot.telegram.service import connect
from bot.virtual_time import VirtualTime, Wall, at_work
from tests.support.bots import bot_of
from tests.support.ridge import RIDGE
from tests.support.until import until
from tests.support.world import World, at

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


async def asked_and_left_alone(stand_in: Running, database_url: str, stops: datetime) -> None:
    """A bot that asks kari, and is no longer there when her team falls silent."""
    wall = Wall(at("2026-08-31 08:00"))
    bot = bot_of(stand_in, database_url, wall)
    async with phones_of(stand_in.url) as phones, at_work(bot):
        w = World(bot, stand_in, phones, wall)
        await w.apply(RIDGE)
        await w.joins("kari")
        await VirtualTime(bot, wall, lambda: bool(stand_in.sandbox.updates.pending)).to(stops)


async def test_an_answer_from_the_time_of_a_stop_comes_before_the_silence_that_it_ends(database_url: str) -> None:
    async with AsyncExitStack() as stack:
        stand_in = await stack.enter_async_context(running_sandbox())
        await asked_and_left_alone(stand_in, database_url, at("2026-09-15 09:30"))
        phones = await stack.enter_async_context(phones_of(stand_in.url))
        kari = await phones.person(101, "Kari")
        await kari.presses("4")
        # Many ticks would be done before the first poll comes back.
        await phones.fault("delay", "getUpdates", seconds=1)
        bot = bot_of(stand_in, database_url, Wall(at("2026-09-15 10:30")))
        await connect(bot.application, bot.settings.telegram_api_url)
        stop = asyncio.Event()
        working = asyncio.create_task(work(bot, stop, asyncio.Event()))
        await until(lambda: bool(bot.metrics.registry.get_sample_value("mellom_tick_seconds_count")), "a tick")
        stop.set()
        await working

        async with bot.house.db.read() as tx:
            kept = (await tx.execute(select(func.count()).select_from(answers))).scalar_one()
            cases = (await tx.execute(select(stalls.c.kind))).scalars().all()
        await bot.application.shutdown()
        await bot.house.db.close()
    assert kept == 1
    assert cases == []
