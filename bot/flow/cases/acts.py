"""What a press below an alert does, act by act; each gives the toast to show, empty for none."""

from bot.domain.case_buttons import CaseAct, Tone
from bot.domain.errors import MellomError
from bot.domain.stall import Closed, StallKind
from bot.flow.cases.at_case import AtCase
from bot.flow.cases.end import end_by_hand
from bot.flow.cases.pages import ask_how_long, ask_until_when, ask_why, show_days
from bot.flow.cases.pass_on import pass_on
from bot.flow.cases.ready import mark_of
from bot.flow.cases.sending import send_about
from bot.flow.cases.snooze import snooze
from bot.flow.cases.status import REASONS
from bot.flow.cases.take import take, why_not
from bot.flow.cases.write_instead import ask_for_message
from bot.flow.house import calendar_of
from bot.flow.life import sign_of_life
from bot.flow.pausing import pause
from bot.flow.say import refuse
from bot.storage import audit, teams


async def act(at: AtCase, what: CaseAct) -> str:
    """Do this; the case is open, and free or in the hands of whoever pressed."""
    match what:
        case CaseAct.TAKE | CaseAct.CALL:
            return await _take(at, call=what is CaseAct.CALL)
        case CaseAct.HAND_ON:
            return await _let_someone_else(at)
        case CaseAct.SEND:
            return await _send(at)
        case CaseAct.CHANGE:
            await ask_for_message(at)
        case CaseAct.TALKED:
            await _talked(at)
        case CaseAct.CLOSED:
            return await _close(at)
        case CaseAct.LATER_TO:
            return await _later(at)
        case CaseAct.REST_TO:
            return await _rest(at)
        case _:
            return await _show(at, what)
    return ""


async def _show(at: AtCase, what: CaseAct) -> str:
    """Turn a page; nothing is changed by it."""
    match what:
        case CaseAct.SHOW:
            await at.show_alert()
        case CaseAct.TONE if at.drawn.more in set(Tone):
            await at.show_alert(Tone(at.drawn.more))
        case CaseAct.LATER:
            await ask_until_when(at)
        case CaseAct.REST:
            await ask_how_long(at)
        case CaseAct.LATER_DAYS | CaseAct.REST_DAYS if at.drawn.day is not None:
            await show_days(at, at.drawn.day, rest=what is CaseAct.REST_DAYS)
        case CaseAct.CLOSE:
            await ask_why(at)
        case CaseAct.NOTHING:
            return ""
        case _:
            return await refuse(at.tx, at.house, at.incoming, "old-button")
    return ""


async def _take(at: AtCase, *, call: bool) -> str:
    if await take(at.tx, at.house, at.view.stall, at.view.team, at.by, at.now, call=call):
        await at.show_all()
        return ""
    await at.show_alert()
    return await why_not(at.tx, at.house, at.view.stall, at.by, at.language)


async def _let_someone_else(at: AtCase) -> str:
    passed = await pass_on(at.tx, at.house, at.view.stall, at.by.slug, at.now)
    await at.show_alert()
    return "" if passed else at.say("alert.toasts.nobody-else")


async def _send(at: AtCase) -> str:
    if not at.view.may_send or mark_of(at.view.ready) != at.drawn.more:
        # What stands there is not what would be sent: the team has answered since, or somebody was renamed.
        await at.show_alert()
        return at.say("alert.toasts.changed")
    if not await send_about(at.tx, at.house, at.view, at.view.ready, at.now):
        return at.say("alert.toasts.nobody", team=at.view.title)
    await at.show_all()
    return ""


async def _talked(at: AtCase) -> None:
    """A talk that is noted is a sign of life of the team."""
    await end_by_hand(at.tx, at.house, at.view.stall, Closed.CALL_NOTED, at.by.slug, at.now)
    await _note(at, "call")
    await sign_of_life(at.tx, at.house, at.view.team, at.now)
    await at.show_alert()


async def _close(at: AtCase) -> str:
    if at.drawn.more not in REASONS:
        return await refuse(at.tx, at.house, at.incoming, "old-button")
    await end_by_hand(at.tx, at.house, at.view.stall, Closed(at.drawn.more), at.by.slug, at.now)
    await _note(at, "close", because=at.drawn.more)
    if at.view.stall.kind == StallKind.SILENT:
        # What was known is not told again: the silence is counted anew, from the next questions.
        await teams.change_team(at.tx, at.view.team.id, waiting_since=None, silent_at=None)
    await at.show_alert()
    return ""


async def _later(at: AtCase) -> str:
    team, day = at.view.team, at.drawn.day
    calendar = await calendar_of(at.tx, team)
    if day is None or day <= calendar.local_date(at.now):
        await at.show_alert()
        return at.say("alert.toasts.past")
    morning = calendar.at(day, at.house.schedule(team).alert_hours.from_)
    await snooze(at.tx, at.view.stall, morning, at.by.slug, at.now)
    await at.show_all()
    return ""


async def _rest(at: AtCase) -> str:
    if at.drawn.day is None:
        return await refuse(at.tx, at.house, at.incoming, "old-button")
    try:
        await pause(at.tx, at.house, at.view.team, at.drawn.day, at.by.slug, at.now)
    except MellomError:
        await at.show_alert()
        return at.say("alert.toasts.past")
    await at.show_alert()
    return ""


async def _note(at: AtCase, action: str, **detail: str) -> None:
    team = at.view.team.slug
    await audit.note(at.tx, at.now, at.by.slug, action, f"stall {at.view.stall.id}", team=team, **detail)
