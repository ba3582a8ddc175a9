"""A press on a team's page."""

from bot.domain.room_buttons import DeskPressed
from bot.domain.team_list import read_place
from bot.flow.facilitating.desk.page import put_page
from bot.flow.facilitating.desk.team import team_led
from bot.flow.facilitating.teams.history import history_page
from bot.flow.facilitating.teams.inviting import invite
from bot.flow.facilitating.teams.page import team_page
from bot.flow.handling import Incoming
from bot.flow.house import House, language_of
from bot.flow.reporting.at_once import send_report
from bot.flow.say import refuse
from bot.flow.settings.own import Page
from bot.storage.database import Tx
from bot.storage.rows import PersonRow, TeamRow


async def press(
    tx: Tx, house: House, incoming: Incoming, person: PersonRow, button: DeskPressed, message_id: int
) -> str:
    """What the press does; the toast to show."""
    team, why_not = await team_led(tx, house, incoming, person, button.about)
    if team is None:
        return why_not
    if button.act == "invite" and incoming.bot_name:
        return await invite(tx, house, incoming, person, team)
    if button.act == "report":
        return await send_report(tx, house, incoming, person, team)
    page = await _page(tx, house, incoming, person, team, button)
    if page is None:
        return await refuse(tx, house, incoming, "old-button")
    await put_page(tx, incoming, button.act, message_id, page)
    return ""


async def _page(
    tx: Tx, house: House, incoming: Incoming, person: PersonRow, team: TeamRow, button: DeskPressed
) -> Page | None:
    language, now = language_of(person, team.language), incoming.now
    match button.act:
        case "show" | "open":
            return await team_page(tx, house, team, read_place(button.what), language, now)
        case "more":
            return await team_page(tx, house, team, read_place(button.what), language, now, more=True)
        case "history":
            page, _, place = button.what.partition(".")
            number = int(page) if page.isdecimal() and len(page) < 4 else 1
            return await history_page(tx, house, team, number, read_place(place), language)
    return None
