"""/teams and /team, and the pressing through the list."""

from bot.content.limits import BUTTON, shortened
from bot.domain.language import Language
from bot.domain.outgoing import Button
from bot.domain.room_buttons import Desk, DeskPressed
from bot.domain.team_list import Place, read_place
from bot.domain.team_names import find_teams
from bot.flow.facilitating.desk.page import SHOWING, put_page
from bot.flow.facilitating.teams.list import list_page
from bot.flow.facilitating.teams.page import team_page
from bot.flow.handling import Incoming, handling, reply, sender
from bot.flow.house import House, language_of
from bot.flow.rights import teams_led_by
from bot.flow.say import language_for, refuse, tell
from bot.flow.settings.own import Page
from bot.storage.database import Tx
from bot.storage.rows import PersonRow, TeamRow

MOST_FOUND = 8


async def teams(house: House, incoming: Incoming) -> None:
    """/teams: all teams of whoever asks, most in need first."""
    await team(house, incoming, "")


async def team(house: House, incoming: Incoming, typed: str) -> None:
    """/team NAME: the page of the team that is called so, or nearly so; without a name the list."""
    async with handling(house, incoming) as tx:
        person = await sender(tx, incoming)
        if person is None:
            await tell(tx, house, incoming, "refused.not-joined")
            return
        led = [it for it in await teams_led_by(tx, person) if house.knows(it)]
        if not led:
            await tell(tx, house, incoming, "teams.none")
            return
        page = await _named(tx, house, incoming, person, led, typed.strip())
        await reply(tx, incoming, page.text, page.keyboard)


async def _named(tx: Tx, house: House, incoming: Incoming, person: PersonRow, led: list[TeamRow], typed: str) -> Page:
    language = await language_for(tx, house, incoming)
    if not typed:
        return await list_page(tx, house, led, Place(), language, incoming.now)
    by_id = {it.id: it for it in led}
    found = find_teams(typed, {id_: it.title for id_, it in by_id.items()})
    if len(found.meant) == 1:
        chosen = by_id[found.meant[0]]
        return await team_page(tx, house, chosen, Place(), language_of(person, chosen.language), incoming.now)
    key = "teams.which" if found.meant else "teams.no-such"
    text = house.content.wording.render(key, language, name=shortened(typed, BUTTON))
    near = [by_id[id_] for id_ in (found.meant or found.near)[:MOST_FOUND]]
    buttons = tuple((_opens(it),) for it in near)
    return Page(text, (*buttons, (_all_teams(house, language),)))


def _opens(found: TeamRow) -> Button:
    return Button(shortened(found.title, BUTTON), DeskPressed(Desk.TEAM, found.id, "show").pack())


def _all_teams(house: House, language: Language) -> Button:
    label = house.content.wording.plain("teams.buttons.back-to-list", language)
    return Button(label, DeskPressed(Desk.TEAMS, 0, "show", Place().pack()).pack())


async def press(
    tx: Tx, house: House, incoming: Incoming, person: PersonRow, button: DeskPressed, message_id: int
) -> str:
    """A press in the list of teams; the toast to show."""
    led = await teams_led_by(tx, person)
    if button.act not in SHOWING or not led:
        return await refuse(tx, house, incoming, "old-button")
    language = await language_for(tx, house, incoming)
    page = await list_page(tx, house, led, read_place(button.what), language, incoming.now)
    await put_page(tx, incoming, button.act, message_id, page)
    return ""
