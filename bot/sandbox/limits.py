"""Telegram's sending limits, in running time."""

import math
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.sandbox.errors import too_many_requests


@dataclass(slots=True)
class Window:
    """At most `count` messages in any `seconds` seconds."""

    count: int
    seconds: float
    sent: deque[float] = field(default_factory=deque)

    def wait(self, now: float) -> float:
        """The seconds until one more may be sent."""
        while self.sent and now - self.sent[0] >= self.seconds:
            self.sent.popleft()
        # An album goes out whole, so that more than `count` may have been sent.
        return self.sent[-self.count] + self.seconds - now if len(self.sent) >= self.count else 0


class Limits:
    """One message a second in a private chat (three at once pass), 20 a minute in a group, 30 a second in all."""

    def __init__(self, kind: str, running_time: Callable[[], float]) -> None:
        if kind not in ("telegram", "none"):
            raise ValueError(f"limits: {kind!r} is neither 'telegram' nor 'none'")
        self.kind = kind
        self._running_time = running_time
        self._overall = Window(30, 1)
        self._chats: dict[int, Window] = {}

    def check(self, chat_id: int, messages: int = 1) -> None:
        """Count a message, or an album of several, to a chat, or refuse it as Telegram does."""
        if self.kind == "none":
            return
        now = self._running_time()
        # Three in any three seconds is one a second with the small burst that Telegram tolerates.
        window = self._chats.setdefault(chat_id, Window(20, 60) if chat_id < 0 else Window(3, 3))
        wait = max(self._overall.wait(now), window.wait(now))
        if wait > 0:
            raise too_many_requests(math.ceil(wait))
        self._overall.sent.extend([now] * messages)
        window.sent.extend([now] * messages)
