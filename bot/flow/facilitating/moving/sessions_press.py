"""A press on the pages of gatherings, by anybody who leads a team of the collaborative."""

from dataclasses import replace
from datetime import date

from bot.domain.button_data import day_of, is_id
from bot.domain.room_buttons import DeskPressed
from bot.flow.facilitating.desk.page import put_page
from bot.flow.facilitating.moving.gatherings import Gatherings
from bot.flow.facilitating.moving.session import CannotMove, move_session, preview
from bot.flow.handling import Incoming
from bot.flow.house import House, language_of
from bot.flow.rights import leads_in, teams_led_by
from bot.flow.say import language_for, refuse
from bot.flow.settings.own import Page
from bot.storage import teams
from bot.storage.database import Tx
from bot.storage.rows import PersonRow
from bot.storage.sessions import hold_sessions, programme_days


async def press(
    tx: Tx, house: House, incoming: Incoming, person: PersonRow, button: DeskPressed, message_id: int
) -> str:
    """What the press does; the toast to show."""
    if not await leads_in(tx, person, button.about):
        return house.content.wording.plain("moving.session.toasts.not-allowed", await language_for(tx, house, incoming))
    if button.act == "nothing":
        return ""
    if button.act == "move":
        await hold_sessions(tx, button.about)
    led = next(it for it in await teams_led_by(tx, person) if it.collaborative_id == button.about)
    days, sessions = await programme_days(tx, button.about), await teams.sessions_of(tx, button.about)
    pages = Gatherings(house, button.about, days, sessions, language_of(person, led.language))
    try:
        page = await _page(tx, house, incoming, (person, pages), button)
    except CannotMove as cannot:
        return house.content.wording.plain(f"moving.session.toasts.{cannot.why.replace('_', '-')}", pages.language)
    if page is None:
        return await refuse(tx, house, incoming, "old-button")
    await put_page(tx, incoming, button.act, message_id, page)
    return page.toast


async def _page(
    tx: Tx, house: House, incoming: Incoming, who: tuple[PersonRow, Gatherings], button: DeskPressed
) -> Page | None:
    person, pages = who
    number, *rest = button.what.split(".")
    session = pages.session(int(number)) if is_id(number) else None
    days = [_day(text) for text in rest]
    match button.act, session, days:
        case (("show" | "open"), _, _):
            return pages.all(incoming.now)
        case "pick", found, [] if found is not None:
            return pages.calendar(found, found.on_date, incoming.now)
        case "month", found, [date() as month] if found is not None:
            return pages.calendar(found, month, incoming.now)
        case "day", found, [date() as to] if found is not None:
            return pages.preview(await preview(tx, house, pages.collaborative_id, found.slug, to, incoming.now))
        case "move", found, [date() as to, date() as drawn_for] if found is not None:
            if found.on_date != drawn_for:
                toast = pages.wording.plain("moving.session.toasts.moved-since", pages.language)
                return replace(pages.all(incoming.now), toast=toast)
            await move_session(tx, house, pages.collaborative_id, found.slug, to, person.slug, incoming.now)
            return await _done(tx, pages, incoming)
    return None


async def _done(tx: Tx, pages: Gatherings, incoming: Incoming) -> Page:
    pages.sessions = await teams.sessions_of(tx, pages.collaborative_id)
    return pages.all(incoming.now, pages.say("done"))


def _day(text: str) -> date | None:
    return day_of(text) if len(text) == 8 else None
