"""A press about a team's pause: until when it rests, and that it goes on."""

from dataclasses import replace

from bot.domain.button_data import day_of
from bot.domain.errors import MellomError
from bot.domain.room_buttons import DeskPressed
from bot.flow.facilitating.desk.team import team_led
from bot.flow.facilitating.resting.pages import Resting, another_day, goes_on, how_it_is, which_day
from bot.flow.handling import Incoming, edit
from bot.flow.house import House, calendar_of, language_of
from bot.flow.pausing import pause, resume
from bot.flow.say import refuse
from bot.flow.settings.own import Page
from bot.storage import conversations, teams
from bot.storage.database import Tx
from bot.storage.rows import PersonRow, TeamRow


async def press(
    tx: Tx, house: House, incoming: Incoming, person: PersonRow, button: DeskPressed, message_id: int
) -> str:
    """What a press does; the toast to show, empty for none."""
    team, why_not = await team_led(tx, house, incoming, person, button.about)
    if team is None:
        return why_not
    if button.act == "nothing":
        return ""
    page = await _page(tx, house, incoming, person, team, button)
    if page is None:
        return await refuse(tx, house, incoming, "old-button")
    if page.text:
        await edit(tx, incoming, message_id, page.text, page.keyboard)
    return page.toast


async def _page(
    tx: Tx, house: House, incoming: Incoming, person: PersonRow, team: TeamRow, button: DeskPressed
) -> Page | None:
    resting = await _as_it_is(tx, house, incoming, person, team)
    match button.act:
        case "ask":
            return how_it_is(resting)
        case "another":
            return another_day(resting)
        case "month" if (month := day_of(button.what)) is not None:
            return which_day(resting, month)
        case "until" | "resume":
            return await _change(tx, house, incoming, person, team, button)
    return None


async def _change(
    tx: Tx, house: House, incoming: Incoming, person: PersonRow, team: TeamRow, button: DeskPressed
) -> Page | None:
    """Let the team rest until the day that was pressed, or go on; where the button was drawn for what is now."""
    # Check-in and team, in the order of everybody.
    await conversations.hold_open_check_in(tx, team.id)
    await teams.team_by_id(tx, team.id, lock=True)
    resting = await _as_it_is(tx, house, incoming, person, team)
    day, _, state = button.what.rpartition(".")
    if state != resting.state:
        return replace(how_it_is(resting), toast=_toast(resting, "changed"))
    if button.act == "resume":
        await resume(tx, house, team, person.slug, incoming.now)
        return goes_on(resting)
    until = day_of(day)
    if until is None:
        return None
    try:
        await pause(tx, house, team, until, person.slug, incoming.now)
    except MellomError:
        return Page(toast=_toast(resting, "past"))
    return how_it_is(await _as_it_is(tx, house, incoming, person, team))


def _toast(resting: Resting, name: str) -> str:
    return resting.house.content.wording.plain(f"alert.toasts.{name}", resting.language)


async def _as_it_is(tx: Tx, house: House, incoming: Incoming, person: PersonRow, team: TeamRow) -> Resting:
    calendar = await calendar_of(tx, team)
    return Resting(house, team, language_of(person, team.language), calendar, calendar.local_date(incoming.now))
