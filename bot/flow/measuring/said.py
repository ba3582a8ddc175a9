"""What an answer about a measure makes of its points: an event is kept, or what the check-in had is taken back."""

from datetime import date, datetime, timedelta

from bot.domain.model import MEASURE_EVENT, NOT_COUNTED, NOT_HAPPENED, TODAY, YESTERDAY, Question, Value
from bot.domain.typed_value import Reading
from bot.flow.house import House
from bot.flow.measuring.ask import ask_for_day
from bot.flow.measuring.keep import CHAT, GROUP, Entry, keep, take_back
from bot.flow.measuring.show_chart import show_chart
from bot.flow.measuring.words import Asked
from bot.flow.screens.talk import Talk
from bot.storage import measures
from bot.storage.database import Tx
from bot.storage.measures import PointRow


async def value_said(tx: Tx, house: House, talk: Talk, question: Question, said: Value, now: datetime) -> None:
    """What follows from an answer by a button."""
    if talk.asked is None:
        return
    if said in (TODAY, YESTERDAY):
        today = now.astimezone(talk.zone).date()
        await keep_in_check_in(tx, house, talk, talk.asked, today - timedelta(days=int(said == YESTERDAY)), None, now)
    elif said in (NOT_COUNTED, NOT_HAPPENED):
        await _take_back(tx, talk, talk.asked, None, now)
    elif question.id == MEASURE_EVENT.id and not await _points(tx, talk, talk.asked):
        await ask_for_day(tx, house, talk.somebody, talk.team, talk.asked.measure, now)


async def keep_in_check_in(
    tx: Tx, house: House, talk: Talk, asked: Asked, day: date, reading: Reading | None, now: datetime
) -> None:
    """Keep the value of this day as the one that the check-in has; its conversations are held."""
    source = GROUP if talk.in_group else CHAT
    entry = Entry(talk.team, asked.measure, talk.somebody, day, reading, source, talk.check_in.id)
    point_id = await keep(tx, entry, now)
    if point_id is not None:
        # Of something rare the same answer may be given for another day.
        await _take_back(tx, talk, asked, day, now)
        await show_chart(tx, house, talk, asked.measure, point_id, now)


async def _take_back(tx: Tx, talk: Talk, asked: Asked, but: date | None, now: datetime) -> None:
    for point in await _points(tx, talk, asked):
        if point.on_date != but:
            await take_back(tx, talk.team, asked.measure, point, talk.somebody, now)


async def _points(tx: Tx, talk: Talk, asked: Asked) -> list[PointRow]:
    return await measures.points_in_check_in(tx, talk.check_in.id, asked.measure.id)
