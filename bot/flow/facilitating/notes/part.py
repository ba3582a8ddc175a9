"""The newest note on a team's page."""

from datetime import datetime

from bot.content.limits import shortened
from bot.flow.house import House, name_of
from bot.storage import notes, people
from bot.storage.database import Tx
from bot.storage.rows import TeamRow

LONGEST_ON_PAGE = 120


async def newest_note(tx: Tx, house: House, team: TeamRow, language: str, _now: datetime) -> list[str]:
    """The newest note, cut to a line; none where nobody has noted anything."""
    found = await notes.notes_of(tx, team.id)
    return [
        house.content.wording.render(
            "notes.newest",
            language,
            person=shortened(name_of(house, await people.person_by_id(tx, it.person_id), language), 40),
            text=shortened(" ".join(it.text.split()), LONGEST_ON_PAGE),
        )
        for it in found
    ]
