"""Telegram's limits as a value in running time: which chats may be written to now, and how many messages in all."""

from collections import deque
from dataclasses import dataclass, field

PER_CHAT_SECONDS = 1.0
# After so many seconds a chat may be written to again, however many pictures an album had.
MOST_SECONDS = 3
GROUP_MINUTE, GROUP_MOST = 60.0, 20
# Telegram names about 30 a second; a little under it, the limit is never met.
OVERALL_SECOND, OVERALL_MOST = 1.0, 28


@dataclass(slots=True)
class Pace:
    """What was sent lately. All times are seconds of a running clock that never jumps."""

    _free_at: dict[int, float] = field(default_factory=dict)
    _groups: dict[int, deque[float]] = field(default_factory=dict)
    _overall: deque[float] = field(default_factory=deque)
    _under_way: set[int] = field(default_factory=set)

    def busy(self, now: float) -> set[int]:
        """The chats that must wait: a message is under way, was sent just now, or Telegram told us to wait."""
        self._free_at = {chat: moment for chat, moment in self._free_at.items() if moment > now}
        full = {chat for chat, sent in self._groups.items() if len(_lately(sent, now, GROUP_MINUTE)) >= GROUP_MOST}
        return self._under_way | self._free_at.keys() | full

    def room(self, now: float) -> int:
        """How many messages may leave now over all chats, counting those under way."""
        return max(0, OVERALL_MOST - len(_lately(self._overall, now, OVERALL_SECOND)) - len(self._under_way))

    def nothing_under_way(self) -> None:
        """Whatever was under way has ended, or never will."""
        self._under_way.clear()

    def begin(self, chat: int) -> None:
        """A message to this chat is under way."""
        self._under_way.add(chat)

    def end(self, chat: int, now: float, wait: float = 0.0, messages: int = 1) -> None:
        """It has settled; the chat rests for a second, longer after an album, or for as long as we were told."""
        self._under_way.discard(chat)
        self._free_at[chat] = now + max(wait, PER_CHAT_SECONDS * min(messages, MOST_SECONDS))
        self._overall.extend([now] * messages)
        if chat < 0:
            self._groups.setdefault(chat, deque()).extend([now] * messages)

    def next_change(self, now: float) -> float:
        """Seconds until a resting chat is free again; 1 where none rests."""
        return min((moment - now for moment in self._free_at.values() if moment > now), default=1.0)


def _lately(sent: deque[float], now: float, span: float) -> deque[float]:
    while sent and sent[0] <= now - span:
        sent.popleft()
    return sent
