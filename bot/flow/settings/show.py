"""/settings: the first page, with what holds now and the parts that can be changed."""

from datetime import datetime

from bot.domain.buttons import AwayPressed
from bot.domain.digest_rhythm import Every
from bot.domain.outgoing import Button, Keyboard
from bot.domain.working_time import ONE_DAY
from bot.flow.digests.often import name_every
from bot.flow.handling import Incoming, handling, reply, sender
from bot.flow.house import House
from bot.flow.say import tell
from bot.flow.settings.digest import readers_of
from bot.flow.settings.own import Own, Page, own_of
from bot.flow.settings.words import name_date, page, part_button, who_reports
from bot.storage.absences import absences_of
from bot.storage.database import Tx
from bot.storage.digests import ReaderRow


async def settings(house: House, incoming: Incoming) -> None:
    """/settings: one message that changes in place."""
    async with handling(house, incoming) as tx:
        own = await own_of(tx, house, incoming)
        if own is None:
            await tell(tx, house, incoming, await why_nobody(tx, incoming))
            return
        first = await first_page(tx, house, own, incoming.now)
        await reply(tx, incoming, first.text, first.keyboard)


async def why_nobody(tx: Tx, incoming: Incoming) -> str:
    """The key of the text for somebody without a team: not joined yet, or left."""
    return "refused.not-joined" if await sender(tx, incoming) is None else "refused.left"


async def first_page(tx: Tx, house: House, own: Own, now: datetime) -> Page:
    """What holds for the person, with a button for each part."""
    wording, language = house.content.wording, own.language
    lines: list[str] = [
        wording.render("settings.language", language, language=wording.language_name(language, language))
    ]
    if any(own.zone.key != team.zone for team in own.teams):
        lines.append(wording.render("settings.zone", language, zone=own.zone.key))
    if own.members:
        lines += await who_reports(tx, house, own)
    today = own.today(now)
    for days in await absences_of(tx, own.person.id):
        if today in days:
            back_on = name_date(house, own, days.last + ONE_DAY, now)
            lines.insert(0, wording.render("settings.away", language, date=back_on))
    readers = await readers_of(tx, own)
    lines += [_of_the_page(house, own, readers[0])] if len(readers) == 1 else []
    parts = _parts(house, own)
    if readers:
        parts = (*parts, (part_button(house, own, "digest", "digest"),))
    return page(house, own, parts, lines=lines)


def _of_the_page(house: House, own: Own, reader: ReaderRow) -> str:
    """How often the page of the week comes."""
    often = name_every(house, reader.every, own.language)
    key = "settings.digest.off" if reader.every == Every.OFF else "settings.digest.comes"
    return house.content.wording.render(key, own.language, often=often)


def _parts(house: House, own: Own) -> Keyboard:
    days, language = part_button(house, own, "days", "days"), part_button(house, own, "language", "language")
    if not own.members:
        return ((days, language),)
    away = Button(house.content.wording.plain("settings.buttons.away", own.language), AwayPressed("show").pack())
    return (
        (part_button(house, own, "hours", "hours"), days),
        (language, away),
        (part_button(house, own, "reporter", "reporter"),),
    )
