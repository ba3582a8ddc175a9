"""The numbers of a file are kept, all of them or none, and what they show is shown at once."""

from bot.flow.handling import Incoming
from bot.flow.house import House
from bot.flow.importing.pages import InFile, titles
from bot.flow.measuring.charting import chart_of
from bot.flow.measuring.keep import numbers_changed
from bot.flow.measuring.show_chart import put_chart
from bot.flow.say import language_for
from bot.storage import audit
from bot.storage.database import Tx
from bot.storage.imports import ImportRow, close_import, say_measure
from bot.storage.measures import NewPoint, add_point
from bot.storage.rows import PersonRow

SOURCE = "file"


async def keep(tx: Tx, house: House, incoming: Incoming, person: PersonRow, sheet: ImportRow, found: InFile) -> str:
    """Keep the numbers that change something; finished text that says so."""
    await say_measure(tx, sheet.id, found.measure.id)
    await close_import(tx, sheet.id, "kept", incoming.now)
    wording, language = house.content.wording, await language_for(tx, house, incoming)
    if not found.changing:
        # Since they were shown, somebody else has kept the same.
        return wording.render("import.nothing-new", language, **titles(found.team, found.measure))
    for point, _ in found.changing:
        new = NewPoint(point.on, point.value, point.numerator, point.denominator)
        await add_point(tx, found.measure.id, new, incoming.now, person_id=person.id, source=SOURCE)
    team, kept = found.team, len(found.changing)
    await numbers_changed(tx, team, found.measure, min(point.on for point, _ in found.changing), incoming.now)
    detail = {"team": team.slug, "measure": found.measure.slug, "points": kept}
    await audit.note(tx, incoming.now, person.slug, "import_numbers", team.slug, **detail)
    drawn = await chart_of(tx, house, team, found.measure, language, incoming.now)
    await put_chart(tx, drawn, f"import:{incoming.inbox_id}", incoming.chat_id, None, incoming.now)
    numbers = wording.count("numbers", kept, language)
    return wording.render("import.kept", language, numbers=numbers, **titles(team, found.measure))
