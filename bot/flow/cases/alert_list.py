"""Several cases in one message: a line each, by the day of the next gathering, and a button that opens each."""

import logging
from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.content.limits import BUTTON, LONGEST_IN_A_LIST, shortened
from bot.domain.case_buttons import CaseAct
from bot.domain.outgoing import Button, Keyboard
from bot.domain.room_buttons import Desk, DeskPressed
from bot.domain.stall import StallKind
from bot.domain.working_time import WorkingCalendar, local_time
from bot.flow.cases.back import back_since_last
from bot.flow.cases.turn_words import turn_of
from bot.flow.cases.unreadable import UNREADABLE
from bot.flow.house import House, calendar_of, language_of, name_of
from bot.storage import people, teams
from bot.storage.database import Tx
from bot.storage.rows import PersonRow, StallRow, TeamRow
from bot.storage.stall_moves import moves_of, newest

log = logging.getLogger(__name__)


async def by_session(tx: Tx, cases: Sequence[StallRow], now: datetime) -> list[StallRow]:
    """The cases in order of their teams' next gatherings: the nearest first, those without one last."""
    days = {it.id: await _next_session_on(tx, await teams.team_by_id(tx, it.team_id), now) for it in cases}
    return sorted(cases, key=lambda it: (days[it.id] or date.max, it.opened_at, it.id))


async def _next_session_on(tx: Tx, team: TeamRow, now: datetime) -> date | None:
    today = local_time(now, ZoneInfo(team.zone)).date()
    session = await teams.next_session(tx, team.collaborative_id, today)
    return session.on_date if session else None


async def list_text(
    tx: Tx, house: House, cases: Sequence[StallRow], person: PersonRow, now: datetime, alert: int | None = None
) -> str:
    """The message about several cases for this person."""
    team = await teams.team_by_id(tx, cases[0].team_id)
    wording, language = house.content.wording, language_of(person, team.language)
    lines = {it.id: await line_of(tx, house, it, person, language, now) for it in cases}
    told = [it for it in cases if lines[it.id] is not None]
    open_now = sum(1 for it in told if it.closed_at is None)
    shown = [lines[it.id] for it in told]
    back = await back_since_last(tx, house, person, language, now, alert=alert)
    return wording.layout("alerts", language, count=len(told), open_now=open_now, cases=shown, back=back)


async def line_of(
    tx: Tx, house: House, stall: StallRow, person: PersonRow, language: str, now: datetime
) -> dict[str, str] | None:
    """What a list says of the case; None where its team cannot be read any more, which harms no other."""
    try:
        return await _line(tx, house, stall, person, language, now)
    except UNREADABLE:
        log.exception("a case is left out of a list", extra={"stall": stall.id})
        return None


async def _line(
    tx: Tx, house: House, stall: StallRow, person: PersonRow, language: str, now: datetime
) -> dict[str, str]:
    wording, team = house.content.wording, await teams.team_by_id(tx, stall.team_id)
    calendar, session_on = await calendar_of(tx, team), await _next_session_on(tx, team, now)
    since = min(datetime.fromisoformat(reason["since"]) for reason in stall.reasons)
    what = wording.plain(
        f"alert.list.what.{stall.kind}", language, since=wording.date(calendar.local_date(since), language)
    )
    number = _number(house, stall, language)
    return {
        "team": shortened(team.title, LONGEST_IN_A_LIST),
        "what": wording.plain("alert.list.with-number", language, what=what, number=number) if number else what,
        "session_on": wording.date(session_on, language) if session_on else "",
        "status": await _status(tx, house, stall, team, calendar, person, language),
    }


def _number(house: House, stall: StallRow, language: str) -> str:
    """The number by which the rule fired: days of silence, or answers that say that it stands still."""
    wording, reason = house.content.wording, stall.reasons[0]
    match stall.kind:
        case StallKind.SILENT | StallKind.NEVER_STARTED:
            return wording.count("working-days", int(reason["working_days"]), language)
        case StallKind.STUCK if reason.get("count"):
            return wording.count("answers", int(reason["count"]), language)
    return ""


async def _status(
    tx: Tx, house: House, stall: StallRow, team: TeamRow, calendar: WorkingCalendar, person: PersonRow, language: str
) -> str:
    wording = house.content.wording
    if stall.closed_at is not None:
        day = wording.date(calendar.local_date(stall.closed_at), language)
        return wording.plain("alert.list.over", language, date=day)
    if stall.acknowledged_by is None:
        turn = newest(await moves_of(tx, stall.id))
        name, values = await turn_of(tx, house, stall, team, person, language, turn)
        return wording.plain(f"alert.list.turn.{name}", language, **values) if name else ""
    name = name_of(house, await people.person_by_slug(tx, stall.acknowledged_by), language)
    return wording.plain("alert.list.taken", language, facilitator=shortened(name, LONGEST_IN_A_LIST))


async def list_keyboard(tx: Tx, cases: Sequence[StallRow]) -> Keyboard:
    """A button for each case that is open: it opens the whole alert below."""
    rows: list[tuple[Button, ...]] = []
    for stall in cases:
        if stall.closed_at is None:
            team = await teams.team_by_id(tx, stall.team_id)
            pressed = DeskPressed(Desk.CASE, stall.id, CaseAct.OPEN)
            rows.append((Button(shortened(team.title, BUTTON), pressed.pack()),))
    return tuple(rows)
