"""What holds for a person, in words: hours, weekdays, language, who reports."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, time, timedelta

from bot.domain.buttons import SettingsPressed
from bot.domain.outgoing import Button, Keyboard
from bot.domain.own_hours import in_a_run
from bot.domain.permitted_hours import Window
from bot.domain.programme import Role
from bot.flow.house import House
from bot.flow.settings.own import Own, Page
from bot.storage import people
from bot.storage.database import Tx

CHOSEN = "✓"
HALF_A_YEAR = timedelta(days=183)
# Any day will do to show a time of it.
_A_DAY = date(2026, 1, 5)


def page(house: House, own: Own, keyboard: Keyboard, *, lines: Collection[str] = (), ask: str = "") -> Page:
    """The message of the settings: what holds now for the person, more `lines` about it, and what is asked."""
    said = [asked_when(house, own) if own.members else works_on(house, own), *lines]
    return Page(house.content.wording.layout("settings", own.language, lines=said, ask=ask), keyboard)


def asked_when(house: House, own: Own) -> str:
    """When the person is asked, as in `You are asked between 07:00 and 20:00, Monday to Friday`."""
    wording, window = house.content.wording, own.hours(house)
    key = "settings.asked-over-midnight" if goes_on_next_day(window) else "settings.asked"
    start, stop = (clock(house, own, at) for at in (window.from_, window.until))
    return wording.render(key, own.language, start=start, stop=stop, days=name_days(house, own, own.weekdays))


def works_on(house: House, own: Own) -> str:
    """The same for who is not asked, and only told things."""
    return house.content.wording.render("settings.told", own.language, days=name_days(house, own, own.weekdays))


def goes_on_next_day(window: Window) -> bool:
    """Whether the hours end on another day than they begin."""
    return window.is_over_midnight and window.until != time.min


def name_days(house: House, own: Own, days: Collection[int]) -> str:
    """`Monday to Friday`, or `Monday, Wednesday and Thursday`."""
    wording, run = house.content.wording, in_a_run(days)
    if run:
        first, last = (name_day(house, own, day) for day in run)
        return wording.plain("settings.from-to", own.language, first=first, last=last)
    return wording.list([name_day(house, own, day) for day in sorted(days)], own.language)


def name_day(house: House, own: Own, day: int) -> str:
    """`Monday`."""
    return house.content.wording.spelling(own.language).weekday_named(day)


def name_date(house: House, own: Own, day: date, now: datetime) -> str:
    """`3 September`, with the year where that is so far off that another one may be meant."""
    form = "year" if day - own.today(now) > HALF_A_YEAR else "day"
    return house.content.wording.date(day, own.language, form)


def clock(house: House, own: Own, at: time) -> str:
    """`07:00`."""
    shown = time.min if at == time.max else at
    return house.content.wording.spelling(own.language).time(datetime.combine(_A_DAY, shown))


async def who_reports(tx: Tx, house: House, own: Own) -> Sequence[str]:
    """For each team of the member who reports for it."""
    wording, said = house.content.wording, list[str]()
    for team in own.member_of:
        reporter = await people.person_by_slug(tx, team.reporter) if team.reporter else None
        if reporter is None or not await people.has_role(tx, reporter.id, team.id, Role.MEMBER):
            said.append(wording.render("settings.reporter.nobody", own.language, team=team.title))
        elif reporter.id == own.person.id:
            said.append(wording.render("settings.reporter.you", own.language, team=team.title))
        else:
            values = {"person": reporter.name, "team": team.title}
            said.append(wording.render("settings.reporter.other", own.language, **values))
    return said


def part_button(house: House, own: Own, label: str, part: str, choice: str = "") -> Button:
    """A button of the settings with the text of this name."""
    text = house.content.wording.plain(f"settings.buttons.{label}", own.language)
    return Button(text, SettingsPressed(part, choice).pack())


def done_row(house: House, own: Own) -> tuple[Button, ...]:
    """The way back to the first page."""
    return (part_button(house, own, "done", "show"),)
