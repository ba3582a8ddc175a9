"""What a manager replied, told: to the team once and in its hours, to the facilitators in their list or at once."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.language import Language
from bot.domain.outgoing import Button, Keyboard, OutgoingKind
from bot.domain.room_buttons import Desk, DeskPressed
from bot.flow.cases.open import first_in_reach
from bot.flow.digests.ask_words import Asked
from bot.flow.facilitating.messages.send import readers_of
from bot.flow.facilitating.moving.news import tell_staff
from bot.flow.house import House
from bot.storage import outbox, outbox_asks
from bot.storage.database import Tx
from bot.storage.matters import finish_matter, raise_matter
from bot.storage.rows import PersonRow, TeamRow

# What waits for a reply, and the reply itself, in the facilitators' list.
OPEN, REPLY = "ask_open", "ask_reply"
# A reply that was a slip can be put right before the team hears of it.
SETTLES = timedelta(minutes=10)
# A facilitator sees of an ask without a reply after so long.
A_WEEK = timedelta(weeks=1)
TALK = "talk"


async def ask_waits(tx: Tx, team_id: int, digest_id: int, now: datetime) -> None:
    """A manager was asked to do something: unanswered it comes before the facilitators in a week."""
    await raise_matter(tx, team_id, OPEN, digest_id, now, tell_at=now + A_WEEK)


async def tell_reply(tx: Tx, house: House, asked: Asked, answered: Collection[int], now: datetime) -> None:
    """Tell the team and its facilitators what the manager said; what was to be told of an earlier reply is not.

    `answered` are the digests that asked for it: this one, and one that it repeats.
    """
    digest = asked.digest
    await outbox_asks.take_back(tx, digest.id, now)
    await _tell_team(tx, house, asked, now)
    await finish_matter(tx, REPLY, digest.id, now)
    for digest_id in answered:
        await finish_matter(tx, OPEN, digest_id, now)
    facilitator = await first_in_reach(tx, asked.team) if digest.reply == TALK else None
    if facilitator is None:
        await raise_matter(tx, asked.team.id, REPLY, digest.id, now)
    else:
        await _ask_to_talk(tx, house, asked, facilitator, now)


async def _tell_team(tx: Tx, house: House, asked: Asked, now: datetime) -> None:
    team, about = asked.team, outbox_asks.to_team(asked.digest.id)
    for reader in await readers_of(tx, house, team, now + SETTLES):
        if reader.person is not None and reader.person.id == asked.manager.id:
            continue
        news = reader.outgoing(f"{about}{reader.name}", OutgoingKind.NEWS, team, now)
        text = asked.for_team(house, reader.language(team))
        await outbox.put(tx, replace(news, text=text, subject=team.id), now)


async def _ask_to_talk(tx: Tx, house: House, asked: Asked, facilitator: PersonRow, now: datetime) -> None:
    def say(language: Language) -> tuple[str, Keyboard]:
        return asked.for_staff(house, language), to_page_of(house, asked.team, language)

    about = f"{outbox_asks.to_staff(asked.digest.id)}{asked.digest.replied_at}"
    await tell_staff(tx, house, asked.team, facilitator, about, say, now)


def to_page_of(house: House, team: TeamRow, language: Language) -> Keyboard:
    """The way to the team's page."""
    label = house.content.wording.plain("ask.buttons.team", language)
    return ((Button(label, DeskPressed(Desk.TEAM, team.id, "open").pack()),),)
