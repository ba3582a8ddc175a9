"""A person's own hours and days are kept, and what waits for them waits anew."""

from typing import Any

from bot.flow.handling import Incoming
from bot.flow.house import House
from bot.flow.settings.own import Own, own_of
from bot.flow.settings.waiting import hold_open, wait_anew
from bot.storage import audit
from bot.storage.database import Tx
from bot.storage.tables import people
from bot.storage.writes import change_row


async def keep(tx: Tx, house: House, incoming: Incoming, own: Own, what: str, **values: Any) -> Own:
    """Keep what was chosen; the person as they are then. Nothing that waits for them comes at an hour of before."""
    held = await hold_open(tx, own.person)
    await change_row(tx, people, own.person.id, **values)
    # What was chosen is the person's alone: that something was is enough for others.
    await audit.note(tx, incoming.now, own.person.slug, "settings", own.person.slug, what=what)
    changed = await own_of(tx, house, incoming) or own
    await wait_anew(tx, house, changed.person, held, incoming.now)
    return changed
