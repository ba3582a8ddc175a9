"""A message to a team: to everybody who has joined, in their hours, or where it is asked in a group once there."""

from dataclasses import dataclass, replace
from datetime import datetime

from markupsafe import Markup

from bot.domain.language import Language
from bot.domain.outgoing import Button, Keyboard, Lane, Outgoing, OutgoingKind
from bot.domain.programme import Role
from bot.domain.room_buttons import Desk, DeskPressed
from bot.flow.asking.reach import may_ask_at, may_show_in_group
from bot.flow.house import House, language_of, name_of
from bot.storage import audit, outbox, people, team_messages
from bot.storage.database import Tx
from bot.storage.rows import MessageRow, PersonRow, TeamRow


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody whom a message to the team reaches, and when; with no person it is the team's group."""

    person: PersonRow | None
    at: datetime

    @property
    def name(self) -> str:
        """What tells them from the other readers of the same message."""
        return str(self.person.id) if self.person else "group"

    def language(self, team: TeamRow) -> Language:
        """Their language, in a group the team's."""
        return language_of(self.person, team.language) if self.person else Language(team.language)

    def outgoing(self, key: str, kind: OutgoingKind, team: TeamRow, now: datetime) -> Outgoing:
        """A message to them, empty as yet, that leaves when it may reach them."""
        person = self.person
        return Outgoing(
            key,
            kind,
            Lane.WAVE,
            (person.chat_id if person else team.group_chat_id) or 0,
            thread_id=None if person else team.group_thread_id,
            person_id=person.id if person else None,
            not_before=self.at if self.at > now else None,
        )


async def send_to_team(
    tx: Tx, house: House, team: TeamRow, by: PersonRow, text: str, now: datetime, stall_id: int | None = None
) -> int:
    """Send the team what a facilitator wrote, about one of its cases where there is a `stall_id`.

    How many people get it: everybody who has joined; 0 where there is nobody, and then nothing is kept.
    """
    joined = await joined_members(tx, team)
    if not joined:
        return 0
    message = await team_messages.add_message(tx, team.id, by.id, text, now, stall_id=stall_id)
    for reader in await readers_of(tx, house, team, now, joined):
        await _put(tx, house, team, by, message, reader, now)
    await audit.note(tx, now, by.slug, "message", team.slug, team=team.slug, people=len(joined))
    return len(joined)


async def joined_members(tx: Tx, team: TeamRow) -> list[PersonRow]:
    """The members who have joined and whom a message reaches: in their own chats, or in the team's group."""
    in_group = team.group_chat_id is not None
    members = await people.people_of_team(tx, team.id, Role.MEMBER)
    return [it for it in members if it.can_be_reached or (in_group and it.joined_at is not None)]


async def readers_of(
    tx: Tx, house: House, team: TeamRow, now: datetime, joined: list[PersonRow] | None = None
) -> list[Reader]:
    """Where a message to the team comes, and when; `joined` are its members whom it reaches, where they are known."""
    if team.group_chat_id is not None:
        return [Reader(None, await may_show_in_group(tx, house, team, now))]
    members = await joined_members(tx, team) if joined is None else joined
    return [Reader(person, await may_ask_at(tx, house, team, person, now)) for person in members]


def as_read(house: House, by: PersonRow, text: str, language: str) -> Markup:
    """The text as the team reads it."""
    named = name_of(house, by, language)
    return house.content.wording.render("messages.to-team", language, facilitator=named, text=text)


def answer_button(house: House, team: TeamRow, message_id: int, language: str, label: str = "answer") -> Keyboard:
    """The way to answer a message for whoever does not reply to it."""
    words = house.content.wording.plain(f"messages.buttons.{label}", language)
    return ((Button(words, DeskPressed(Desk.MESSAGE, team.id, "answer", str(message_id)).pack()),),)


async def _put(
    tx: Tx, house: House, team: TeamRow, by: PersonRow, message: MessageRow, reader: Reader, now: datetime
) -> None:
    wording, language = house.content.wording, reader.language(team)
    outgoing = replace(
        reader.outgoing(f"message:{message.id}:{reader.name}", OutgoingKind.MESSAGE, team, now),
        text=as_read(house, by, message.text, language),
        keyboard=answer_button(house, team, message.id, language) if reader.person else (),
        subject=message.id,
        repeated_note=f"\n\n{wording.render('messages.repeated', language)}",
    )
    await outbox.put(tx, outgoing, now)
