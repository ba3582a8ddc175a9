"""What is shown to somebody who goes away, is away, or is back."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.domain.away import LONGEST, next_monday
from bot.domain.buttons import AwayPressed, SettingsPressed
from bot.domain.outgoing import Button, Keyboard
from bot.domain.working_time import ONE_DAY
from bot.flow.house import House, calendar_of
from bot.flow.month import Month
from bot.flow.plan import asked_next
from bot.flow.settings.own import Own, Page
from bot.flow.settings.words import name_date
from bot.storage import check_ins, conversations
from bot.storage.absences import absences_of
from bot.storage.database import Tx
from bot.storage.rows import TeamRow

ONE_WEEK, TWO_WEEKS = timedelta(days=7), timedelta(days=14)
# Telegram has no button that cannot be pressed: these do nothing.
NOTHING = AwayPressed("nothing").pack()


async def back_on(tx: Tx, own: Own, now: datetime) -> date | None:
    """The day on which somebody who is away is back; None for who is not."""
    today = own.today(now)
    ends = [days.last + ONE_DAY for days in await absences_of(tx, own.person.id) if today in days]
    return max(ends, default=None)


async def how_long(tx: Tx, house: House, own: Own, now: datetime, *, not_read: bool = False) -> Page:
    """The question until when; `not_read` where a day was written that is none."""
    wording, language, today = house.content.wording, own.language, own.today(now)
    day = await back_on(tx, own, now)
    lines = [wording.render("away.no-day", language)] if not_read else []
    if day is not None:
        lines.append(wording.render("away.is", language, day=name_date(house, own, day, now)))
    ask = wording.render("away.ask" if day is None else "away.ask-again", language)
    text = wording.layout("away", language, lines=lines, ask=ask)
    return Page(text, _choices(house, own, today, is_away=day is not None))


def _choices(house: House, own: Own, today: date, *, is_away: bool) -> Keyboard:
    days = {"one-week": today + ONE_WEEK, "two-weeks": today + TWO_WEEKS}
    if next_monday(today) not in days.values():
        days = {"until-monday": next_monday(today), **days}
    rows = [(_until(house, own, label, day),) for label, day in days.items()]
    rows.append((_button(house, own, "another-day", AwayPressed("month", today.isoformat())),))
    if is_away:
        rows.insert(0, (_button(house, own, "back-now", AwayPressed("back")),))
    return (*rows, _to_settings(house, own))


def _until(house: House, own: Own, label: str, day: date) -> Button:
    wording = house.content.wording
    text = wording.plain(f"away.buttons.{label}", own.language, day=wording.date(day, own.language))
    return Button(text, AwayPressed("until", day.isoformat()).pack())


def which_day(house: House, own: Own, month: date, now: datetime) -> Page:
    """The calendar of a month, on which the day of coming back is pressed."""
    wording, today = house.content.wording, own.today(now)
    calendar = Month(
        today + ONE_DAY,
        today + LONGEST,
        lambda day: AwayPressed("until", day.isoformat()).pack(),
        lambda day: AwayPressed("month", day.isoformat()).pack(),
        NOTHING,
    )
    rows = (*calendar.rows(house, month, own.language), (_button(house, own, "back", AwayPressed("show")),))
    ask = wording.render("away.which-day", own.language)
    return Page(wording.layout("away", own.language, lines=[], ask=ask), rows)


async def noted(tx: Tx, house: House, own: Own, day: date, now: datetime) -> Page:
    """That the person is away until this day, and what that means for each team."""
    wording, language = house.content.wording, own.language
    lines = [wording.render("away.set", language, day=name_date(house, own, day, now))]
    for team in own.member_of:
        calendar, today = await calendar_of(tx, team), own.today(now)
        rests_until = calendar.next_working_day(today)
        if rests_until == replace(calendar, away=()).next_working_day(today):
            lines.append(wording.render("away.others", language, team=team.title))
        else:
            values = {"team": team.title, "day": name_date(house, own, rests_until, now)}
            lines.append(wording.render("away.all-away", language, **values))
    buttons = (
        (_button(house, own, "another-day", AwayPressed("show")),),
        (_button(house, own, "back-now", AwayPressed("back")),),
        _to_settings(house, own),
    )
    return Page(wording.layout("away", language, lines=lines, ask=""), buttons)


async def welcome_back(tx: Tx, house: House, own: Own, now: datetime) -> Page:
    """That the person is back, and what comes next for each team."""
    wording, language = house.content.wording, own.language
    lines: list[str] = [wording.render("away.back", language)]
    lines += [await _what_comes(tx, house, own, team, now) for team in own.member_of]
    return Page(wording.layout("away", language, lines=lines, ask=""), (_to_settings(house, own),))


async def _what_comes(tx: Tx, house: House, own: Own, team: TeamRow, now: datetime) -> str:
    wording, language, title = house.content.wording, own.language, team.title
    comes_at = await _comes_at(tx, own, team)
    if comes_at is not None and comes_at >= now:
        when = wording.when(comes_at, own.zone, now, language)
        return wording.render(f"away.open{'' if comes_at == now else '-later'}", language, team=title, when=when)
    moment = await asked_next(tx, house, team)
    if moment is None:
        return wording.render("away.nothing-planned", language, team=title)
    when = wording.when(moment, own.zone, now, language)
    return wording.render("away.next", language, team=title, when=when)


async def _comes_at(tx: Tx, own: Own, team: TeamRow) -> datetime | None:
    """When the check-in that is open comes to the person, or came."""
    check_in = await check_ins.open_check_in(tx, team.id)
    if check_in is None:
        return None
    rows = await conversations.conversations_of(tx, check_in_id=check_in.id, person_id=own.person.id)
    return rows[0].comes_at if rows else None


def _button(house: House, own: Own, label: str, pressed: AwayPressed) -> Button:
    return Button(house.content.wording.plain(f"away.buttons.{label}", own.language), pressed.pack())


def _to_settings(house: House, own: Own) -> tuple[Button, ...]:
    label = house.content.wording.plain("away.buttons.settings", own.language)
    return (Button(label, SettingsPressed("show").pack()),)
