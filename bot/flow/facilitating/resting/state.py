"""What the buttons about a team's pause are drawn for: a press of one that was drawn for another state does nothing."""

from datetime import date


def state_of(until: date | None) -> str:
    """The state of a team that rests until this day, or does not rest, as its buttons carry it."""
    return until.isoformat() if until else "no"
