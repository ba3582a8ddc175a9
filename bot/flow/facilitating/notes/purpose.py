"""The text of a note: for whoever leads the team, kept at once, and shown with the other notes."""

from bot.flow.facilitating.notes.page import LONGEST, page
from bot.flow.handling import Incoming, reply
from bot.flow.house import House
from bot.flow.say import language_for
from bot.flow.writing.may import leads_its_team
from bot.flow.writing.purpose import Purpose
from bot.storage import audit, notes, teams
from bot.storage.database import Tx
from bot.storage.rows import PersonRow, WritingRow


async def _keep(
    tx: Tx, house: House, incoming: Incoming, person: PersonRow, writing: WritingRow, text: str | None
) -> str:
    team, stall_id = await teams.team_by_id(tx, writing.team_id or 0), writing.about.get("stall")
    await notes.add_note(tx, team.id, person.id, text or "", incoming.now, stall_id=stall_id)
    await audit.note(tx, incoming.now, person.slug, "note", team.slug, team=team.slug)
    shown = await page(tx, house, team, person, await language_for(tx, house, incoming), incoming.now)
    await reply(tx, incoming, *shown)
    return ""


NOTE = "note"
NOTE_ABOUT_TEAM = Purpose(leads_its_team, _keep, LONGEST)
