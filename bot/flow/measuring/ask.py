"""Somebody is asked for a value of a measure, or for the day of one, in a message below."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.domain.measuring import RARE
from bot.domain.outgoing import Button, Keyboard
from bot.flow.handling import Incoming, edit
from bot.flow.house import House
from bot.flow.measuring.at import AtMeasure, of_person
from bot.flow.measuring.words import LAST, last_words, title_of
from bot.flow.writing.ask import DROP, Question, ask_for_text, show, writing_button
from bot.storage import measures, writings
from bot.storage.database import Tx
from bot.storage.measures import MeasureRow
from bot.storage.rows import PersonRow, TeamRow, WritingRow

PURPOSE = "measure"


@dataclass(frozen=True, slots=True)
class Asking:
    """A question for a value: the day for which it is wanted; None where the day is wanted first."""

    on: date | None
    text: str
    buttons: Keyboard


async def asking(tx: Tx, at: AtMeasure, on: date | None, *, opening: str = "") -> Asking:
    """The question as it stands in a message; of something rare the day is all that is wanted."""
    on = None if at.measure.kind == RARE else on
    points = (await measures.points_of(tx, [at.measure.id]))[at.measure.id]
    before = [it for it in reversed(points) if on is None or it.on_date <= on][:LAST]
    text = at.house.content.wording.layout(
        "measure",
        at.language,
        title=title_of(at.measure),
        team=at.team.title,
        lines=[it for it in (opening, last_words(at.house, at.measure, before, at.language)) if it],
        ask=_what(at, on),
    )
    return Asking(on, str(text), _buttons(at, on, has_points=bool(points)))


def _what(at: AtMeasure, on: date | None) -> str:
    if on is None:
        return at.say("ask.event" if at.measure.kind == RARE else "ask.day")
    key = "today" if on == at.today else "yesterday" if on == at.today - timedelta(days=1) else "other-day"
    return at.say(f"ask.{key}", day=at.day(on)) + " " + at.say(f"how.{at.measure.kind}")


def _buttons(at: AtMeasure, on: date | None, *, has_points: bool) -> Keyboard:
    near = {"today": at.today, "yesterday": at.today - timedelta(days=1)}
    days: list[Button] = [at.button(name, "day", day.isoformat()) for name, day in near.items() if day != on]
    if on is not None:
        days.append(at.button("other-day", "other"))
    earlier = ((at.button("earlier", "points"),),) if has_points else ()
    return (tuple(days), *earlier)


async def ask_for_value(tx: Tx, at: AtMeasure, on: date | None, *, opening: str = "") -> None:
    """Ask for the value of this day, in a message below; what the person was asked for before gives way."""
    it = await asking(tx, at, on, opening=opening)
    question = Question(PURPOSE, it.text, at.team.id, _about(at, it), it.buttons)
    await ask_for_text(tx, at.house, at.person, at.language, question, at.now)


async def ask_for_day(
    tx: Tx, house: House, person: PersonRow, team: TeamRow, measure: MeasureRow, now: datetime
) -> None:
    """Ask on which day something rare happened."""
    await ask_for_value(tx, of_person(house, team, measure, person, now), None)


async def ask_anew(tx: Tx, at: AtMeasure, incoming: Incoming, on: date | None, message_id: int) -> None:
    """Ask for the value of another day, in the place of the question that was pressed while that waits for it."""
    writing = await writings.writing_on(tx, at.person.id, message_id)
    if writing is None or writing.state not in writings.OPEN or writing.purpose != PURPOSE:
        await ask_for_value(tx, at, on)
        return
    it = await asking(tx, at, on)
    await writings.change_writing(tx, writing.id, about=_about(at, it), asked_at=at.now)
    drop = writing_button(at.house, writing.id, DROP, at.language)
    await edit(tx, incoming, message_id, it.text, (*it.buttons, (drop,)))


async def ask_on(tx: Tx, at: AtMeasure, incoming: Incoming, writing: WritingRow, on: date) -> None:
    """The day has been written: ask for its value, below."""
    it = await asking(tx, at, on)
    await writings.change_writing(tx, writing.id, about=_about(at, it), asked_at=at.now)
    drop = writing_button(at.house, writing.id, DROP, at.language)
    key = f"writing:{writing.id}:{incoming.inbox_id}"
    await show(tx, at.person, writing.id, key, it.text, (*it.buttons, (drop,)), at.now)


def _about(at: AtMeasure, it: Asking) -> dict[str, object]:
    return {"measure": at.measure.id, "on": it.on.isoformat() if it.on else None}
