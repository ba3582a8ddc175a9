"""Who is told that a team has another facilitator: each in their own hours."""

from collections.abc import Sequence
from datetime import datetime

from bot.content.limits import BUTTON, shortened
from bot.domain.language import Language
from bot.domain.outgoing import Button, Keyboard, Lane, Outgoing, OutgoingKind
from bot.domain.room_buttons import Desk, DeskPressed
from bot.domain.team_list import Place
from bot.flow.facilitating.handing_over.pages import titles_of
from bot.flow.facilitating.handing_over.scope import Scope
from bot.flow.facilitating.messages.send import readers_of
from bot.flow.handling import Incoming
from bot.flow.house import House, language_of, name_of
from bot.flow.staff_hours import may_tell_at
from bot.storage import outbox, outbox_hand_over
from bot.storage.database import Tx
from bot.storage.rows import PersonRow, TeamRow

MOST_BUTTONS = 8


async def tell_team(tx: Tx, house: House, incoming: Incoming, team: TeamRow, to: PersonRow) -> None:
    """Tell the team who its facilitator is from now on; what it was to be told before and has not heard is old."""
    await outbox_hand_over.withdraw_of_team(tx, team.id, incoming.now)
    for reader in await readers_of(tx, house, team, incoming.now):
        person = reader.person
        if person is not None and person.id == to.id:
            continue
        language = language_of(person, team.language) if person else Language(team.language)
        text = house.content.wording.render(
            "hand-over.to-team", language, person=name_of(house, to, language), team=team.title
        )
        message = Outgoing(
            f"hand-over:{incoming.inbox_id}:{team.id}:{person.id if person else 'group'}",
            OutgoingKind.HAND_OVER,
            Lane.WAVE,
            (person.chat_id if person else team.group_chat_id) or 0,
            thread_id=None if person else team.group_thread_id,
            person_id=person.id if person else None,
            text=text,
            not_before=_later(reader.at, incoming.now),
            subject=team.id,
        )
        await outbox.put(tx, message, incoming.now)


async def tell_receiver(
    tx: Tx, house: House, incoming: Incoming, found: Sequence[TeamRow], presser: PersonRow, to: PersonRow
) -> None:
    """Tell whoever has the teams now, with the way to each."""
    if to.id == presser.id:
        return
    language = language_of(to, found[0].language)
    text = house.content.wording.render(
        "hand-over.to-receiver",
        language,
        person=name_of(house, presser, language),
        teams=titles_of(house, found, language),
    )
    buttons = [
        (Button(shortened(it.title, BUTTON), DeskPressed(Desk.TEAM, it.id, "open").pack()),)
        for it in found[:MOST_BUTTONS]
    ]
    label = house.content.wording.plain("teams.buttons.back-to-list", language)
    all_teams = (Button(label, DeskPressed(Desk.TEAMS, 0, "open", Place().pack()).pack()),)
    await _tell_staff(tx, house, incoming, found[0], to, text, (*buttons, all_teams))


async def tell_giver(tx: Tx, house: House, incoming: Incoming, scope: Scope, presser: PersonRow, to: PersonRow) -> None:
    """Tell whoever had the teams, where somebody else has handed them over."""
    giver = scope.giver
    if giver is None or not giver.can_be_reached:
        return
    language = language_of(giver, scope.teams[0].language)
    text = house.content.wording.render(
        "hand-over.to-giver",
        language,
        person=name_of(house, presser, language),
        to=name_of(house, to, language),
        teams=titles_of(house, scope.teams, language),
    )
    await _tell_staff(tx, house, incoming, scope.teams[0], giver, text, ())


async def _tell_staff(
    tx: Tx, house: House, incoming: Incoming, team: TeamRow, person: PersonRow, text: str, keyboard: Keyboard
) -> None:
    message = Outgoing(
        f"hand-over:{incoming.inbox_id}:staff:{person.id}",
        OutgoingKind.HAND_OVER,
        Lane.ALERT,
        person.chat_id or 0,
        person_id=person.id,
        text=text,
        keyboard=keyboard,
        not_before=_later(await may_tell_at(tx, house, team, person, incoming.now), incoming.now),
        subject=team.id,
    )
    await outbox.put(tx, message, incoming.now)


def _later(moment: datetime, now: datetime) -> datetime | None:
    return moment if moment > now else None
