"""/away, and every press about being away."""

from datetime import date

from bot.domain.away import may_be_back, read_day
from bot.domain.button_data import day_of
from bot.domain.buttons import AwayPressed
from bot.flow.away.go import come_back, go_away
from bot.flow.away.pages import back_on, how_long, noted, welcome_back, which_day
from bot.flow.handling import Incoming, edit, handling, reply
from bot.flow.house import House
from bot.flow.say import language_for, refuse, tell
from bot.flow.settings.own import Own, Page, own_of
from bot.flow.settings.show import why_nobody
from bot.storage.database import Tx


async def away(house: House, incoming: Incoming, text: str) -> None:
    """/away: asks until when, or with a day behind it goes away at once."""
    async with handling(house, incoming) as tx:
        own = await own_of(tx, house, incoming)
        if own is None or not own.members:
            await tell(tx, house, incoming, await why_nobody(tx, incoming) if own is None else "away.members-only")
            return
        day = read_day(text, own.today(incoming.now))
        if day is not None:
            page = await _go(tx, house, incoming, own, day)
        else:
            page = await how_long(tx, house, own, incoming.now, not_read=bool(text))
        await reply(tx, incoming, page.text, page.keyboard)


async def press(house: House, incoming: Incoming, button: AwayPressed, message_id: int) -> str:
    """What a press about being away does; the toast to show."""
    async with handling(house, incoming) as tx:
        own = await own_of(tx, house, incoming)
        if own is None:
            return await refuse(tx, house, incoming, (await why_nobody(tx, incoming)).removeprefix("refused."))
        if not own.members:
            return house.content.wording.plain("away.members-only", await language_for(tx, house, incoming))
        if button.act == "nothing":
            return ""
        if button.act == "ask":
            page = await how_long(tx, house, own, incoming.now)
            await reply(tx, incoming, page.text, page.keyboard)
            return ""
        shown = await _page(tx, house, incoming, own, button)
        if shown is None:
            return await refuse(tx, house, incoming, "old-button")
        await edit(tx, incoming, message_id, shown.text, shown.keyboard)
        return ""


async def _page(tx: Tx, house: House, incoming: Incoming, own: Own, button: AwayPressed) -> Page | None:
    day, now = day_of(button.day), incoming.now
    match button.act:
        case "show":
            return await how_long(tx, house, own, now)
        case "month" if day is not None:
            return which_day(house, own, day, now)
        case "until" if day is not None and may_be_back(day, own.today(now)):
            return await _go(tx, house, incoming, own, day)
        case "back" if await back_on(tx, own, now) is not None:
            await come_back(tx, house, own, now)
            return await welcome_back(tx, house, await own_of(tx, house, incoming) or own, now)
        case "back":
            return await how_long(tx, house, own, now)
    return None


async def _go(tx: Tx, house: House, incoming: Incoming, own: Own, day: date) -> Page:
    await go_away(tx, house, own, day, incoming.now)
    return await noted(tx, house, await own_of(tx, house, incoming) or own, day, incoming.now)
