"""The language, chosen within the settings."""

from bot.domain.buttons import SettingsPressed
from bot.domain.outgoing import Button
from bot.flow.handling import Incoming
from bot.flow.house import House
from bot.flow.joining.language import show_in_new_language
from bot.flow.menu import show_menu
from bot.flow.settings.own import Own, Page, own_of
from bot.flow.settings.show import first_page
from bot.flow.settings.words import CHOSEN, done_row, page
from bot.storage import people
from bot.storage.database import Tx


async def language(tx: Tx, house: House, incoming: Incoming, own: Own, choice: str) -> Page | None:
    """What a press on the language shows next. None where there is no such language."""
    if not choice:
        return _languages(house, own)
    if choice not in house.content.wording.languages:
        return None
    await people.set_language(tx, own.person.id, choice)
    await show_menu(tx, house, incoming, own.person.id)
    await show_in_new_language(tx, house, incoming)
    own = await own_of(tx, house, incoming) or own
    return await first_page(tx, house, own, incoming.now)


def _languages(house: House, own: Own) -> Page:
    wording = house.content.wording
    rows = [
        (Button(f"{CHOSEN} {name}" if code == own.language else name, SettingsPressed("language", code).pack()),)
        for code in wording.under("joining.language.buttons")
        for name in [house.content.wording.language_name(code, code)]
    ]
    ask = wording.render("joining.language.ask", own.language)
    return page(house, own, (*rows, done_row(house, own)), ask=ask)
