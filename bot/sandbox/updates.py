"""The updates that the bot has not confirmed yet, and the one poller that may fetch them."""

import secrets
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from bot.sandbox.bell import Bell
from bot.sandbox.errors import POLLED_TWICE, ApiError
from bot.sandbox.people import Json

KEPT_SECONDS = 24 * 60 * 60
NOT_BY_DEFAULT = {"chat_member", "message_reaction", "message_reaction_count"}
LONGEST_POLL = 50


@dataclass(slots=True)
class Waiting:
    """An update with the moment it was made, in running time."""

    made: float
    update: Json


class Updates:
    """The queue of one bot: an update leaves it when a later offset confirms it, or after a day."""

    def __init__(self, running_time: Callable[[], float]) -> None:
        self.allowed: list[str] = []
        self.made = Bell()
        self._running_time = running_time
        self._queue: deque[Waiting] = deque()
        self._next_id = _random_start()
        self._poll = 0
        self._terminated = ""

    def add(self, kind: str, content: Json) -> int | None:
        """The id of the new update, None if the bot does not want this kind."""
        if not self.wants(kind):
            return None
        update_id = self._next_id
        self._next_id += 1
        self._queue.append(Waiting(self._running_time(), {"update_id": update_id, kind: content}))
        self.made.ring()
        return update_id

    def wants(self, kind: str) -> bool:
        return kind in self.allowed if self.allowed else kind not in NOT_BY_DEFAULT

    @property
    def pending(self) -> list[Json]:
        while self._queue and self._running_time() - self._queue[0].made > KEPT_SECONDS:
            self._queue.popleft()
        return [waiting.update for waiting in self._queue]

    def confirm(self, offset: int) -> None:
        """Forget every update below the offset; a negative one keeps that many from the end."""
        if offset < 0:
            while len(self._queue) > -offset:
                self._queue.popleft()
        while offset > 0 and self._queue and self._queue[0].update["update_id"] < offset:
            self._queue.popleft()

    def remove(self, update_id: int) -> None:
        """Forget one update: its webhook has taken it."""
        self._queue = deque(waiting for waiting in self._queue if waiting.update["update_id"] != update_id)

    def clear(self) -> None:
        self._queue.clear()

    def reset(self) -> None:
        """Forget all, and go on with the numbers: a bot that kept its offset still gets what comes."""
        self.clear()
        self.allowed = []
        self.end_poll("")

    def renumber(self) -> None:
        """Go on at a random id, as Telegram does after a week without updates."""
        self._next_id = _random_start()

    def end_poll(self, why: str = POLLED_TWICE) -> int:
        """The number of the poll that may wait from now on; whoever waited before is told why not."""
        self._poll += 1
        self._terminated = why
        self.made.ring()
        return self._poll

    async def fetch(self, offset: int, limit: int, seconds: float) -> list[Json]:
        """The first unconfirmed updates, waiting for one at most so long."""
        mine = self.end_poll()
        self.confirm(offset)
        # A poll waits in real time, whatever clock the limits run by.
        until = time.monotonic() + min(seconds, LONGEST_POLL)
        while not (found := self.pending[:limit]):
            rest = until - time.monotonic()
            if rest <= 0:
                break
            await self.made.changed(self.made.version, rest)
            if self._poll != mine:
                if self._terminated:
                    raise ApiError(409, self._terminated)
                break
        return found


def _random_start() -> int:
    return 100_000_000 + secrets.randbelow(800_000_000)
