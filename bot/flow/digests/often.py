"""How often a page of the week comes: asked below it, and what was chosen."""

from datetime import datetime
from zoneinfo import ZoneInfo

from markupsafe import Markup

from bot.domain.digest_rhythm import Every
from bot.domain.outgoing import Button, Keyboard
from bot.domain.room_buttons import Desk, DeskPressed
from bot.flow.digests.plan import teams_read
from bot.flow.house import House, zone_of
from bot.flow.settings.words import CHOSEN
from bot.storage import people
from bot.storage.database import Tx
from bot.storage.digests import ReaderRow

EVERY = "every"


def ask_how_often(house: House, reader: ReaderRow, digest_id: int, language: str) -> tuple[Markup, Keyboard]:
    """The question with its answers, the one that holds ticked."""
    text = house.content.wording.render("digest.frequency.ask", language)
    buttons = [(_choice(house, reader, it, digest_id, language),) for it in Every]
    return text, tuple(buttons)


def _choice(house: House, reader: ReaderRow, every: Every, digest_id: int, language: str) -> Button:
    label = name_every(house, every, language)
    text = f"{CHOSEN} {label}" if reader.every == every else label
    return Button(text, DeskPressed(Desk.DIGEST, digest_id, EVERY, every).pack())


def name_every(house: House, every: str, language: str) -> str:
    """`Every second week`, as on a button."""
    return house.content.wording.plain(f"digest.frequency.buttons.{every}", language)


async def say_next(tx: Tx, house: House, reader: ReaderRow, now: datetime, language: str) -> Markup:
    """When the next page comes now, or that none does."""
    wording = house.content.wording
    if reader.every == Every.OFF or reader.next_due_at is None:
        key = "stopped" if reader.every == Every.OFF else "ended"
        return wording.render(f"digest.frequency.{key}", language)
    person, read = await people.person_by_id(tx, reader.person_id), (await teams_read(tx, reader)).all
    zone = zone_of(person, read[0]) if read else ZoneInfo(person.zone or "UTC")
    on = reader.next_due_at.astimezone(zone).date()
    form = "day" if (on - now.date()).days < 180 else "year"
    return wording.render("digest.frequency.saved", language, date=wording.date(on, language, form))
