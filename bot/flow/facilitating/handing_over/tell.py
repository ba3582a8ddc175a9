"""Who is told that a team has another facilitator: each in their own hours."""

from collections.abc import Sequence
from dataclasses import replace

from bot.content.limits import BUTTON, shortened
from bot.domain.outgoing import Button, Keyboard, Lane, OutgoingKind
from bot.domain.room_buttons import Desk, DeskPressed
from bot.domain.team_list import Place
from bot.flow.facilitating.handing_over.pages import titles_of
from bot.flow.facilitating.handing_over.scope import Scope
from bot.flow.facilitating.messages.send import Reader, readers_of
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
        if reader.person is not None and reader.person.id == to.id:
            continue
        language = reader.language(team)
        text = house.content.wording.render(
            "hand-over.to-team", language, person=name_of(house, to, language), team=team.title
        )
        key = f"hand-over:{incoming.inbox_id}:{team.id}:{reader.name}"
        message = reader.outgoing(key, OutgoingKind.HAND_OVER, team, incoming.now)
        await outbox.put(tx, replace(message, text=text, subject=team.id), incoming.now)


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
    reader = Reader(person, await may_tell_at(tx, house, team, person, incoming.now))
    key = f"hand-over:{incoming.inbox_id}:staff:{reader.name}"
    message = reader.outgoing(key, OutgoingKind.HAND_OVER, team, incoming.now)
    await outbox.put(tx, replace(message, lane=Lane.ALERT, text=text, keyboard=keyboard, subject=team.id), incoming.now)
