"""The menu of commands beside the text field: by role, and in the language that the person chose."""

from collections.abc import Sequence
from datetime import datetime

from bot.domain.commands import commands_for
from bot.domain.outgoing import Button, Keyboard, Lane, Outgoing, OutgoingKind
from bot.flow.handling import Incoming
from bot.flow.house import House, language_of
from bot.flow.say import language_for
from bot.storage import outbox, people
from bot.storage.database import Tx
from bot.storage.people import RoleRow
from bot.storage.rows import PersonRow


async def show_menu(tx: Tx, house: House, incoming: Incoming, person_id: int, *, lane: Lane = Lane.WAVE) -> None:
    """Put the commands that the person has now in the menu of the chat in which they wrote."""
    language, roles = await language_for(tx, house, incoming), await people.roles_of(tx, person_id)
    keyboard = _commands(house, roles, language)
    menu = Outgoing(
        f"menu:{incoming.inbox_id}",
        OutgoingKind.MENU,
        lane,
        incoming.sender_id,
        person_id=person_id,
        keyboard=keyboard,
    )
    await outbox.put(tx, menu, incoming.now)


async def put_menu(tx: Tx, house: House, person: PersonRow, key: str, now: datetime) -> None:
    """The same for somebody who wrote nothing, and whose roles others have changed."""
    if not person.can_be_reached:
        return
    roles = await people.roles_of(tx, person.id)
    language = language_of(person, roles[0].language if roles else house.content.wording.fallback)
    keyboard = _commands(house, roles, language)
    menu = Outgoing(key, OutgoingKind.MENU, Lane.WAVE, person.chat_id or 0, person_id=person.id, keyboard=keyboard)
    await outbox.put(tx, menu, now)


def _commands(house: House, roles: Sequence[RoleRow], language: str) -> Keyboard:
    commands = tuple(
        Button(house.content.wording.plain(f"commands.menu.{name}", language), name)
        for name in commands_for({it.role for it in roles})
    )
    return (commands,)
