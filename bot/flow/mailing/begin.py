"""Whoever has a mailbox in the programme file and no chat reads the page of the week by mail, from the start."""

import logging
from datetime import datetime

from bot.flow.cases.unreadable import UNREADABLE
from bot.flow.digests.plan import start_digests
from bot.flow.house import Counts, House
from bot.storage import people
from bot.storage.programme import collaborative_ids
from bot.storage.rows import PersonRow

log = logging.getLogger(__name__)


async def begin_by_mail(house: House, now: datetime) -> Counts:
    """Plan the pages of everybody whom only mail reaches: a server may have come after the programmes were applied.

    One after another, so that nobody waits for them, and one who cannot be reckoned with keeps nobody from theirs.
    """
    counts = Counts()
    for person in await _by_mail_alone(house) if house.sends_mail else ():
        try:
            async with house.db.write() as tx:
                await start_digests(tx, house, person, now)
            counts["by_mail"] += 1
        except UNREADABLE:
            log.exception("somebody's page could not be planned", extra={"person": person.id})
    return counts


async def _by_mail_alone(house: House) -> list[PersonRow]:
    found: dict[int, PersonRow] = {}
    async with house.db.read() as tx:
        for collaborative_id in (await collaborative_ids(tx)).values():
            for person in await people.people_of_collaborative(tx, collaborative_id):
                if person.can_get_mail and not person.can_be_reached:
                    found[person.id] = person
    return list(found.values())
