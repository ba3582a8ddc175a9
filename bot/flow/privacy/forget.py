"""Being forgotten: asked once more, then everything at once."""

from datetime import datetime

from bot.domain.buttons import ForgetPressed
from bot.domain.errors import MellomError
from bot.domain.outgoing import Button, Keyboard, Lane, Outgoing, OutgoingKind
from bot.flow.door import hash_of
from bot.flow.handling import Incoming, edit, handling, reply, sender
from bot.flow.house import House
from bot.flow.menu import show_menu
from bot.flow.privacy.erase import FORGET, Erased, erase
from bot.flow.say import language_for, refuse, tell
from bot.storage import outbox, people
from bot.storage.database import Tx
from bot.storage.rows import PersonRow


async def ask(house: House, incoming: Incoming) -> None:
    """Answer /forget with a question whether it is meant."""
    async with handling(house, incoming) as tx:
        person = await sender(tx, incoming)
        if person is None:
            await tell(tx, house, incoming, "forget.nothing")
        else:
            await ask_once_more(tx, house, incoming, person)


async def ask_once_more(tx: Tx, house: House, incoming: Incoming, person: PersonRow) -> None:
    """What would go and what would stay, with a button for yes and one for no."""
    wording, language = house.content.wording, await language_for(tx, house, incoming)
    buttons: Keyboard = tuple(
        (Button(wording.plain(f"forget.buttons.{name}", language), ForgetPressed(person.id, act).pack()),)
        for name, act in (("confirm", "yes"), ("keep", "no"))
    )
    await reply(tx, incoming, wording.render("forget.ask", language), buttons)


async def press(house: House, incoming: Incoming, button: ForgetPressed, message_id: int) -> str:
    """Erase everything about whoever pressed, or nothing; the toast to show."""
    async with handling(house, incoming) as tx:
        person = await sender(tx, incoming)
        if person is None:
            return await refuse(tx, house, incoming, "not-joined")
        if button.person_id != person.id or button.act not in ("yes", "no") or not incoming.is_private:
            return await refuse(tx, house, incoming, "old-button")
        if button.act == "no":
            kept = house.content.wording.render("forget.kept", await language_for(tx, house, incoming))
            await edit(tx, incoming, message_id, kept)
            return ""
        await _forget(tx, house, incoming, person, message_id)
    await house.db.leave_no_trace()
    return ""


async def _forget(tx: Tx, house: House, incoming: Incoming, person: PersonRow, message_id: int) -> None:
    done = house.content.wording.render("forget.done", await language_for(tx, house, incoming))
    await erase(tx, house, person.id, incoming.now, why=FORGET, actor=None)
    # Only these two still know the chat, until they have arrived.
    await show_menu(tx, house, incoming, person.id, lane=Lane.REPLY)
    farewell = Outgoing(
        f"farewell:{incoming.inbox_id}",
        OutgoingKind.FAREWELL,
        Lane.REPLY,
        incoming.chat_id,
        text=done,
        message_id=message_id,
    )
    await outbox.put(tx, farewell, incoming.now)


async def forget(house: House, slug: str, now: datetime) -> Erased | None:
    """Erase the person of this id for an operator; None where they were forgotten before. MellomError for nobody."""
    async with house.db.write() as tx:
        person = await people.person_by_slug(tx, slug)
        if person is None and await people.is_forgotten(tx, hash_of(slug)):
            return None
        if person is None or person.forgotten_at is not None:
            raise MellomError(f"there is no person called {slug}; use the id that stands in the programme file")
        erased = await erase(tx, house, person.id, now, why=FORGET)
    await house.db.leave_no_trace()
    return erased
