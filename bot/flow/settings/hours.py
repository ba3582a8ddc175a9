"""Own hours: those of a shift, or from one hour until another; the rest of the day is quiet."""

from collections.abc import Sequence
from datetime import time

from bot.domain.buttons import SettingsPressed
from bot.domain.outgoing import Button, Keyboard
from bot.domain.own_hours import OF_A_SHIFT
from bot.domain.permitted_hours import Window
from bot.flow.handling import Incoming
from bot.flow.house import House
from bot.flow.settings.keep import keep
from bot.flow.settings.own import Own, Page
from bot.flow.settings.words import CHOSEN, clock, done_row, page, part_button
from bot.storage.database import Tx

USUAL, CHOOSE = "usual", "choose"
HOURS_IN_A_ROW = 8


async def hours(tx: Tx, house: House, incoming: Incoming, own: Own, choice: str) -> Page | None:
    """What a press on hours shows next. None where there is no such choice."""
    usual = own.usual_hours(house)
    match choice.split("-"):
        case [""]:
            return _shifts(house, own)
        case ["choose"]:
            return _from_which(house, own)
        case [shift] if shift in OF_A_SHIFT or shift == USUAL:
            return await _keep(tx, house, incoming, own, OF_A_SHIFT.get(shift, usual))
        case [start] if _is_hour(start):
            return _until_which(house, own, int(start))
        case [start, stop] if _is_hour(start) and _is_hour(stop) and start != stop:
            return await _keep(tx, house, incoming, own, Window(time(int(start)), time(int(stop))))
    return None


async def _keep(tx: Tx, house: House, incoming: Incoming, own: Own, window: Window) -> Page:
    quiet = (None, None) if window == own.usual_hours(house) else (window.until, window.from_)
    own = await keep(tx, house, incoming, own, "hours", quiet_from=quiet[0], quiet_until=quiet[1])
    return _shifts(house, own)


def _shifts(house: House, own: Own) -> Page:
    now = own.hours(house)
    known = {USUAL: own.usual_hours(house), **OF_A_SHIFT}
    rows: list[tuple[Button, ...]] = [(_shift(house, own, name, known[name], now),) for name in known]
    rows += [(part_button(house, own, CHOOSE, "hours", CHOOSE),), done_row(house, own)]
    ask = house.content.wording.render("settings.hours.ask", own.language)
    return page(house, own, tuple(rows), ask=ask)


def _shift(house: House, own: Own, name: str, window: Window, now: Window) -> Button:
    label = house.content.wording.plain(f"settings.buttons.{name}", own.language)
    text = f"{label} {clock(house, own, window.from_)}–{clock(house, own, window.until)}"
    return Button(f"{CHOSEN} {text}" if window == now else text, SettingsPressed("hours", name).pack())


def _from_which(house: House, own: Own) -> Page:
    ask = house.content.wording.render("settings.hours.from", own.language)
    return page(house, own, _hour_buttons(house, own, range(24), ""), ask=ask)


def _until_which(house: House, own: Own, start: int) -> Page:
    ask = house.content.wording.render("settings.hours.until", own.language, start=clock(house, own, time(start)))
    later = [(start + n) % 24 for n in range(1, 24)]
    return page(house, own, _hour_buttons(house, own, later, f"{start}-"), ask=ask)


def _hour_buttons(house: House, own: Own, hours_: Sequence[int], before: str) -> Keyboard:
    buttons = [Button(f"{hour:02}", SettingsPressed("hours", f"{before}{hour}").pack()) for hour in hours_]
    rows = [tuple(buttons[n : n + HOURS_IN_A_ROW]) for n in range(0, len(buttons), HOURS_IN_A_ROW)]
    return (*rows, (part_button(house, own, "back", "hours"),))


def _is_hour(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= 2 and int(text) < 24
