"""What to advise about a phase: to a facilitator by what stands in the way, to a manager in a line."""

from bot.content.of_phase import key_of
from bot.domain.model import Phase
from bot.flow.house import House


def guidance(house: House, phase: Phase, obstacle: str, language: str) -> str:
    """What a facilitator can do where this obstacle is in the way; empty where no text says it."""
    return _text(house, f"guidance.{obstacle}", phase, language)


def what_it_is(house: House, phase: Phase, language: str) -> str:
    """What a team does in this phase, for its manager; empty where no text says it."""
    return _text(house, "digest.phase.what", phase, language)


def asks_for(house: House, phase: Phase, source: str) -> str:
    """The key below which the asks to a manager stand, where this is in the way in this phase."""
    return key_of(house.content.wording, f"ask.for.{source}", phase) or f"ask.for.{source}.any"


def _text(house: House, start: str, phase: Phase, language: str) -> str:
    wording = house.content.wording
    key = key_of(wording, start, phase)
    return wording.render(key, language) if key else ""
