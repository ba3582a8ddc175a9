"""A message about a case goes to its team: the one that was ready, or what a facilitator wrote instead."""

from datetime import datetime

from bot.domain.stall import Move
from bot.flow.cases.take import take
from bot.flow.cases.view import View
from bot.flow.facilitating.messages.send import send_to_team
from bot.flow.house import House
from bot.storage import audit, stalls
from bot.storage.database import Tx


async def send_about(tx: Tx, house: House, view: View, text: str, now: datetime) -> int:
    """Send it to everybody of the team who has joined, and take the case where it is free. How many get it."""
    readers = await send_to_team(tx, house, view.team, view.person, text, now, stall_id=view.stall.id)
    if not readers:
        return 0
    by = view.person.slug
    await take(tx, house, view.stall, view.team, view.person, now)
    await stalls.note_move(tx, view.stall.id, Move.SENT, now, by=by, people=readers)
    await stalls.count_up(tx, view.stall.id)
    await audit.note(tx, now, by, "send", f"stall {view.stall.id}", team=view.team.slug, people=readers)
    return readers
