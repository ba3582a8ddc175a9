"""A press below a question for a text, or below the text shown once more."""

from bot.domain.room_buttons import DeskPressed
from bot.flow.handling import Incoming, edit
from bot.flow.house import House
from bot.flow.say import language_for, refuse
from bot.flow.writing.ask import AGAIN, DROP, KEEP, SKIP
from bot.flow.writing.purposes import PURPOSES
from bot.flow.writing.take import keep
from bot.storage import writings
from bot.storage.database import Tx
from bot.storage.rows import PersonRow


async def press(
    tx: Tx, house: House, incoming: Incoming, person: PersonRow, button: DeskPressed, message_id: int
) -> str:
    """What a press does; the toast to show."""
    writing = await writings.writing_by_id(tx, button.about, lock=True)
    if writing is None or writing.person_id != person.id:
        return await refuse(tx, house, incoming, "old-button")
    purpose, wording = PURPOSES.get(writing.purpose), house.content.wording
    language = await language_for(tx, house, incoming)
    if writing.state not in writings.OPEN or purpose is None:
        return wording.plain("writing.toasts.closed", language)
    if button.act == DROP:
        await writings.close_writing(tx, writing.id, "dropped", incoming.now)
        await edit(tx, incoming, message_id, wording.render("writing.dropped", language))
        return ""
    if not await purpose.may(tx, person, writing):
        await writings.close_writing(tx, writing.id, "dropped", incoming.now)
        return wording.plain("writing.toasts.not-yours-now", language)
    match button.act:
        case act if act == KEEP and writing.draft is not None:
            shown = wording.render("writing.kept", language, text=writing.draft)
            await edit(tx, incoming, message_id, shown)
            await keep(tx, house, incoming, person, writing, purpose, writing.draft)
        case act if act == AGAIN and writing.draft is not None:
            await writings.change_writing(tx, writing.id, state="asked", draft=None, asked_at=incoming.now)
            await edit(tx, incoming, message_id, wording.render("writing.again", language))
        case act if act == SKIP and writing.draft is None:
            await edit(tx, incoming, message_id, wording.render("writing.skipped", language))
            await keep(tx, house, incoming, person, writing, purpose, None)
        case _:
            return await refuse(tx, house, incoming, "old-button")
    return ""
