"""What can be made to go wrong on the way between the bot and the Bot API."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from bot.sandbox.errors import ApiError, PhoneError, too_many_requests

KINDS = ("delay", "drop_before", "drop_after", "error", "error_after", "outage")
SAID = {500: "Internal Server Error", 502: "Bad Gateway", 504: "Gateway Timeout"}
NUMBERS: dict[str, Any] = {"times": int, "seconds": (int, float), "status": int, "retry_after": int}
FIELDS = {"kind", "method", "times", "seconds", "status", "retry_after", "description"}


@dataclass(slots=True)
class Fault:
    """A fault that waits for the next calls of a method (`*`: of any)."""

    kind: str
    method: str = "*"
    times: int = 1
    seconds: float = 0
    status: int = 500
    retry_after: int = 1
    description: str = ""

    def error(self) -> ApiError:
        if self.status == 429:
            return too_many_requests(self.retry_after)
        return ApiError(self.status, self.description or SAID.get(self.status, "Internal Server Error"))


class Faults:
    """The faults that are switched on, in the order in which they were."""

    def __init__(self, running_time: Callable[[], float]) -> None:
        self._running_time = running_time
        self._waiting: list[Fault] = []
        self._outage_until = 0.0

    def add(self, wish: dict[str, Any]) -> Fault:
        """Switch a fault on: the keys are the fields of `Fault`."""
        if unknown := wish.keys() - FIELDS:
            raise PhoneError(400, f"unknown: {', '.join(sorted(unknown))}; a fault has {', '.join(sorted(FIELDS))}")
        if wish.get("kind") not in KINDS:
            raise PhoneError(400, f"kind is one of {', '.join(KINDS)}")
        for name, kind in NUMBERS.items():
            if name in wish and (not isinstance(wish[name], kind) or isinstance(wish[name], bool)):
                raise PhoneError(400, f"{name} is a number")
        fault = Fault(**wish)
        if fault.kind == "outage":
            self._outage_until = self._running_time() + fault.seconds
        else:
            self._waiting.append(fault)
        return fault

    @property
    def away(self) -> bool:
        """Whether nothing gets through at all."""
        return self._running_time() < self._outage_until

    def take(self, method: str) -> Fault | None:
        """The fault that this call of a method meets."""
        if self.away:
            return Fault("outage")
        for fault in self._waiting:
            if fault.method.lower() in ("*", method.lower()):
                fault.times -= 1
                if fault.times <= 0:
                    self._waiting.remove(fault)
                return fault
        return None

    def clear(self) -> None:
        self._waiting.clear()
        self._outage_until = 0.0

    def as_json(self) -> dict[str, Any]:
        rest = max(self._outage_until - self._running_time(), 0)
        return {"faults": [asdict(fault) for fault in self._waiting], "outage_seconds_left": rest}
