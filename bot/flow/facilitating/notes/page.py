"""The notes about a team as its facilitators read them, a page at a time."""

from datetime import datetime

from bot.content.limits import shortened
from bot.domain.language import Language
from bot.domain.outgoing import Button, Keyboard
from bot.domain.room_buttons import Desk, DeskPressed
from bot.domain.team_list import nearest_page
from bot.flow.house import House, name_of, zone_of
from bot.storage import notes, people
from bot.storage.database import Tx
from bot.storage.notes import NoteRow
from bot.storage.rows import PersonRow, TeamRow

ON_A_PAGE = 5
LONGEST = 500
LONGEST_NAME = 60


async def page(
    tx: Tx, house: House, team: TeamRow, person: PersonRow, language: Language, now: datetime, number: int = 1
) -> tuple[str, Keyboard]:
    """This page of the notes, and the buttons below it; a number too high is the last page."""
    number, pages = nearest_page(await notes.count_notes(tx, team.id), number, ON_A_PAGE)
    found = await notes.notes_of(tx, team.id, first=(number - 1) * ON_A_PAGE, most=ON_A_PAGE)
    lines = [await note_lines(tx, house, it, team, person, language, now) for it in found]
    text = house.content.wording.layout("notes", language, team=team.title, notes=lines, page=number, pages=pages)
    return text, _buttons(house, team, person, language, found, number, pages)


async def note_lines(
    tx: Tx, house: House, note: NoteRow, team: TeamRow, reader: PersonRow, language: Language, now: datetime
) -> tuple[str, str, str]:
    """Who noted it, when, and what."""
    by = shortened(name_of(house, await people.person_by_id(tx, note.person_id), language), LONGEST_NAME)
    return by, house.content.wording.when(note.at, zone_of(reader, team), now, language), note.text


def _buttons(
    house: House,
    team: TeamRow,
    person: PersonRow,
    language: Language,
    found: list[NoteRow],
    number: int,
    pages: int,
) -> Keyboard:
    def button(label: str, act: str, what: str = "", **values: object) -> Button:
        words = house.content.wording.plain(f"notes.buttons.{label}", language, **values)
        return Button(words, DeskPressed(Desk.NOTES, team.id, act, what).pack())

    own = tuple(
        button("delete", "delete", f"{it.id}.{number}", number=n)
        for n, it in enumerate(found, 1)
        if it.person_id == person.id
    )
    turns = [button("newer", "show", str(number - 1))] if number > 1 else []
    turns += [button("older", "show", str(number + 1))] if number < pages else []
    back = Button(
        house.content.wording.plain("notes.buttons.team", language), DeskPressed(Desk.TEAM, team.id, "show").pack()
    )
    rows = ((button("add", "add"),), tuple(turns), own[:3], own[3:], (back,))
    return tuple(row for row in rows if row)
