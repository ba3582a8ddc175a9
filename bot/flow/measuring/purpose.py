"""The text of a value, or of its day: taken as what it can only be, asked back where it is odd."""

from datetime import date

from bot.domain.button_data import day_of
from bot.domain.counted_day import may_be_counted, read_counted_day
from bot.domain.measured import Fault
from bot.domain.measuring import RARE
from bot.domain.outgoing import Keyboard
from bot.domain.typed_value import Reading, read_value
from bot.flow.handling import Incoming, reply
from bot.flow.house import House
from bot.flow.measuring.ask import ask_on
from bot.flow.measuring.at import AtMeasure, of_person
from bot.flow.measuring.doubt import Doubt, doubt_about, several
from bot.flow.measuring.enter import enter, saved
from bot.flow.measuring.show_chart import show_chart_at
from bot.flow.measuring.words import counts_of, fault_words
from bot.flow.rights import leads
from bot.flow.say import tell
from bot.flow.writing.ask import show
from bot.flow.writing.may import is_member_of_its_team, leads_its_team
from bot.flow.writing.purpose import Purpose
from bot.storage import measures, teams, writings
from bot.storage.database import Tx
from bot.storage.rows import PersonRow, WritingRow

LONGEST = 100


async def _may(tx: Tx, person: PersonRow, writing: WritingRow) -> bool:
    return await is_member_of_its_team(tx, person, writing) or await leads_its_team(tx, person, writing)


async def _take(tx: Tx, house: House, incoming: Incoming, person: PersonRow, writing: WritingRow, text: str) -> None:
    measure = await measures.measure_by_id(tx, int(writing.about["measure"]))
    team = await teams.find_team(tx, writing.team_id or 0)
    if measure is None or team is None or team.removed_at is not None:
        await tell(tx, house, incoming, "measure.gone")
        return
    at = of_person(house, team, measure, person, incoming.now, leads=await leads(tx, person, team))
    on = day_of(str(writing.about.get("on")))
    if on is None:
        await _take_day(tx, at, incoming, writing, text)
    else:
        await _take_value(tx, at, incoming, writing, on, text)


async def _take_day(tx: Tx, at: AtMeasure, incoming: Incoming, writing: WritingRow, text: str) -> None:
    day = read_counted_day(text, at.today)
    if day is None or not may_be_counted(day, at.today):
        await reply(tx, incoming, at.say("no-day" if day is None else "not-that-day"))
    elif at.measure.kind == RARE:
        await _keep(tx, at, incoming, writing, day, None)
    else:
        await ask_on(tx, at, incoming, writing, day)


async def _take_value(tx: Tx, at: AtMeasure, incoming: Incoming, writing: WritingRow, on: date, text: str) -> None:
    read = read_value(text, counts_of(at.measure), at.language)
    if read is None or isinstance(read, Fault):
        await reply(tx, incoming, fault_words(at.house, at.measure, read, at.language))
        return
    reading = read.readings[0]
    doubt = (
        await doubt_about(tx, at.house, at.measure, on, reading, at.language)
        if read.is_sure
        else several(at.house, at.measure, read.readings, at.language)
    )
    if doubt is None:
        await _keep(tx, at, incoming, writing, on, reading)
        return
    key = f"writing:{writing.id}:{incoming.inbox_id}"
    await show(tx, at.person, writing.id, key, doubt.words, ask_back_keyboard(at, on, doubt), at.now)


async def _keep(
    tx: Tx, at: AtMeasure, incoming: Incoming, writing: WritingRow, on: date, reading: Reading | None
) -> None:
    await writings.close_writing(tx, writing.id, "done", at.now)
    point_id = await enter(tx, at, on, reading)
    await reply(tx, incoming, *await saved(tx, at, on))
    if point_id is not None:
        await show_chart_at(tx, at, point_id)


def ask_back_keyboard(at: AtMeasure, on: date, doubt: Doubt) -> Keyboard:
    """What may be pressed about a value that is asked back."""
    yes = tuple((at.labelled(label, "save", f"{on.isoformat()}{value.pack()}"),) for label, value in doubt.offered)
    return (*yes, (at.button("try-again", "day", on.isoformat()),))


async def _never(
    _tx: Tx, _house: House, _incoming: Incoming, _person: PersonRow, _writing: WritingRow, _text: str | None
) -> str:
    return ""


MEASURE_WRITTEN = Purpose(_may, _never, longest=LONGEST, take=_take)
