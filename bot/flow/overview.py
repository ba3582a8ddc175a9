"""/help: what the bot does for this person, and all that it can be asked, as buttons."""

from collections.abc import Sequence

from bot.domain.buttons import CommandPressed
from bot.domain.commands import commands_for
from bot.domain.outgoing import Button, Keyboard
from bot.flow.facilitating.readiness.ask import begin_button, unanswered
from bot.flow.handling import Incoming, handling, reply, sender
from bot.flow.house import House
from bot.flow.say import language_for, tell
from bot.storage import people


async def overview(house: House, incoming: Incoming) -> None:
    """/help, for whoever asks."""
    async with handling(house, incoming) as tx:
        person, language = await sender(tx, incoming), await language_for(tx, house, incoming)
        wording = house.content.wording
        if person is None:
            await tell(tx, house, incoming, "refused.not-joined")
            return
        roles = await people.roles_of(tx, person.id)
        titles = {f"{role}_of": wording.list(found, language) for role, found in people.titles_by_role(roles).items()}
        commands = [name for name in commands_for({role.role for role in roles}) if name != "help"]
        before = tuple((begin_button(house, it, language),) for it in await unanswered(tx, person, incoming.now))
        keyboard = (*before, *_buttons(house, commands, language))
        await reply(tx, incoming, wording.layout("help", language, **titles), keyboard)


def overview_button(house: House, language: str) -> Button:
    """The way to it from a message."""
    return Button(house.content.wording.plain("commands.buttons.help", language), CommandPressed("help").pack())


def _buttons(house: House, commands: Sequence[str], language: str) -> Keyboard:
    buttons = [
        Button(house.content.wording.plain(f"commands.buttons.{name}", language), CommandPressed(name).pack())
        for name in commands
    ]
    return tuple(tuple(buttons[n : n + 2]) for n in range(0, len(buttons), 2))
