"""What the page about a team says of its homework."""

from datetime import datetime

from bot.flow.facilitating.homework.words import in_a_line
from bot.flow.house import House
from bot.storage import homework
from bot.storage.database import Tx
from bot.storage.rows import TeamRow


async def homework_part(tx: Tx, house: House, team: TeamRow, language: str, _now: datetime) -> list[str]:
    """A line for each that is open."""
    return [in_a_line(house, it, language) for it in await homework.open_homework(tx, team.id)]
