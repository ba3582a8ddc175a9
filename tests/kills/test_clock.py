"""A wall clock that jumps in a living process: what came due is done once, and the ticks go on."""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator
from datetime import timedelta

from bot.app import Bot
from bot.content.programme_file import parse_programme
from bot.flow.applying.apply import apply
from bot.flow.invite import invite
from bot.run import run
from bot.sandbox import acts
from bot.sandbox.people import Person
from bot.sandbox.server import running_sandbox
from bot.sandbox.state import Sandbox
from bot.virtual_time import Wall
from tests.support.bots import bot_of
from tests.support.ridge import RIDGE
from tests.support.until import until
from tests.support.world import at

KARI = 101


@contextlib.asynccontextmanager
async def running(bot: Bot) -> AsyncIterator[None]:
    """The bot with everything that it has, its own ticks too."""
    stop = asyncio.Event()
    task = asyncio.create_task(run(bot, stop))
    try:
        yield
    finally:
        stop.set()
        await task


async def test_a_clock_that_jumps_ahead_and_is_set_back_does_everything_once(database_url: str) -> None:
    wall = Wall(at("2026-08-31 14:30"))
    async with running_sandbox() as stand_in:
        sandbox, bot = stand_in.sandbox, bot_of(stand_in, database_url, wall, running=time.monotonic)
        async with running(bot):
            await _kari_joins(bot, sandbox)

            wall.at += timedelta(hours=20)  # to Tuesday 10:30, half an hour after the check-in was due
            await until(lambda: _heard(sandbox) == 2, "the check-in")

            wall.at -= timedelta(hours=1)
            await _ticks(bot, 5)
            assert bot.clock.now() == at("2026-09-01 10:30")
            acts.send(sandbox, sandbox.people[KARI], None, {"text": "/help"})
            await until(lambda: _heard(sandbox) == 3, "an answer while the clock stands still")

            for _ in range(3):  # to Thursday 10:30, after the reminder was due
                wall.at += timedelta(hours=16, minutes=20)
                await _ticks(bot, 5)
            await until(lambda: _heard(sandbox) == 4, "the reminder")
            await _ticks(bot, 5)

    assert _heard(sandbox) == 4


async def _kari_joins(bot: Bot, sandbox: Sandbox) -> None:
    house, now = bot.house, bot.clock.now()
    await apply(house, parse_programme(RIDGE, "programme.yaml", house.content), now)
    code = next(it.code for it in await invite(house, "mellom_bot", now) if it.person == "kari")
    sandbox.people[KARI] = Person(KARI, "Kari")
    acts.send(sandbox, sandbox.people[KARI], None, {"text": f"/start {code}"})
    await until(lambda: _heard(sandbox) == 1, "the welcome")


def _heard(sandbox: Sandbox) -> int:
    return sum(message.from_bot for message in sandbox.chats[KARI].messages.values())


async def _ticks(bot: Bot, times: int) -> None:
    for _ in range(times):
        before = bot.ticked_at
        await until(lambda before=before: bot.ticked_at > before, "the next tick")
