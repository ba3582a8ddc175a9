"""A press about a measure, or about all that a team counts."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import date
from typing import TypeAlias

from bot.domain.button_data import day_of, is_id
from bot.domain.counted_day import may_be_counted
from bot.domain.measured import Fault
from bot.domain.measuring import RARE
from bot.domain.room_buttons import DeskPressed
from bot.domain.typed_press import unpack_typed
from bot.domain.typed_value import Reading, reading_of
from bot.flow.facilitating.desk.team import team_led
from bot.flow.handling import Incoming, edit
from bot.flow.house import House, language_of
from bot.flow.measuring.ask import PURPOSE, ask_anew, ask_for_value
from bot.flow.measuring.at import AtMeasure, at_measure
from bot.flow.measuring.doubt import doubt_about
from bot.flow.measuring.enter import enter, saved
from bot.flow.measuring.keep import take_back
from bot.flow.measuring.pages import numbers_page, point_page, points_page
from bot.flow.measuring.purpose import ask_back_keyboard
from bot.flow.measuring.show_chart import show_chart_again, show_chart_at
from bot.flow.measuring.words import counts_of
from bot.flow.say import refuse
from bot.storage import measures, writings
from bot.storage.database import Tx
from bot.storage.measures import PointRow
from bot.storage.rows import PersonRow

# What an act does: the toast to show, or None where the button says nothing that can be done.
Act: TypeAlias = Callable[[Tx, AtMeasure, Incoming, str, int], Awaitable[str | None]]


async def press_numbers(
    tx: Tx, house: House, incoming: Incoming, person: PersonRow, button: DeskPressed, message_id: int
) -> str:
    """A press on what a team counts, by whoever leads it; the toast to show. The id is a team's."""
    team, why_not = await team_led(tx, house, incoming, person, button.about)
    if team is None:
        return why_not
    if button.act != "show":
        return await refuse(tx, house, incoming, "old-button")
    found, language = await measures.measures_of(tx, [team.id]), language_of(person, team.language)
    await edit(tx, incoming, message_id, *await numbers_page(tx, house, team, found, language, leads=True))
    return ""


async def press_measure(
    tx: Tx, house: House, incoming: Incoming, person: PersonRow, button: DeskPressed, message_id: int
) -> str:
    """A press about one measure, by a member or whoever leads the team; the toast to show."""
    at, why_not = await at_measure(tx, house, incoming, person, button.about)
    if at is None:
        return why_not
    act = ACTS.get(button.act)
    toast = await act(tx, at, incoming, button.what, message_id) if act else None
    return await refuse(tx, house, incoming, "old-button") if toast is None else toast


async def _ask(tx: Tx, at: AtMeasure, _incoming: Incoming, _what: str, _message_id: int) -> str:
    await ask_for_value(tx, at, at.today)
    return ""


async def _day(tx: Tx, at: AtMeasure, incoming: Incoming, what: str, message_id: int) -> str | None:
    """Another day is wanted; of something rare that is all there is to say."""
    day = day_of(what)
    if day is None or not may_be_counted(day, at.today):
        return None
    if at.measure.kind != RARE:
        await ask_anew(tx, at, incoming, day, message_id)
        return ""
    return await _enter(tx, at, incoming, day, None, message_id)


async def _other_day(tx: Tx, at: AtMeasure, incoming: Incoming, _what: str, message_id: int) -> str:
    await ask_anew(tx, at, incoming, None, message_id)
    return ""


async def _save(tx: Tx, at: AtMeasure, incoming: Incoming, what: str, message_id: int) -> str | None:
    """What was asked back is right."""
    day, pressed = day_of(what[:10]), unpack_typed(what[10:])
    if day is None or pressed is None or at.measure.kind == RARE or not may_be_counted(day, at.today):
        return None
    reading = reading_of(counts_of(at.measure), pressed.value, pressed.whole)
    if isinstance(reading, Fault):
        return None
    if doubt := await doubt_about(tx, at.house, at.measure, day, reading, at.language, pressed):
        await edit(tx, incoming, message_id, doubt.words, ask_back_keyboard(at, day, doubt))
        return ""
    return await _enter(tx, at, incoming, day, reading, message_id)


async def _enter(tx: Tx, at: AtMeasure, incoming: Incoming, day: date, reading: Reading | None, message_id: int) -> str:
    writing = await writings.writing_on(tx, at.person.id, message_id)
    if writing is not None and writing.purpose == PURPOSE and writing.state in writings.OPEN:
        await writings.close_writing(tx, writing.id, "done", at.now)
    point_id = await enter(tx, at, day, reading)
    await edit(tx, incoming, message_id, *await saved(tx, at, day))
    if point_id is not None:
        await show_chart_at(tx, at, point_id)
        return ""
    return at.house.content.wording.plain("toast.already-saved", at.language)


async def _points(tx: Tx, at: AtMeasure, incoming: Incoming, _what: str, message_id: int) -> str:
    await edit(tx, incoming, message_id, *await points_page(tx, at))
    return ""


async def _point(tx: Tx, at: AtMeasure, incoming: Incoming, what: str, message_id: int) -> str | None:
    point = await _standing(tx, at, what)
    if point is None:
        return None
    await edit(tx, incoming, message_id, *await point_page(tx, at, point))
    return ""


async def _drop(tx: Tx, at: AtMeasure, incoming: Incoming, what: str, message_id: int) -> str | None:
    point = await _standing(tx, at, what)
    if point is None:
        return None
    await take_back(tx, at.team, at.measure, point, at.person, at.now)
    await edit(tx, incoming, message_id, *await points_page(tx, at))
    return at.house.content.wording.plain("measure.toasts.taken-back", at.language)


async def _chart(tx: Tx, at: AtMeasure, incoming: Incoming, _what: str, _message_id: int) -> str | None:
    return "" if await show_chart_again(tx, at, incoming) else None


async def _all(tx: Tx, at: AtMeasure, incoming: Incoming, _what: str, message_id: int) -> str | None:
    if not at.leads:
        return None
    found = await measures.measures_of(tx, [at.team.id])
    await edit(tx, incoming, message_id, *await numbers_page(tx, at.house, at.team, found, at.language, leads=True))
    return ""


async def _standing(tx: Tx, at: AtMeasure, what: str) -> PointRow | None:
    point = await measures.point_by_id(tx, int(what)) if is_id(what) else None
    return point if point and point.measure_id == at.measure.id and point.replaced_at is None else None


ACTS: Mapping[str, Act] = {
    "ask": _ask,
    "day": _day,
    "other": _other_day,
    "save": _save,
    "show": _points,
    "points": _points,
    "point": _point,
    "drop": _drop,
    "chart": _chart,
    "all": _all,
}
