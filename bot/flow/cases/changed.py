"""A case has changed by somebody's hand: whoever has it before them sees it at once, and no phone makes a sound."""

from datetime import datetime

from bot.flow.cases.end import show_all
from bot.flow.house import House
from bot.storage import stalls
from bot.storage.database import Tx


async def show_changed(tx: Tx, house: House, stall_id: int, now: datetime) -> None:
    """Change everything that tells of the case, which is held with all that is told beside it."""
    stall = await stalls.stall_by_id(tx, stall_id)
    if stall is not None:
        await show_all(tx, house, stall, f"case:{stall.id}:{stall.version}", now)
