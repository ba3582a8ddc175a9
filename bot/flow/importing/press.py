"""A press below a file of numbers: what they are of, and that they are right."""

from bot.domain.button_data import is_id
from bot.domain.room_buttons import DeskPressed
from bot.domain.sheet import BadSheet
from bot.flow.facilitating.desk.team import team_led
from bot.flow.handling import Incoming, edit
from bot.flow.house import House
from bot.flow.importing.keep import keep
from bot.flow.importing.pages import in_file, next_page, once_more, page_of_team
from bot.flow.measuring.keep import hold
from bot.flow.say import language_for, refuse
from bot.storage.database import Tx
from bot.storage.imports import ASKED, ImportRow, close_import, import_by_id
from bot.storage.measures import measure_by_id, measures_of
from bot.storage.rows import PersonRow


async def press(
    tx: Tx, house: House, incoming: Incoming, person: PersonRow, button: DeskPressed, message_id: int
) -> str:
    """What the press does; the toast to show. Only whoever sent a file may say anything about it."""
    sheet = await import_by_id(tx, button.about)
    if sheet is None or sheet.person_id != person.id:
        return await refuse(tx, house, incoming, "old-button")
    wording, language = house.content.wording, await language_for(tx, house, incoming)
    if sheet.state != ASKED:
        return wording.plain("writing.toasts.closed", language)
    if button.act == "drop":
        await close_import(tx, sheet.id, "dropped", incoming.now)
        await edit(tx, incoming, message_id, wording.render("import.dropped", language))
        return ""
    if not is_id(button.what):
        return await refuse(tx, house, incoming, "old-button")
    number = int(button.what)
    match button.act:
        case "page":
            page = await next_page(tx, house, person, sheet, language, incoming.now, number)
        case "team":
            return await _team(tx, house, incoming, person, sheet, number, message_id)
        case "measure" | "keep":
            return await _measure(tx, house, incoming, person, sheet, button, message_id)
        case _:
            return await refuse(tx, house, incoming, "old-button")
    await edit(tx, incoming, message_id, page.text, page.keyboard)
    return ""


async def _team(
    tx: Tx,
    house: House,
    incoming: Incoming,
    person: PersonRow,
    sheet: ImportRow,
    team_id: int,
    message_id: int,
) -> str:
    measures = await measures_of(tx, [team_id])
    if not measures:
        return await refuse(tx, house, incoming, "old-button")
    team, refused = await team_led(tx, house, incoming, person, team_id)
    if team is None:
        return refused
    language = await language_for(tx, house, incoming)
    page = await page_of_team(tx, house, sheet, team, measures, language, incoming.now)
    await edit(tx, incoming, message_id, page.text, page.keyboard)
    return ""


async def _measure(
    tx: Tx,
    house: House,
    incoming: Incoming,
    person: PersonRow,
    sheet: ImportRow,
    button: DeskPressed,
    message_id: int,
) -> str:
    """Show the numbers once more as ones of this measure, or with `keep` keep them."""
    measure = await measure_by_id(tx, int(button.what))
    # Held, so that of two who change its numbers at once the second sees what the first did.
    measure = await hold(tx, measure) if measure else None
    if measure is None:
        return await refuse(tx, house, incoming, "old-button")
    team, refused = await team_led(tx, house, incoming, person, measure.team_id)
    if team is None:
        return refused
    language = await language_for(tx, house, incoming)
    if button.act == "keep":
        try:
            found = await in_file(tx, sheet, team, measure, language, incoming.now)
        except BadSheet:
            return await refuse(tx, house, incoming, "old-button")
        said = await keep(tx, house, incoming, person, sheet, found)
        await edit(tx, incoming, message_id, said)
        return ""
    page = await once_more(tx, house, sheet, team, measure, language, incoming.now)
    await edit(tx, incoming, message_id, page.text, page.keyboard)
    return ""
