"""Every request that the bot made, for tests to count and compare."""

from collections import Counter, deque
from dataclasses import dataclass
from typing import Any

from bot.sandbox.bell import Bell

KEPT = 100_000


@dataclass(slots=True)
class Entry:
    """One request and what became of it; status None while it runs or when it got no answer."""

    n: int
    method: str
    params: dict[str, Any]
    at: float
    status: int | None = None
    answer: Any = None
    fault: str | None = None
    executed: bool = False

    def as_json(self) -> dict[str, Any]:
        return {
            "n": self.n,
            "method": self.method,
            "params": self.params,
            "at": self.at,
            "status": self.status,
            "answer": self.answer,
            "fault": self.fault,
            "executed": self.executed,
        }


class RequestLog:
    """The newest requests, oldest first, and how many of each method there ever were."""

    def __init__(self) -> None:
        self.entries: deque[Entry] = deque(maxlen=KEPT)
        self.counts: Counter[str] = Counter()
        self.bell = Bell()

    def add(self, method: str, params: dict[str, Any], at: float) -> Entry:
        entry = Entry(self.counts.total() + 1, method, params, at)
        self.counts[method] += 1
        self.entries.append(entry)
        return entry

    def done(self, entry: Entry, status: int | None, answer: Any) -> None:
        entry.status, entry.answer = status, answer
        self.bell.ring()

    def since(self, after: int = 0, method: str | None = None) -> list[Entry]:
        return [entry for entry in self.entries if entry.n > after and method in (None, entry.method)]
