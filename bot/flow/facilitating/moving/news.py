"""What was decided about a team, told to whom it concerns: each in their hours, and once."""

from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import datetime
from typing import TypeAlias

from bot.domain.language import Language
from bot.domain.outgoing import Keyboard, OutgoingKind
from bot.flow.facilitating.messages.send import Reader, readers_of
from bot.flow.house import House
from bot.flow.staff_hours import may_tell_at
from bot.storage import outbox
from bot.storage.database import Tx
from bot.storage.rows import PersonRow, TeamRow

# The news in this language, finished; for staff with what they can do about it as buttons.
Say: TypeAlias = Callable[[Language], str]
SayAndOffer: TypeAlias = Callable[[Language], tuple[str, Keyboard]]


async def tell_team(
    tx: Tx, house: House, team: TeamRow, about: str, say: Say, now: datetime, *, but: Collection[int | None] = ()
) -> set[int]:
    """Tell all of the team who have joined, or its group, `but` those who know; who is told in a chat of their own.

    `about` is what the news are about, with what makes them other ones than those before.
    """
    told: set[int] = set()
    for reader in await readers_of(tx, house, team, now):
        person_id = reader.person.id if reader.person else None
        if person_id not in but:
            await _put(tx, team, about, lambda language: (say(language), ()), reader, now)
        if person_id is not None:
            told.add(person_id)
    return told


async def tell_staff(
    tx: Tx, house: House, team: TeamRow, person: PersonRow, about: str, say: SayAndOffer, now: datetime
) -> None:
    """Tell somebody who follows the team."""
    if person.can_be_reached:
        await _put(tx, team, about, say, Reader(person, await may_tell_at(tx, house, team, person, now)), now)


async def _put(tx: Tx, team: TeamRow, about: str, say: SayAndOffer, reader: Reader, now: datetime) -> None:
    text, keyboard = say(reader.language(team))
    key = f"{about}:{reader.name if reader.person else f'group-{team.id}'}"
    news = reader.outgoing(key, OutgoingKind.NEWS, team, now)
    await outbox.put(tx, replace(news, text=text, keyboard=keyboard, subject=team.id), now)
