"""On which ways somebody reads: by chat, by mail, or by both."""

from bot.flow.house import House
from bot.storage.digests import ReaderRow
from bot.storage.rows import PersonRow

CHAT, MAIL, BOTH = "chat", "mail", "both"


def ways_of(house: House, reader: ReaderRow, person: PersonRow) -> tuple[str, ...]:
    """The ways on which this reader gets the page now, `chat` before `mail`; none where nothing reaches them.

    Who chose a way that is closed gets it on the other one; who chose none, by chat where that is open.
    """
    open_ways = [CHAT] if person.can_be_reached else []
    if house.sends_mail and person.can_get_mail:
        open_ways.append(MAIL)
    if reader.channel == BOTH:
        return tuple(open_ways)
    wished = [way for way in open_ways if way == reader.channel] or open_ways
    return tuple(wished[:1])
