"""Which language somebody is written to in."""

from bot.domain.buttons import LanguagePressed
from bot.flow.handling import Incoming, edit, handling, reply, sender
from bot.flow.house import House
from bot.flow.joining.notice import language_row, notice, notice_buttons
from bot.flow.menu import show_menu
from bot.flow.say import language_for, refuse
from bot.flow.screens.show import show
from bot.flow.screens.talks import talks_of
from bot.storage import people
from bot.storage.database import Tx


async def ask_language(house: House, incoming: Incoming) -> None:
    """/language: the languages as buttons."""
    async with handling(house, incoming) as tx:
        spoken = await language_for(tx, house, incoming)
        ask = house.content.wording.render("joining.language.ask", spoken)
        await reply(tx, incoming, ask, (language_row(house, asked=True),))


async def choose_language(house: House, incoming: Incoming, button: LanguagePressed, message_id: int) -> str:
    """Write in this language from now on; the message with the buttons changes in place."""
    async with handling(house, incoming) as tx:
        person = await sender(tx, incoming)
        if person is None or button.language not in house.content.wording.languages:
            return await refuse(tx, house, incoming, "not-joined" if person is None else "old-button")
        await people.set_language(tx, person.id, button.language)
        if button.asked:
            chosen = await language_for(tx, house, incoming)
            done = house.content.wording.render("joining.language.changed", chosen)
            await edit(tx, incoming, message_id, done)
        else:
            person = await people.person_by_id(tx, person.id)
            text = await notice(tx, house, incoming, person)
            await edit(tx, incoming, message_id, text, await notice_buttons(tx, house, incoming))
        await show_menu(tx, house, incoming, person.id)
        await show_in_new_language(tx, house, incoming)
        return ""


async def show_in_new_language(tx: Tx, house: House, incoming: Incoming) -> None:
    """Let every check-in that is open for whoever wrote speak the language that they have chosen."""
    person = await sender(tx, incoming)
    for talk in await talks_of(tx, house, person) if person else []:
        if talk.row.message_id is not None:
            await show(tx, house, talk, incoming.now)
