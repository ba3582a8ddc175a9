"""What is due at a moment is done, in the order in which the running bot does it."""

from datetime import datetime

from bot.flow.house import House
from bot.flow.rounds import ROUNDS
from bot.storage.due import due_by_kind


async def tick(house: House, now: datetime) -> None:
    """Do everything that is due."""
    for act in ROUNDS:
        await act(house, now)


async def anything_due(house: House, now: datetime) -> tuple[bool, datetime | None]:
    """Whether anything is due by now, and the next moment after now at which something is."""
    async with house.db.read() as tx:
        moments = [moment for moment, _ in await due_by_kind(tx)]
    return any(it <= now for it in moments), min((it for it in moments if it > now), default=None)
