"""A press about handing teams over to a colleague."""

from bot.domain.button_data import is_id
from bot.domain.language import Language
from bot.domain.room_buttons import DeskPressed
from bot.flow.facilitating.handing_over.carry_out import carry_out
from bot.flow.facilitating.handing_over.pages import really, titles_of, to_whom, which_collaborative
from bot.flow.facilitating.handing_over.scope import Scope, all_own, of_team, who_could
from bot.flow.handling import Incoming, edit, reply
from bot.flow.house import House, name_of
from bot.flow.rights import leads
from bot.flow.say import language_for, refuse
from bot.flow.settings.own import Page
from bot.storage import teams
from bot.storage.database import Tx
from bot.storage.rows import PersonRow


async def press(
    tx: Tx, house: House, incoming: Incoming, person: PersonRow, button: DeskPressed, message_id: int
) -> str:
    """What the press does; the toast to show."""
    wording, language = house.content.wording, await language_for(tx, house, incoming)
    if button.act == "drop":
        await edit(tx, incoming, message_id, wording.render("hand-over.dropped", language))
        return ""
    scopes = await _scopes(tx, house, person, button.about)
    if scopes is None:
        return await refuse(tx, house, incoming, "old-button")
    if isinstance(scopes, str):
        return await refuse(tx, house, incoming, "not-allowed", team=scopes)
    if not scopes:
        return wording.plain("hand-over.toasts.none", language)
    if button.act == "ask":
        page = await _first_page(tx, house, scopes, language)
        await reply(tx, incoming, page.text, page.keyboard)
        return ""
    numbers = _numbers(button.what)
    scope = scopes.get(numbers[0]) if numbers else None
    if scope is None or (button.act, len(numbers)) not in (("page", 2), ("to", 2), ("yes", 3)):
        return await refuse(tx, house, incoming, "old-button")
    if button.act == "yes":
        return await _yes(tx, house, incoming, person, scope, numbers, message_id)
    return await _turn(tx, house, incoming, person, scope, button, message_id)


async def _scopes(tx: Tx, house: House, person: PersonRow, about: int) -> dict[int, Scope] | str | None:
    """What could be handed over, by collaborative; the title of a team that the person does not lead; None for none."""
    if about == 0:
        return await all_own(tx, house, person)
    team = await teams.find_team(tx, about)
    if team is None or not house.knows(team):
        return None
    # Whoever changes who leads it has it alone.
    team = await teams.team_by_id(tx, about, lock=True)
    if not await leads(tx, person, team):
        return team.title
    return {team.collaborative_id: await of_team(tx, person, team)}


async def _first_page(tx: Tx, house: House, scopes: dict[int, Scope], language: Language) -> Page:
    if len(scopes) > 1:
        return which_collaborative(house, scopes, language)
    (scope,) = scopes.values()
    return to_whom(house, scope, await who_could(tx, scope), 1, language)


async def _turn(
    tx: Tx, house: House, incoming: Incoming, person: PersonRow, scope: Scope, button: DeskPressed, message_id: int
) -> str:
    language, could = await language_for(tx, house, incoming), await who_could(tx, scope)
    _, number = _numbers(button.what)
    if button.act == "page":
        page = to_whom(house, scope, could, number, language)
    else:
        to = next((it for it in could if it.id == number), None)
        if to is None:
            page = to_whom(house, scope, could, 1, language)
            await edit(tx, incoming, message_id, page.text, page.keyboard)
            return house.content.wording.plain("hand-over.toasts.gone", language)
        page = await really(tx, house, scope, person, to, language)
    await edit(tx, incoming, message_id, page.text, page.keyboard)
    return ""


async def _yes(
    tx: Tx, house: House, incoming: Incoming, person: PersonRow, scope: Scope, numbers: list[int], message_id: int
) -> str:
    wording, language = house.content.wording, await language_for(tx, house, incoming)
    for team in sorted(scope.teams, key=lambda it: it.id):
        await teams.team_by_id(tx, team.id, lock=True)
    # What somebody else has done meanwhile is done.
    anew = await _scopes(tx, house, person, scope.about)
    held = anew.get(scope.collaborative_id) if isinstance(anew, dict) else None
    to = next((it for it in await who_could(tx, held) if it.id == numbers[1]), None) if held else None
    if held is None or to is None:
        return wording.plain("hand-over.toasts.gone", language)
    if len(held.teams) != numbers[2]:
        page = await really(tx, house, held, person, to, language)
        await edit(tx, incoming, message_id, page.text, page.keyboard)
        return wording.plain("hand-over.toasts.changed", language)
    await carry_out(tx, house, incoming, person, held, to)
    done = wording.render(
        "hand-over.done",
        language,
        person=name_of(house, to, language),
        teams=titles_of(house, held.teams, language),
    )
    await edit(tx, incoming, message_id, done)
    return ""


def _numbers(what: str) -> list[int]:
    parts = what.split(".") if what else []
    return [int(it) for it in parts] if all(map(is_id, parts)) else []
