"""A file comes: from whom it is opened at all, and what is answered when it has been read."""

import asyncio

from bot.content.sheets.read import MOST_BYTES, read_sheet, too_large
from bot.domain.number_sheet import read_columns
from bot.domain.sheet import BadSheet, Line
from bot.flow.handling import Incoming, handling, reply, sender
from bot.flow.house import House
from bot.flow.importing.pages import next_page
from bot.flow.importing.words import wrong
from bot.flow.rights import teams_led_by
from bot.flow.say import language_for, only_text, tell
from bot.storage.database import Tx
from bot.storage.imports import add_import
from bot.storage.measures import measures_of


async def may_be_opened(house: House, incoming: Incoming, size: int) -> bool:
    """Whether the file is to be fetched; whoever leads no team is told that no files are opened."""
    async with house.db.read() as tx:
        person = await sender(tx, incoming)
        led = [team.id for team in await teams_led_by(tx, person) if house.knows(team)] if person else []
        counts = bool(await measures_of(tx, led))
    if not led:
        await only_text(house, incoming, "other")
    elif not counts:
        async with handling(house, incoming) as tx:
            await tell(tx, house, incoming, "import.nothing-counted")
    elif size > MOST_BYTES:
        await _refuse(house, incoming, BadSheet([too_large()]))
    return counts and size <= MOST_BYTES


async def not_fetched(house: House, incoming: Incoming) -> None:
    """The channel does not give the file out."""
    async with handling(house, incoming) as tx:
        await tell(tx, house, incoming, "import.not-fetched")


async def take_file(house: House, incoming: Incoming, content: bytes) -> None:
    """Read the file and ask what its numbers are of, or say what is wrong with it."""
    try:
        # A full spreadsheet takes a second, in which others would wait.
        lines = read_columns(await asyncio.to_thread(read_sheet, content))
    except BadSheet as bad:
        await _refuse(house, incoming, bad)
        return
    async with handling(house, incoming) as tx:
        await _ask(tx, house, incoming, lines)


async def _ask(tx: Tx, house: House, incoming: Incoming, lines: list[Line]) -> None:
    person = await sender(tx, incoming)
    if person is None:
        await tell(tx, house, incoming, "refused.not-joined")
        return
    sheet = await add_import(tx, person.id, lines, incoming.now)
    page = await next_page(tx, house, person, sheet, await language_for(tx, house, incoming), incoming.now)
    await reply(tx, incoming, page.text, page.keyboard)


async def _refuse(house: House, incoming: Incoming, bad: BadSheet) -> None:
    async with handling(house, incoming) as tx:
        await reply(tx, incoming, wrong(house, bad.mistakes, await language_for(tx, house, incoming)))
