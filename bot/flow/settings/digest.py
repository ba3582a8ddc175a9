"""How often the page of the week comes, and by which way, chosen within the settings."""

from collections.abc import Sequence

from bot.content.limits import BUTTON, shortened
from bot.domain.buttons import SettingsPressed
from bot.domain.digest_rhythm import Every, Way
from bot.domain.outgoing import Button
from bot.flow.digests.often import name_every, say_next
from bot.flow.digests.plan import READS, set_every
from bot.flow.handling import Incoming
from bot.flow.house import House
from bot.flow.settings.own import Own, Page
from bot.flow.settings.words import CHOSEN, done_row, page
from bot.storage import audit, digests, people
from bot.storage.database import Tx
from bot.storage.digests import ReaderRow

PART = "digest"


async def readers_of(tx: Tx, own: Own) -> list[ReaderRow]:
    """The person as a reader of each collaborative in which they read about teams still."""
    reads = {it.collaborative_id for it in await people.roles_of(tx, own.person.id) if it.role in READS}
    return [it for it in await digests.readers_of_person(tx, own.person.id) if it.collaborative_id in reads]


async def digest(tx: Tx, house: House, incoming: Incoming, own: Own, choice: str) -> Page | None:
    """What a press on the page of the week shows next. None where there is no such choice."""
    readers = await readers_of(tx, own)
    which, _, chosen = choice.partition("-")
    reader = next((it for it in readers if str(it.id) == which), None)
    if not choice and len(readers) == 1:
        reader = readers[0]
    elif not choice and readers:
        return _which(house, own, readers)
    if reader is None:
        return None
    if not chosen:
        return await _choices(tx, house, incoming, own, reader)
    if chosen in set(Every):
        reader = await set_every(tx, house, reader, chosen, incoming.now)
    elif chosen in set(Way) and offers_mail(house, own):
        reader = await _set_way(tx, incoming, own, reader, chosen)
    else:
        return None
    return await _choices(tx, house, incoming, own, reader)


def offers_mail(house: House, own: Own) -> bool:
    """Whether the page can come by mail: there is a mailbox, and mail is set up."""
    return house.sends_mail and own.person.email is not None


async def _set_way(tx: Tx, incoming: Incoming, own: Own, reader: ReaderRow, way: str) -> ReaderRow:
    if reader.channel != way:
        await digests.change_reader(tx, reader.id, channel=way)
        await audit.note(tx, incoming.now, own.person.slug, "settings", own.person.slug, what=PART)
    return await digests.reader_of(tx, reader.collaborative_id, reader.person_id) or reader


def _which(house: House, own: Own, readers: Sequence[ReaderRow]) -> Page:
    titles = {team.collaborative_id: team.collaborative_title for team in own.teams}
    rows = [(_button(shortened(titles.get(it.collaborative_id, "?"), BUTTON), f"{it.id}"),) for it in readers]
    ask = house.content.wording.render("settings.digest.which", own.language)
    return page(house, own, (*rows, done_row(house, own)), ask=ask)


async def _choices(tx: Tx, house: House, incoming: Incoming, own: Own, reader: ReaderRow) -> Page:
    wording, language = house.content.wording, own.language
    rows: list[tuple[Button, ...]] = [
        (_button(_ticked(name_every(house, it, language), chosen=reader.every == it), f"{reader.id}-{it}"),)
        for it in Every
    ]
    if offers_mail(house, own):
        rows.append(tuple(_way(house, own, reader, it) for it in Way))
    lines = [await say_next(tx, house, reader, incoming.now, language)]
    ask = wording.render("digest.frequency.ask", language)
    return page(house, own, (*rows, done_row(house, own)), lines=lines, ask=ask)


def _way(house: House, own: Own, reader: ReaderRow, way: Way) -> Button:
    label = house.content.wording.plain(f"settings.digest.buttons.{way}", own.language)
    return _button(_ticked(label, chosen=reader.channel == way), f"{reader.id}-{way}")


def _ticked(label: str, *, chosen: bool) -> str:
    return f"{CHOSEN} {label}" if chosen else label


def _button(label: str, choice: str) -> Button:
    return Button(label, SettingsPressed(PART, choice).pack())
