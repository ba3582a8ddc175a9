"""A press in the settings: the part it belongs to shows what comes next, in the place of the same message."""

from collections.abc import Awaitable, Callable, Mapping
from typing import TypeAlias

from bot.domain.buttons import SettingsPressed
from bot.flow.handling import Incoming, edit, handling
from bot.flow.house import House
from bot.flow.say import refuse
from bot.flow.settings.days import days
from bot.flow.settings.digest import digest
from bot.flow.settings.hours import hours
from bot.flow.settings.language import language
from bot.flow.settings.own import Own, Page, own_of
from bot.flow.settings.reporter import reporter
from bot.flow.settings.show import first_page, why_nobody
from bot.storage.database import Tx

Part: TypeAlias = Callable[[Tx, House, Incoming, Own, str], Awaitable[Page | None]]


async def _show(tx: Tx, house: House, incoming: Incoming, own: Own, _choice: str) -> Page:
    return await first_page(tx, house, own, incoming.now)


PARTS: Mapping[str, Part] = {"show": _show, "days": days, "language": language, "digest": digest}
PARTS_OF_MEMBERS: Mapping[str, Part] = {**PARTS, "hours": hours, "reporter": reporter}


async def press(house: House, incoming: Incoming, button: SettingsPressed, message_id: int) -> str:
    """Change what was pressed and show it; the toast to show."""
    async with handling(house, incoming) as tx:
        own = await own_of(tx, house, incoming)
        if own is None:
            return await refuse(tx, house, incoming, (await why_nobody(tx, incoming)).removeprefix("refused."))
        part = (PARTS_OF_MEMBERS if own.members else PARTS).get(button.part)
        next_ = await part(tx, house, incoming, own, button.choice) if part else None
        if next_ is None:
            return await refuse(tx, house, incoming, "old-button")
        if next_.text:
            await edit(tx, incoming, message_id, next_.text, next_.keyboard)
        return next_.toast
