"""Somebody the programme file does not know yet joins by a team's link."""

import secrets
from datetime import datetime

from bot.domain.harmless import name_of
from bot.storage import audit, people
from bot.storage.database import Tx
from bot.storage.rows import PersonRow
from bot.storage.tables import people as people_table
from bot.storage.writes import add_row


async def add_newcomer(tx: Tx, team_id: int, name: str, now: datetime) -> PersonRow:
    """A new member of the team, under a made-up id; the name is what the channel calls them."""
    slug = f"newcomer-{secrets.token_hex(4)}"
    person_id = await add_row(tx, people_table, slug=slug, name=name_of(name) or slug)
    await people.add_member(tx, team_id, person_id)
    await audit.note(tx, now, slug, "newcomer", slug)
    return await people.person_by_id(tx, person_id)
