"""Which text holds for a phase: one of its own, that of the advice it follows, or that of its duty."""

from bot.content.wording import Wording
from bot.domain.model import Phase


def keys_for(start: str, phase: Phase) -> tuple[str, ...]:
    """The keys below `start` at which a text for the phase may stand, its own first."""
    return tuple(f"{start}.{name}" for name in phase.named)


def key_of(wording: Wording, start: str, phase: Phase) -> str | None:
    """The first of these keys that has a text, or texts below it; None where none has."""
    return next((key for key in keys_for(start, phase) if wording.has(key) or wording.under(key)), None)
