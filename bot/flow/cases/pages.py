"""What stands in the place of an alert while its reader chooses: until when, for what reason."""

from datetime import date, timedelta

from bot.domain.case_buttons import CaseAct
from bot.domain.outgoing import Button, Keyboard
from bot.domain.working_time import ONE_DAY
from bot.flow.cases.at_case import AtCase
from bot.flow.cases.status import REASONS
from bot.flow.house import calendar_of
from bot.flow.month import Month
from bot.flow.pausing import LONGEST as LONGEST_PAUSE

ONE_WEEK, TWO_WEEKS = timedelta(days=7), timedelta(days=14)
# Put off for longer, a case is rather closed.
LONGEST_LATER = timedelta(days=92)


async def today_of(at: AtCase) -> date:
    """The team's date."""
    return (await calendar_of(at.tx, at.view.team)).local_date(at.now)


async def ask_until_when(at: AtCase) -> None:
    """Until when the case is put off."""
    calendar = await calendar_of(at.tx, at.view.team)
    today = calendar.local_date(at.now)
    days = {"next-morning": calendar.working_day_after(today, 1), "in-a-week": today + ONE_WEEK}
    rows = [(_to(at, CaseAct.LATER_TO, label, day),) for label, day in days.items()]
    rows.append((_button(at, CaseAct.LATER_DAYS, "until-a-date", today.isoformat()),))
    await _show(at, "alert.page.later", tuple(rows))


async def ask_how_long(at: AtCase) -> None:
    """Until when the team rests."""
    today = await today_of(at)
    days = {"one-week": today + ONE_WEEK, "two-weeks": today + TWO_WEEKS}
    rows = [(_to(at, CaseAct.REST_TO, label, day),) for label, day in days.items()]
    rows.append((_button(at, CaseAct.REST_DAYS, "until-a-date", today.isoformat()),))
    await _show(at, "alert.page.rest", tuple(rows))


async def ask_why(at: AtCase) -> None:
    """For what reason the case is closed."""
    rows = tuple((_button(at, CaseAct.CLOSED, f"because.{reason}", reason),) for reason in REASONS)
    await _show(at, "alert.page.close", rows)


async def show_days(at: AtCase, month: date, *, rest: bool) -> None:
    """The calendar of a month, on which the day is pressed until which the case is put off, or the team rests."""
    today = await today_of(at)
    turn, to = (CaseAct.REST_DAYS, CaseAct.REST_TO) if rest else (CaseAct.LATER_DAYS, CaseAct.LATER_TO)
    calendar = Month(
        today + ONE_DAY,
        today + (LONGEST_PAUSE if rest else LONGEST_LATER),
        lambda day: _data(at, to, day.isoformat()),
        lambda day: _data(at, turn, day.isoformat()),
        _data(at, CaseAct.NOTHING),
    )
    rows = calendar.rows(at.house, month, at.language)
    back = CaseAct.REST if rest else CaseAct.LATER
    await _show(at, "alert.page.rest" if rest else "alert.page.later", rows, back=back)


async def _show(at: AtCase, key: str, rows: Keyboard, *, back: CaseAct = CaseAct.SHOW) -> None:
    text = at.house.content.wording.render(key, at.language, team=at.view.title)
    await at.show_page(text, (*rows, (_button(at, back, "back"),)))


def _to(at: AtCase, act: CaseAct, label: str, day: date) -> Button:
    shown = at.house.content.wording.date(day, at.language)
    text = at.say(f"alert.buttons.{label}", day=shown)
    return Button(text, _data(at, act, day.isoformat()))


def _button(at: AtCase, act: CaseAct, label: str, more: str = "") -> Button:
    return Button(at.say(f"alert.buttons.{label}"), _data(at, act, more))


def _data(at: AtCase, act: CaseAct, more: str = "") -> str:
    return at.drawn.button(at.view.stall.id, act, more).pack()
