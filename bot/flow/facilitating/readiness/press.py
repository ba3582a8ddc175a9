"""A press on the questions before a team starts."""

from bot.domain.programme import Role
from bot.domain.readiness import NO, ORDER, YES
from bot.domain.room_buttons import DeskPressed
from bot.flow.cases.open import first_in_reach
from bot.flow.facilitating.desk.team import team_led
from bot.flow.facilitating.readiness.ask import (
    ASK,
    BEGIN,
    FACILITATOR,
    LATER,
    MANAGER,
    SEE,
    managed_teams,
    question,
)
from bot.flow.facilitating.readiness.said import is_seen, seen_page, tell_of, to_team
from bot.flow.handling import Incoming, edit, reply
from bot.flow.house import House, name_of
from bot.flow.say import language_for, refuse
from bot.storage import audit, people, readiness, teams
from bot.storage.database import Tx
from bot.storage.rows import PersonRow, TeamRow


async def press(
    tx: Tx, house: House, incoming: Incoming, person: PersonRow, button: DeskPressed, message_id: int
) -> str:
    """What a press does; the toast to show."""
    if button.act in (ASK, SEE) or button.what.endswith(FACILITATOR):
        team, why_not = await team_led(tx, house, incoming, person, button.about)
        if team is None:
            return why_not
        return await _of_facilitator(tx, house, incoming, person, team, button, message_id)
    team = await teams.find_team(tx, button.about)
    if team is None or team.removed_at is not None:
        return await refuse(tx, house, incoming, "old-button")
    if not await people.has_role(tx, person.id, team.id, Role.MANAGER):
        language = await language_for(tx, house, incoming)
        return house.content.wording.plain("readiness.toasts.not-yours", language, team=team.title)
    return await _of_manager(tx, house, incoming, person, team, button, message_id)


async def _of_manager(
    tx: Tx,
    house: House,
    incoming: Incoming,
    person: PersonRow,
    team: TeamRow,
    button: DeskPressed,
    message_id: int,
) -> str:
    language, wording = await language_for(tx, house, incoming), house.content.wording
    mine, number = await managed_teams(tx, person, team.collaborative_id, incoming.now), _number(button.what)
    if button.act == BEGIN and mine:
        await reply(tx, incoming, *question(house, team, mine, 0, MANAGER, language))
        return ""
    if button.act == LATER:
        await edit(tx, incoming, message_id, wording.render("readiness.later", language))
        return ""
    if button.act not in (YES, NO) or number is None or not mine:
        return await refuse(tx, house, incoming, "old-button")
    worth_a_talk = False
    for it in mine:
        await _keep(tx, person, it, number, button.act, incoming)
        worth_a_talk = await tell_of(tx, it, incoming.now) or worth_a_talk
    if number + 1 < len(ORDER):
        page = question(house, team, mine, number + 1, MANAGER, language)
        await edit(tx, incoming, message_id, *page)
        return ""
    text = await _thanks(tx, house, team, language) if worth_a_talk else wording.render("readiness.clear", language)
    await edit(tx, incoming, message_id, text)
    return ""


async def _of_facilitator(
    tx: Tx,
    house: House,
    incoming: Incoming,
    person: PersonRow,
    team: TeamRow,
    button: DeskPressed,
    message_id: int,
) -> str:
    language, number = await language_for(tx, house, incoming), _number(button.what)
    if button.act in (ASK, SEE):
        said = await readiness.said_of(tx, team.id)
        page = seen_page(house, team, said, language) if button.act == SEE and said else None
        await reply(tx, incoming, *(page or question(house, team, [team], 0, FACILITATOR, language)))
        await is_seen(tx, team, incoming.now)
        return ""
    if button.act not in (YES, NO) or number is None:
        return await refuse(tx, house, incoming, "old-button")
    await _keep(tx, person, team, number, button.act, incoming)
    await is_seen(tx, team, incoming.now)
    if number + 1 < len(ORDER):
        await edit(tx, incoming, message_id, *question(house, team, [team], number + 1, FACILITATOR, language))
    else:
        kept = house.content.wording.render("readiness.kept", language, team=team.title)
        await edit(tx, incoming, message_id, kept, to_team(house, team, language))
    return ""


async def _keep(tx: Tx, person: PersonRow, team: TeamRow, number: int, value: str, incoming: Incoming) -> None:
    await teams.team_by_id(tx, team.id, lock=True)
    await readiness.keep_answer(tx, team.id, person.id, ORDER[number], value, incoming.now)
    if number == 0:
        await audit.note(tx, incoming.now, person.slug, "readiness", team.slug, team=team.slug)


async def _thanks(tx: Tx, house: House, team: TeamRow, language: str) -> str:
    """Who will be in touch, where somebody can be told."""
    wording = house.content.wording
    told = await first_in_reach(tx, team)
    if told is None:
        return wording.render("readiness.talk-nobody", language)
    return wording.render("readiness.talk", language, facilitator=name_of(house, told, language))


def _number(what: str) -> int | None:
    """The question that a button belongs to."""
    number, who = what[:1], what[1:]
    if who not in (MANAGER, FACILITATOR) or not number.isdecimal():
        return None
    return int(number) if int(number) < len(ORDER) else None
