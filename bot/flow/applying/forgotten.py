"""People whom a programme file still names although everything about them was erased."""

from datetime import datetime

from bot.domain.forgetting import without_people
from bot.domain.programme import Programme
from bot.flow.door import hash_of
from bot.flow.house import House
from bot.flow.privacy.kept import day_of, is_past
from bot.storage import people
from bot.storage.database import Tx
from bot.storage.retention import Ending


async def without_forgotten(tx: Tx, house: House, programme: Programme, now: datetime) -> tuple[Programme, list[str]]:
    """The programme without those who are not to come back, and who that is, a line each."""
    ending = Ending(0, programme.collaborative, programme.schedule, programme.zone, programme.ends)
    if programme.people and is_past(house, ending, now):
        over = f"{programme.collaborative} is over, and its people were to be erased on {day_of(house, ending)}"
        return without_people(programme, {it.id for it in programme.people}), [f"{over}; nobody of the file comes back"]
    gone = [it.id for it in programme.people if await people.is_forgotten(tx, hash_of(it.id))]
    return without_people(programme, gone), [
        f"{slug} asked to be forgotten; take them out of the file" for slug in gone
    ]
