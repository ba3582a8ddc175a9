"""The menu of commands beside the text field: by role, and in the language that the person chose."""

from bot.domain.commands import commands_for
from bot.domain.outgoing import Button, Lane, Outgoing, OutgoingKind
from bot.flow.handling import Incoming
from bot.flow.house import House
from bot.flow.say import language_for
from bot.storage import outbox, people
from bot.storage.database import Tx


async def show_menu(tx: Tx, house: House, incoming: Incoming, person_id: int, *, lane: Lane = Lane.WAVE) -> None:
    """Put the commands that the person has now in the menu of the chat in which they wrote."""
    language, roles = await language_for(tx, house, incoming), await people.roles_of(tx, person_id)
    commands = tuple(
        Button(house.content.wording.plain(f"commands.menu.{name}", language), name)
        for name in commands_for({it.role for it in roles})
    )
    menu = Outgoing(
        f"menu:{incoming.inbox_id}",
        OutgoingKind.MENU,
        lane,
        incoming.sender_id,
        person_id=person_id,
        keyboard=(commands,),
    )
    await outbox.put(tx, menu, incoming.now)
