"""The bot is killed at random moments while people tap, and begins anew or is relieved."""

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.kills.check import check
from tests.kills.scene import Scene, scene
from tests.kills.tapper import Tapper
from tests.support.process import AT_WORK, Process
from tests.support.until import until

WAITING = "waiting to take over"
LONGEST_LIFE = 1.2
SLOW = ("sendMessage", "editMessageText", "answerCallbackQuery", "getUpdates")


@dataclass
class Figures:
    """What came of it: counts, and the seconds from a kill to the next poll."""

    seed: int
    counts: dict[str, int] = field(default_factory=dict)
    back_after: list[float] = field(default_factory=list)

    def __str__(self) -> str:
        counts = ", ".join(f"{name} {count}" for name, count in self.counts.items())
        if not self.back_after:
            return f"KILL_SEED={self.seed}: failed before the first kill"
        mean = sum(self.back_after) / len(self.back_after)
        return f"KILL_SEED={self.seed}: {counts}; polls again after {mean:.2f} s, at most {max(self.back_after):.2f} s"


async def kill_again_and_again(database_url: str, folder: Path, kills: int, figures: Figures) -> None:
    """Kill the bot at work, so often, and check what is left; on PostgreSQL a second one takes over each time."""
    chance = random.Random(figures.seed)
    async with scene(database_url, folder) as it:
        bots = [it.bot("one")] if it.db.is_sqlite else [it.bot("one"), it.bot("two")]
        async with _running(it, bots):
            tappers = {
                name: Tapper(it.stand_in.sandbox, phone.id, random.Random(chance.random()))
                for name, phone in it.people.items()
            }
            await _tap_and_kill(it, bots, tappers, kills, chance, figures)
            figures.counts = await check(it, tappers, kills)
            await asyncio.gather(*(tapper.goes_on() for tapper in tappers.values()))
        for bot in bots:
            assert "Traceback" not in bot.text


async def _tap_and_kill(
    it: Scene, bots: list[Process], tappers: dict[str, Tapper], kills: int, chance: random.Random, figures: Figures
) -> None:
    enough = asyncio.Event()
    async with asyncio.TaskGroup() as group:
        await until(lambda: all(tapper.screen for tapper in tappers.values()), "the check-in of everybody")
        for tapper in tappers.values():
            group.create_task(tapper.taps(enough))
        for n in range(kills):
            await _make_slow(it, chance)
            await asyncio.sleep(chance.uniform(0, LONGEST_LIFE))
            before, killed_at = it.requests, it.stand_in.sandbox.running_time()
            await _kill(it, bots)
            # Now and then it is killed while it is still starting.
            if n == 0 or chance.random() < 0.8:
                figures.back_after.append(await it.polled(before) - killed_at)
        enough.set()
    await it.phones.clear_faults()
    await it.quiet()


async def _kill(it: Scene, bots: list[Process]) -> None:
    at_work = bots.pop(0)
    await at_work.kill()
    bots.append(await at_work.start(it.shift))


async def _make_slow(it: Scene, chance: random.Random) -> None:
    # A slow Bot API keeps more under way, so that more kills meet something half-done.
    await it.phones.clear_faults()
    for method in SLOW:
        await it.phones.fault("delay", method, seconds=chance.uniform(0.02, 0.2), times=1000)


@asynccontextmanager
async def _running(it: Scene, bots: list[Process]) -> AsyncIterator[None]:
    try:
        for bot, sign in zip(bots, (AT_WORK, WAITING), strict=False):
            await bot.start(it.shift)
            await bot.says(sign)
        yield
    finally:
        for bot in bots:
            await bot.kill()
