"""A press below a page of the week: a reply to the one thing to do, or how often the page comes."""

from bot.domain.digest_rhythm import Every
from bot.domain.room_buttons import DeskPressed
from bot.flow.digests.keyboard import OFTEN, below
from bot.flow.digests.often import EVERY, ask_how_often, say_next
from bot.flow.digests.plan import set_every
from bot.flow.digests.reply import Reply, reply_to_ask
from bot.flow.digests.show import show_buttons
from bot.flow.digests.waiting import see
from bot.flow.handling import Incoming, edit, reply
from bot.flow.house import House
from bot.flow.say import language_for, refuse
from bot.storage import digests, pulses
from bot.storage.database import Tx
from bot.storage.digests import DigestRow
from bot.storage.rows import PersonRow

SEE = "see"


async def press(
    tx: Tx, house: House, incoming: Incoming, person: PersonRow, button: DeskPressed, message_id: int
) -> str:
    """What a press does; the toast to show."""
    if button.act == SEE:
        return await see(tx, house, incoming, person, button.about)
    digest = await digests.digest_by_id(tx, button.about, lock=True)
    if digest is None or digest.person_id != person.id:
        return await refuse(tx, house, incoming, "old-button")
    if button.act in set(Reply):
        return await _reply(tx, house, incoming, person, button, message_id)
    return await _how_often(tx, house, incoming, digest, button, message_id)


async def _reply(
    tx: Tx, house: House, incoming: Incoming, person: PersonRow, button: DeskPressed, message_id: int
) -> str:
    outcome = await reply_to_ask(tx, house, button.about, button.act, person.id, incoming.now)
    language = await language_for(tx, house, incoming)
    digest = await digests.digest_by_id(tx, button.about)
    if digest is not None:
        pulse = await pulses.pulse_below(tx, person.id, digest.collaborative_id, digest.decided_at)
        await show_buttons(tx, incoming, message_id, below(house, digest, pulse, language))
    return house.content.wording.plain(outcome.words, language)


async def _how_often(
    tx: Tx, house: House, incoming: Incoming, digest: DigestRow, button: DeskPressed, message_id: int
) -> str:
    reader = await digests.reader_of(tx, digest.collaborative_id, digest.person_id)
    if reader is None:
        return await refuse(tx, house, incoming, "old-button")
    language = await language_for(tx, house, incoming)
    if button.act == OFTEN:
        await reply(tx, incoming, *ask_how_often(house, reader, digest.id, language))
    elif button.act == EVERY and button.what in set(Every):
        reader = await set_every(tx, house, reader, button.what, incoming.now)
        said = await say_next(tx, house, reader, incoming.now, language)
        await edit(tx, incoming, message_id, said, ask_how_often(house, reader, digest.id, language)[1])
    else:
        return await refuse(tx, house, incoming, "old-button")
    return ""
