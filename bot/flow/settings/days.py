"""Own working days: who is off on a day of the team's is asked on the next one that is theirs."""

from bot.domain.buttons import TICK, UNTICK, SettingsPressed
from bot.domain.outgoing import Button
from bot.domain.own_hours import WEEK, with_day
from bot.flow.handling import Incoming
from bot.flow.house import House
from bot.flow.screens.buttons import NOT_TICKED, TICKED
from bot.flow.settings.keep import keep
from bot.flow.settings.own import Own, Page
from bot.flow.settings.words import done_row, name_day, name_days, page
from bot.storage.database import Tx

IN_A_ROW = 2


async def days(tx: Tx, house: House, incoming: Incoming, own: Own, choice: str) -> Page | None:
    """What a press on working days shows next. None where there is no such choice."""
    if not choice:
        return _ticked(house, own)
    sign, named = choice[:1], choice[1:]
    if sign not in (TICK, UNTICK) or named not in [str(day) for day in _open(own)]:
        return None
    day = int(named)
    if sign == UNTICK and own.weekdays == [day]:
        return Page(toast=house.content.wording.plain("settings.days.one-stays", own.language))
    changed = with_day(own.person.working_days, day, works=sign == TICK)
    return _ticked(house, await keep(tx, house, incoming, own, "days", working_days=changed))


def _open(own: Own) -> list[int]:
    return sorted(WEEK - own.closed_weekdays)


def _ticked(house: House, own: Own) -> Page:
    # A button says what it will do, so that a second tap on the same one changes nothing.
    buttons = [
        Button(f"{TICKED} {name_day(house, own, day)}", SettingsPressed("days", f"{UNTICK}{day}").pack())
        if day in own.weekdays
        else Button(f"{NOT_TICKED} {name_day(house, own, day)}", SettingsPressed("days", f"{TICK}{day}").pack())
        for day in _open(own)
    ]
    rows = [tuple(buttons[n : n + IN_A_ROW]) for n in range(0, len(buttons), IN_A_ROW)]
    wording, closed = house.content.wording, own.closed_weekdays
    ask = wording.render("settings.days.ask", own.language)
    lines = [wording.render("settings.days.closed", own.language, days=name_days(house, own, closed))] if closed else []
    return page(house, own, (*rows, done_row(house, own)), lines=lines, ask=ask)
