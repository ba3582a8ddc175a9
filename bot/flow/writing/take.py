"""A text that somebody was asked for has come: whether it may be kept, and what becomes of it."""

from datetime import timedelta

from bot.content.limits import length
from bot.domain.contact_details import has_contact_details
from bot.flow.handling import Incoming, reply
from bot.flow.house import House
from bot.flow.say import language_for, tell
from bot.flow.writing.ask import show_once_more
from bot.flow.writing.purpose import Purpose
from bot.flow.writing.purposes import PURPOSES
from bot.storage import writings
from bot.storage.database import Tx
from bot.storage.rows import PersonRow, WritingRow

# Whoever was asked yesterday and writes today means something else, unless they reply to the question.
WAITS = timedelta(hours=12)


async def waiting_for_text(tx: Tx, person: PersonRow, incoming: Incoming) -> WritingRow | None:
    """The text that the person was asked for a short time ago."""
    found = await writings.waiting_for_text(tx, person.id, incoming.now - WAITS)
    return found if found and found.message_id is not None else None


async def take_text(
    tx: Tx, house: House, incoming: Incoming, person: PersonRow, writing: WritingRow, text: str
) -> None:
    """Take the text, or say why not; what others will read is shown once more before."""
    held = await writings.writing_by_id(tx, writing.id, lock=True)
    purpose, text = PURPOSES.get(writing.purpose), text.strip()
    if held is None or held.state not in writings.OPEN or purpose is None:
        await tell(tx, house, incoming, "writing.closed")
    elif not await purpose.may(tx, person, held):
        await writings.close_writing(tx, held.id, "dropped", incoming.now)
        await tell(tx, house, incoming, "writing.not-yours-now")
    elif length(text) > purpose.longest:
        await tell(tx, house, incoming, "reply.text-too-long", max=purpose.longest, length=length(text))
    elif purpose.take is not None:
        await purpose.take(tx, house, incoming, person, held, text)
    elif purpose.preview is not None or has_contact_details(text):
        await _draft(tx, house, incoming, person, held, purpose, text)
    else:
        await keep(tx, house, incoming, person, held, purpose, text)


async def _draft(
    tx: Tx, house: House, incoming: Incoming, person: PersonRow, writing: WritingRow, purpose: Purpose, text: str
) -> None:
    wording, language = house.content.wording, await language_for(tx, house, incoming)
    await writings.change_writing(tx, writing.id, state="drafted", draft=text)
    shown = await purpose.preview(tx, house, incoming, person, writing, text) if purpose.preview else ""
    if not shown:
        shown = wording.render("writing.as-written", language, text=text)
    if has_contact_details(text):
        shown += "\n\n" + wording.render("check-in.contact-details", language)
    await show_once_more(tx, house, person, language, writing, shown, incoming)


async def keep(
    tx: Tx,
    house: House,
    incoming: Incoming,
    person: PersonRow,
    writing: WritingRow,
    purpose: Purpose,
    text: str | None,
) -> None:
    """Keep the text where it belongs, and say so below."""
    await writings.close_writing(tx, writing.id, "done", incoming.now)
    answer = await purpose.keep(tx, house, incoming, person, writing, text)
    if answer:
        await reply(tx, incoming, answer)
