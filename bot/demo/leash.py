"""The bot's process as the play holds it: started, asked, killed, ended."""

import asyncio
import contextlib
import sys
from asyncio.subprocess import PIPE, Process
from typing import TypeVar

from bot.demo.lines import LONGEST_LINE, Begin, Line, Opening, Report, Wish

PATIENCE = 5.0  # seconds in which a bot that is no longer needed may end by itself
L = TypeVar("L", bound=Line)


class BotGone(Exception):
    """The bot's process has ended."""


class BotProcess:
    """A bot that was started and is led by lines."""

    def __init__(self, process: Process) -> None:
        self._process = process
        self._asking = asyncio.Lock()
        self.gone = asyncio.create_task(process.wait())

    @classmethod
    async def start(cls) -> "BotProcess":
        """A process that waits to hear what is played."""
        command = (sys.executable, "-m", "bot.demo.bot_process")
        # A group of its own: Ctrl-C in the terminal is for the play, which then ends its bot.
        process = await asyncio.create_subprocess_exec(
            *command, stdin=PIPE, stdout=PIPE, limit=LONGEST_LINE, start_new_session=True
        )
        return cls(process)

    async def begin(self, begin: Begin) -> Opening:
        """The bot at work. BotGone where it cannot be; what it says about it stands on standard error."""
        return await self._ask(begin, Opening)

    async def ask(self, wish: Wish) -> Report:
        """The answer to a wish. BotGone where the bot ends before it has answered."""
        return await self._ask(wish, Report)

    async def _ask(self, line: Line, kind: type[L]) -> L:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        async with self._asking:
            try:
                self._process.stdin.write(line.model_dump_json().encode() + b"\n")
                await self._process.stdin.drain()
                answer = await self._process.stdout.readline()
            except (BrokenPipeError, ConnectionResetError):
                raise BotGone from None
        if not answer:
            raise BotGone
        return kind.model_validate_json(answer)

    def kill(self) -> None:
        """End it in the middle of whatever it does."""
        with contextlib.suppress(ProcessLookupError):
            self._process.kill()

    async def end(self) -> None:
        """Let it end by itself, and see to it that it does."""
        if self._process.stdin is not None:
            self._process.stdin.close()
        try:
            await asyncio.wait_for(asyncio.shield(self.gone), PATIENCE)
        except TimeoutError:
            self.kill()
            await self.gone
