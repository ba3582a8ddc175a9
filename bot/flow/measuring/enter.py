"""A value that somebody gives by /measure is kept, and said below with the one before and the picture of all."""

from datetime import date

from bot.domain.outgoing import Keyboard
from bot.domain.programme import Role
from bot.domain.typed_value import Reading
from bot.flow.life import sign_of_life
from bot.flow.measuring.at import AtMeasure
from bot.flow.measuring.keep import Entry, keep
from bot.flow.measuring.words import point_words, title_of
from bot.storage import measures, people
from bot.storage.database import Tx


async def enter(tx: Tx, at: AtMeasure, on: date, reading: Reading | None) -> int | None:
    """Keep the value for this day; the new point's id, None where that changed nothing."""
    kept = await keep(tx, Entry(at.team, at.measure, at.person, on, reading), at.now)
    if await people.has_role(tx, at.person.id, at.team.id, Role.MEMBER):
        await sign_of_life(tx, at.house, at.team, at.now)
    return kept


async def saved(tx: Tx, at: AtMeasure, on: date) -> tuple[str, Keyboard]:
    """What is said of the value of this day once it is kept, and the ways on."""
    points = (await measures.points_of(tx, [at.measure.id]))[at.measure.id]
    point = next(it for it in points if it.on_date == on)
    before = next((it for it in reversed(points) if it.on_date < on), None)
    words, language = at.house, at.language
    lines = [at.say("saved", value=point_words(words, at.measure, point, language))]
    if before is not None:
        lines.append(at.say("before", value=point_words(words, at.measure, before, language)))
    wording = at.house.content.wording
    text = wording.layout("measure", language, title=title_of(at.measure), team=at.team.title, lines=lines, ask="")
    correct = at.button("correct", "point", str(point.id))
    return str(text), ((correct, at.button("one-more", "ask")),)
