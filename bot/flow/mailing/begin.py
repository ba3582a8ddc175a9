"""Whoever has a mailbox in the programme file and no chat reads the page of the week by mail, from the start."""

from datetime import datetime

from bot.flow.digests.plan import start_digests
from bot.flow.house import Counts, House
from bot.storage import people
from bot.storage.programme import collaborative_ids


async def begin_by_mail(house: House, now: datetime) -> Counts:
    """Plan the pages of everybody whom only mail reaches: a server may have come after the programmes were applied."""
    if not house.sends_mail:
        return Counts()
    counts = Counts()
    async with house.db.write() as tx:
        for collaborative_id in (await collaborative_ids(tx)).values():
            for person in await people.people_of_collaborative(tx, collaborative_id):
                if person.can_get_mail and not person.can_be_reached:
                    await start_digests(tx, house, person, now)
                    counts["by_mail"] += 1
    return counts
