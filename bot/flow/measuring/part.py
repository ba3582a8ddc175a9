"""What a page about a team says of what it counts."""

from datetime import datetime

from bot.flow.house import House
from bot.flow.measuring.words import point_words, title_of
from bot.storage import measures
from bot.storage.database import Tx
from bot.storage.rows import TeamRow

MOST = 4


async def numbers_part(tx: Tx, house: House, team: TeamRow, language: str, _now: datetime) -> list[str]:
    """A line for each measure that has a number, with the newest."""
    found = await measures.measures_of(tx, [team.id])
    points = await measures.points_of(tx, [it.id for it in found]) if found else {}
    lines: list[str] = [
        house.content.wording.render(
            "measure.part", language, measure=title_of(it), value=point_words(house, it, points[it.id][-1], language)
        )
        for it in found
        if points[it.id]
    ]
    return lines[:MOST]
