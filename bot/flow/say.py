"""Kind answers to what changes nothing."""

from bot.flow.handling import Incoming, delete_message, handling, reply, sender
from bot.flow.house import House
from bot.storage import people
from bot.storage.database import Tx


async def language_for(tx: Tx, house: House, incoming: Incoming) -> str:
    """The language for whoever wrote: their own, their collaborative's, or for a stranger the phone's."""
    person = await sender(tx, incoming)
    if person is None:
        known = incoming.spoken in house.content.wording.languages
        return incoming.spoken if known else house.content.wording.fallback
    if person.language:
        return person.language
    roles = await people.roles_of(tx, person.id)
    return roles[0].language if roles else house.content.wording.fallback


async def refuse(tx: Tx, house: House, incoming: Incoming, key: str, **values: object) -> str:
    """The toast that says why a press changed nothing."""
    language = await language_for(tx, house, incoming)
    return house.content.wording.plain(f"refused.{key}", language, **values)


async def old_button(house: House, incoming: Incoming) -> str:
    """A button of another version, or none of ours."""
    async with handling(house, incoming) as tx:
        return await refuse(tx, house, incoming, "old-button")


async def only_text(house: House, incoming: Incoming, kind: str) -> None:
    """A `sticker`, a `voice` or something `other`, such as a picture: nothing of it is opened or kept."""
    async with handling(house, incoming) as tx:
        language = await language_for(tx, house, incoming)
        await reply(tx, incoming, house.content.wording.render(f"reply.media.{kind}", language))


async def identity_number(house: House, incoming: Incoming, message_id: int | None) -> None:
    """Something that looks like an identity number: masked at the door, deleted here, and said so."""
    async with handling(house, incoming) as tx:
        language = await language_for(tx, house, incoming)
        how = "deleted" if incoming.is_private and message_id else "please-delete"
        await reply(tx, incoming, house.content.wording.render(f"reply.identity-number.{how}", language))
        if incoming.is_private and message_id:
            await delete_message(tx, incoming, message_id)
