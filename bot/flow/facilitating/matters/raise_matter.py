"""Something waits for the facilitators of a team, or waits no longer."""

from bot.storage.matters import finish_matter, raise_matter

__all__ = ["finish_matter", "raise_matter"]
