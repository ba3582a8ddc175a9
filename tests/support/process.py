"""The bot as a process of its own, to be killed; its clock is the machine's, shifted to a day that suits the test."""

import argparse
import asyncio
import os
import signal
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Self

from bot.app import build_bot
from bot.clock import Clock
from bot.logs import set_up
from bot.run import run, stop_on_signals
from bot.settings import ROOT, read_settings

AT_WORK = "at work"
GIVE_UP_AFTER = 60


class Process:
    """A bot in a process of its own; its log goes to a file, one after another where there are several."""

    def __init__(self, folder: Path, name: str = "bot", **settings: str) -> None:
        self.log = folder / f"{name}.log"
        self._folder = folder
        self._settings = {"tick_seconds": "0.2", "listen": "", "log_format": "json"} | settings
        self._child: asyncio.subprocess.Process | None = None
        self.started = 0.0

    async def start(self, shift: timedelta | None = None) -> Self:
        """Start it: as people do, or with its clock shifted."""
        words = ["bot", "run"] if shift is None else ["tests.support.process", str(shift.total_seconds())]
        environment = {f"MELLOM_{name.upper()}": value for name, value in self._settings.items()}
        self.started = time.monotonic()
        with self.log.open("ab") as log:
            self._child = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                *words,
                cwd=self._folder,
                env={"PATH": os.defpath, "PYTHONPATH": str(ROOT)} | environment,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        return self

    @property
    def is_alive(self) -> bool:
        return self._child is not None and self._child.returncode is None

    async def kill(self) -> None:
        """End it at once, in the midst of whatever it does."""
        if self._child is not None and self.is_alive:
            self._child.kill()
            await self._child.wait()

    async def terminate(self) -> int:
        """Ask it to end, as a machine that shuts down does; its exit status."""
        assert self._child is not None
        self._child.send_signal(signal.SIGTERM)
        async with asyncio.timeout(GIVE_UP_AFTER):
            return await self._child.wait()

    async def ended(self) -> int:
        """Its exit status, once it has ended by itself."""
        assert self._child is not None
        async with asyncio.timeout(GIVE_UP_AFTER):
            return await self._child.wait()

    async def says(self, part: str, *, times: int = 1) -> str:
        """Wait until its log says this so many times; the whole log."""
        async with asyncio.timeout(GIVE_UP_AFTER):
            while self.text.count(part) < times:
                assert self.is_alive or self.text.count(part) >= times, self.text
                await asyncio.sleep(0.02)
        return self.text

    @property
    def text(self) -> str:
        """Its whole log."""
        return self.log.read_text(encoding="utf-8")


def shift_to(moment: datetime) -> timedelta:
    """The shift by which it is now that moment."""
    return moment - datetime.now(UTC)


async def _run(shift: timedelta) -> None:
    settings = read_settings()
    set_up(settings.log_format, settings.log_level, secrets=(settings.telegram_token,))
    stop = asyncio.Event()
    stop_on_signals(stop)
    await run(await build_bot(settings, Clock(lambda: datetime.now(UTC) + shift)), stop)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("shift", type=float, help="seconds by which the clock is ahead of the machine's")
    asyncio.run(_run(timedelta(seconds=parser.parse_args().shift)))
