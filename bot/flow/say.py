"""Kind answers to what changes nothing."""

from bot.domain.language import Language
from bot.domain.outgoing import Lane, Outgoing, OutgoingKind
from bot.flow.door import hash_of
from bot.flow.handling import Incoming, delete_message, handling, reply, sender
from bot.flow.house import House, language_of
from bot.storage import outbox, people
from bot.storage.database import Tx


async def language_for(tx: Tx, house: House, incoming: Incoming) -> Language:
    """The language for whoever wrote: their own, their collaborative's, or for a stranger the phone's."""
    person = await sender(tx, incoming)
    if person is None:
        known = incoming.spoken in house.content.wording.languages
        return Language(incoming.spoken if known else house.content.wording.fallback)
    roles = await people.roles_of(tx, person.id)
    return language_of(person, roles[0].language if roles else house.content.wording.fallback)


async def refuse(tx: Tx, house: House, incoming: Incoming, key: str, **values: object) -> str:
    """The toast that says why a press changed nothing."""
    language = await language_for(tx, house, incoming)
    return house.content.wording.plain(f"refused.{key}", language, **values)


async def tell(tx: Tx, house: House, incoming: Incoming, key: str, *, part: int = 1, **values: object) -> None:
    """Answer with the text of this key, in the language of whoever wrote."""
    language = await language_for(tx, house, incoming)
    await reply(tx, incoming, house.content.wording.render(key, language, **values), part=part)


async def old_button(house: House, incoming: Incoming) -> str:
    """A button of another version, or none of ours."""
    async with handling(house, incoming) as tx:
        return await refuse(tx, house, incoming, "old-button")


async def only_text(house: House, incoming: Incoming, kind: str) -> None:
    """A `sticker`, a `voice` or something `other`, such as a picture: nothing of it is opened or kept."""
    async with handling(house, incoming) as tx:
        language = await language_for(tx, house, incoming)
        await reply(tx, incoming, house.content.wording.render(f"reply.media.{kind}", language))


async def not_read_again(house: House, incoming: Incoming, message_id: int) -> None:
    """A message that was changed after it was sent: nothing of that is read, which is said once about each message."""
    async with handling(house, incoming) as tx:
        wording, language = house.content.wording, await language_for(tx, house, incoming)
        back, change = (wording.plain(f"check-in.buttons.{name}", language) for name in ("back", "change-answer"))
        text = wording.render("reply.edited", language, back=back, change=change)
        # A live place changes every few seconds, and a link's preview by itself.
        # Whose chat it was is not to be read in a key that stays.
        key = f"edited:{hash_of(f'{incoming.chat_id}:{message_id}')}"
        await outbox.put(tx, Outgoing(key, OutgoingKind.REPLY, Lane.REPLY, incoming.chat_id, text=text), incoming.now)


async def identity_number(house: House, incoming: Incoming, message_id: int | None) -> None:
    """Something that looks like an identity number: masked at the door, deleted here, and said so."""
    async with handling(house, incoming) as tx:
        language = await language_for(tx, house, incoming)
        how = "deleted" if incoming.is_private and message_id else "please-delete"
        await reply(tx, incoming, house.content.wording.render(f"reply.identity-number.{how}", language))
        if incoming.is_private and message_id:
            await delete_message(tx, incoming, message_id)
