"""The clock of the play: it stops wherever something is due, and everybody acts at their own moment."""

import asyncio
import time as running_time
from collections.abc import Coroutine
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.demo.deeds import carry_out
from bot.demo.leash import BotGone, BotProcess
from bot.demo.lines import Report, ToDo, Wish
from bot.demo.score import SPEEDS, Score
from bot.demo.wishes import Errand, Wishes
from bot.sandbox.bell import Bell
from bot.sandbox.state import Sandbox

MONDAY_MORNING = time(8)
FRAME = 0.1  # seconds between two looks of the clock while it runs
LINGER = 2.0  # seconds for which the slowest clock stands when something came to a phone on the page


@dataclass(slots=True)
class Clockwork:
    """Leads one bot through the play. Every method raises BotGone when the bot is no longer there.

    What is wished outlives the bot, as does what people have `done`.
    """

    score: Score
    bot: BotProcess
    sandbox: Sandbox
    bell: Bell
    wishes: Wishes
    done: set[ToDo]
    _seen: int = -1

    async def go_on(self) -> None:
        """Do the next bit of what is wished."""
        self.wishes.woken.clear()
        if self.wishes.errands:
            await self._run_errand(self.wishes.errands[0])
        elif self.sandbox.any_chat.version != self._seen:
            await self.to(self.score.now)
        elif self.score.running:
            await self._stroll()
        else:
            await self._rest()

    async def to(self, moment: datetime) -> None:
        """Let time pass up to this moment, at which nothing before it is due; what is due at it is done."""
        self.score.now = moment
        await self._look()
        while deed := self.score.deed_due(self.done):
            code = (await self._ask(codes=(deed.person,))).codes[deed.person] if deed.act == "join" else ""
            # Nothing is waited for between the two, so that a kill leaves a deed either undone or done.
            self.done.add(deed)
            carry_out(self.sandbox, self.score.id_of(deed.person), deed, code)
            await self._look()
        self.bell.ring()

    async def _look(self) -> None:
        """Wait until the bot has done all there is to do at this moment, and take its report."""
        while True:
            self._seen = self.sandbox.any_chat.version
            await self._settled()
            self.score.take(await self._ask())
            if self.sandbox.any_chat.version == self._seen:
                return

    async def _ask(self, *, quiet: bool = False, codes: tuple[str, ...] = ()) -> Report:
        return await self.bot.ask(Wish(at=self.score.now, quiet=quiet, codes=codes))

    async def _settled(self) -> None:
        """Wait until the bot has fetched all updates."""
        while self.sandbox.updates.pending:
            if self.bot.gone.done():
                raise BotGone
            await asyncio.sleep(0.003)

    async def _run_errand(self, errand: Errand) -> None:
        self.score.stepping = True
        self.bell.ring()
        try:
            target = self._next_monday() if errand.to_monday else self.score.ends
            told = len(self.score.events)
            while self.score.now < target and self.wishes.holds(errand):
                await self.to(self._stop_before(target))
                if not errand.to_monday and len(self.score.events) > told:
                    break
            self.wishes.done_with(errand)
        finally:
            self.score.stepping = bool(self.wishes.errands)
            self.bell.ring()

    def _next_monday(self) -> datetime:
        zone = self.score.now.astimezone(ZoneInfo(self.score.zone))
        monday = zone.date() + timedelta(days=(7 - zone.weekday()) % 7)
        morning = datetime.combine(monday, MONDAY_MORNING, zone.tzinfo)
        if morning <= zone:
            morning = datetime.combine(monday + timedelta(weeks=1), MONDAY_MORNING, zone.tzinfo)
        return min(morning, self.score.ends)

    def _stop_before(self, target: datetime) -> datetime:
        return min(self.score.next_stop(self.done) or target, target)

    async def _stroll(self) -> None:
        """Let the clock run for a frame."""
        began, pause, score = running_time.monotonic(), FRAME, self.score
        target = min(score.now + timedelta(hours=SPEEDS[score.level] * FRAME), score.ends)
        stop = score.next_stop(self.done)
        if stop is not None and stop <= target:
            shown = self._shown()
            await self.to(stop)
            if self._shown() != shown:
                pause = LINGER / (1 + score.level)
        else:
            score.now = target
            await self._ask(quiet=True)
            score.reached = target
        score.running = score.running and not score.is_over
        self.bell.ring()
        await self._for(began + pause - running_time.monotonic(), self.wishes.woken.wait())

    def _shown(self) -> list[int]:
        """How often the phones on the page have changed."""
        chats = self.sandbox.chats
        return [chats[id_].bell.version for id_ in self.score.seats().values() if id_ in chats]

    async def _rest(self) -> None:
        """Stand still until something is wished or somebody acts, or the bot has gone."""
        await self._for(3600.0, self.wishes.woken.wait(), self.sandbox.any_chat.changed(self._seen, 3600.0))

    async def _for(self, seconds: float, *events: Coroutine[Any, Any, Any]) -> None:
        """Wait for the first of these or of the bot's end, at most so long."""
        waiting = [asyncio.ensure_future(event) for event in events]
        try:
            await asyncio.wait([*waiting, self.bot.gone], timeout=max(seconds, 0), return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in waiting:
                task.cancel()
            await asyncio.gather(*waiting, return_exceptions=True)
        if self.bot.gone.done():
            raise BotGone
