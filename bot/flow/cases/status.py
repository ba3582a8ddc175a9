"""How a case stands, in words: who is on it, what was done, what ended it."""

from datetime import datetime

from bot.content.limits import LONGEST_IN_A_LIST, shortened
from bot.domain.stall import Closed, StallKind
from bot.domain.working_time import WorkingCalendar
from bot.flow.cases.turn_words import turn_of
from bot.flow.cases.view import View
from bot.flow.house import House, name_of
from bot.storage import people
from bot.storage.database import Tx

# For what reason somebody ends a case by hand, in the order in which they are offered.
REASONS = (Closed.SOLVED, Closed.PLANNED, Closed.NOT_RIGHT, Closed.TEAM_STOPS, Closed.OTHER)


async def status_of(tx: Tx, house: House, view: View, calendar: WorkingCalendar, now: datetime) -> list[str]:
    """Sentences about it, what matters most first; none while it is open and nobody did anything."""
    if view.is_over:
        return _over(house, view, calendar, now)
    return [*await _whose(tx, house, view), *_sent(house, view, calendar)]


async def _whose(tx: Tx, house: House, view: View) -> list[str]:
    """Who has it; of a case that is free whose turn it is, or nothing."""
    wording, language = house.content.wording, view.language
    if view.stall.acknowledged_by is None:
        name, values = await turn_of(tx, house, view.stall, view.team, view.person, language, view.turn)
        return [wording.plain(f"alert.turn.{name}", language, **values)] if name else []
    person = await people.person_by_slug(tx, view.stall.acknowledged_by)
    name = shortened(name_of(house, person, language), LONGEST_IN_A_LIST)
    said = [wording.plain("alert.done.taken", language, facilitator=name)]
    if view.is_mine and view.taken is not None and view.taken.detail.get("call"):
        said.append(wording.plain("alert.done.call", language))
    return said


def _sent(house: House, view: View, calendar: WorkingCalendar) -> list[str]:
    if view.sent is None:
        return []
    wording, day = house.content.wording, _date(house, view, calendar, view.sent.at)
    readers = wording.count("people", int(view.sent.detail.get("people", 1)), view.language)
    return [wording.plain("alert.done.sent", view.language, people=readers, date=day)]


def _over(house: House, view: View, calendar: WorkingCalendar, now: datetime) -> list[str]:
    wording, language, stall = house.content.wording, view.language, view.stall
    because = stall.closed_because or Closed.ENDED
    day = _date(house, view, calendar, stall.closed_at or now)
    said = [wording.plain(f"alert.over.{because}", language, team=view.title, date=day)]
    if view.rests_until is not None:
        until = wording.date(view.rests_until, language)
        said.append(wording.plain("alert.next.paused", language, date=until))
    elif because == Closed.CALL_NOTED or (stall.kind == StallKind.SILENT and because in REASONS):
        said.append(wording.plain("alert.next.anew", language))
    return said


def _date(house: House, view: View, calendar: WorkingCalendar, moment: datetime) -> str:
    return house.content.wording.date(calendar.local_date(moment), view.language)
