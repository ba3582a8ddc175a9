"""Somebody is asked for a text, in a message of its own."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.domain.outgoing import Button, Keyboard, Lane, Outgoing, OutgoingKind
from bot.domain.room_buttons import Desk, DeskPressed
from bot.flow.handling import Incoming
from bot.flow.house import House
from bot.storage import outbox, writings
from bot.storage.database import Tx
from bot.storage.rows import PersonRow, WritingRow

DROP, KEEP, AGAIN, SKIP = "drop", "keep", "again", "skip"


@dataclass(frozen=True, slots=True)
class Question:
    """A question for a text: its words, finished, and what the purpose needs to know when the text comes.

    Below stand these buttons, where it `may_skip` one to leave the text out, and one to let it be.
    """

    purpose: str
    text: str
    team_id: int | None = None
    about: dict[str, Any] = field(default_factory=dict)
    buttons: Keyboard = ()
    may_skip: bool = False


async def ask_for_text(
    tx: Tx, house: House, person: PersonRow, language: str, question: Question, now: datetime
) -> None:
    """Ask the person for a text, in a message below; what they were asked for before gives way."""
    writing_id = await writings.add_writing(tx, person.id, question.team_id, question.purpose, question.about, now)
    below = (SKIP, DROP) if question.may_skip else (DROP,)
    row = tuple(writing_button(house, writing_id, it, language) for it in below)
    await show(tx, person, writing_id, f"writing:{writing_id}", question.text, (*question.buttons, row), now)


async def show(
    tx: Tx, person: PersonRow, writing_id: int, key: str, text: str, keyboard: Keyboard, now: datetime
) -> None:
    """Put a message about the writing below in the person's chat; a reply to it belongs to the writing."""
    if person.chat_id is None:
        return
    message = Outgoing(
        key,
        OutgoingKind.WRITING,
        Lane.REPLY,
        person.chat_id,
        person_id=person.id,
        text=text,
        keyboard=keyboard,
        fresh=True,
        subject=writing_id,
    )
    await outbox.put(tx, message, now)


def writing_button(house: House, writing_id: int, act: str, language: str) -> Button:
    """One of the buttons of every writing."""
    label = house.content.wording.plain(f"writing.buttons.{act}", language)
    return Button(label, DeskPressed(Desk.WRITING, writing_id, act).pack())


async def show_once_more(
    tx: Tx, house: House, person: PersonRow, language: str, writing: WritingRow, text: str, incoming: Incoming
) -> None:
    """Show what was written as it will be read, before it goes anywhere: `text` is finished and holds the draft."""
    keyboard: Keyboard = (
        (writing_button(house, writing.id, KEEP, language),),
        (writing_button(house, writing.id, AGAIN, language), writing_button(house, writing.id, DROP, language)),
    )
    key = f"writing:{writing.id}:{incoming.inbox_id}"
    await show(tx, person, writing.id, key, text, keyboard, incoming.now)
