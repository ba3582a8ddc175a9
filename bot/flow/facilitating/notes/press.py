"""A press about notes: they are shown, one is added, or one's own is deleted."""

from bot.domain.button_data import is_id
from bot.domain.outgoing import Button, Keyboard
from bot.domain.room_buttons import Desk, DeskPressed
from bot.flow.facilitating.notes.page import page
from bot.flow.facilitating.notes.purpose import NOTE
from bot.flow.handling import Incoming, edit
from bot.flow.house import House
from bot.flow.rights import leads
from bot.flow.say import language_for, refuse
from bot.flow.writing.ask import Question, ask_for_text
from bot.storage import audit, notes, stalls, teams
from bot.storage.database import Tx
from bot.storage.notes import NoteRow
from bot.storage.rows import PersonRow, TeamRow


async def press(
    tx: Tx, house: House, incoming: Incoming, person: PersonRow, button: DeskPressed, message_id: int
) -> str:
    """What the press does; the toast to show. The id is a team's."""
    team = await teams.find_team(tx, button.about)
    if team is None:
        return await refuse(tx, house, incoming, "old-button")
    if not await leads(tx, person, team):
        return await refuse(tx, house, incoming, "not-allowed", team=team.title)
    match button.act:
        case "show":
            return await _show(tx, house, incoming, person, team, message_id, button.what or "1")
        case "add":
            return await _ask(tx, house, incoming, person, team, button.what)
        case "delete" | "yes":
            return await _delete(tx, house, incoming, person, team, button, message_id)
    return await refuse(tx, house, incoming, "old-button")


async def _show(
    tx: Tx, house: House, incoming: Incoming, person: PersonRow, team: TeamRow, message_id: int, number: str
) -> str:
    if not is_id(number):
        return await refuse(tx, house, incoming, "old-button")
    language = await language_for(tx, house, incoming)
    shown = await page(tx, house, team, person, language, incoming.now, int(number[:6]))
    await edit(tx, incoming, message_id, *shown)
    return ""


async def _ask(tx: Tx, house: House, incoming: Incoming, person: PersonRow, team: TeamRow, case: str) -> str:
    stall = await stalls.stall_by_id(tx, int(case)) if is_id(case) else None
    if case and (stall is None or stall.team_id != team.id):
        return await refuse(tx, house, incoming, "old-button")
    language = await language_for(tx, house, incoming)
    text = house.content.wording.render("notes.ask", language, team=team.title)
    about = {"stall": stall.id} if stall else {}
    await ask_for_text(tx, house, person, language, Question(NOTE, text, team.id, about), incoming.now)
    return ""


async def _delete(
    tx: Tx,
    house: House,
    incoming: Incoming,
    person: PersonRow,
    team: TeamRow,
    button: DeskPressed,
    message_id: int,
) -> str:
    """Ask once more, or with `yes` delete it; only whoever wrote it may."""
    note_id, _, number = button.what.partition(".")
    note = await notes.note_by_id(tx, int(note_id)) if is_id(note_id) else None
    if note is None or note.team_id != team.id or not is_id(number):
        return await refuse(tx, house, incoming, "old-button")
    wording, language = house.content.wording, await language_for(tx, house, incoming)
    if note.person_id != person.id:
        return wording.plain("notes.toasts.not-yours", language)
    if button.act == "delete":
        await edit(tx, incoming, message_id, *_once_more(house, team, note, number, language))
        return ""
    await notes.delete_note(tx, note.id)
    await audit.note(tx, incoming.now, person.slug, "delete_note", team.slug, team=team.slug)
    return await _show(tx, house, incoming, person, team, message_id, number)


def _once_more(house: House, team: TeamRow, note: NoteRow, number: str, language: str) -> tuple[str, Keyboard]:
    wording = house.content.wording
    yes = DeskPressed(Desk.NOTES, team.id, "yes", f"{note.id}.{number}")
    no = DeskPressed(Desk.NOTES, team.id, "show", number)
    buttons = (("delete-yes", yes), ("delete-no", no))
    row = tuple(Button(wording.plain(f"notes.buttons.{label}", language), it.pack()) for label, it in buttons)
    return wording.render("notes.delete", language, text=note.text), (row,)
