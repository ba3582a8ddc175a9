"""A measure in words: its values in its unit, the question for the next one, and what is asked back."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.content.limits import shortened
from bot.content.model_texts import QuestionText
from bot.domain.measured import Fault
from bot.domain.measuring import RARE
from bot.domain.model import MEASURE, Question, Value
from bot.domain.odd_value import Odd
from bot.domain.typed_value import Counts, Reading
from bot.flow.house import House
from bot.flow.measuring.values import is_in_percent
from bot.storage.measures import MeasureRow, PointRow

# So many of the last values stand beside the question for the next one.
LAST = 3
LONGEST_TITLE = 120


@dataclass(frozen=True, slots=True)
class Asked:
    """What a check-in asks a value for, with the last values before it, the newest first."""

    measure: MeasureRow
    last: tuple[PointRow, ...]


def counts_of(measure: MeasureRow) -> Counts:
    """What the measure counts."""
    return Counts(measure.kind, measure.unit, measure.rules)


def title_of(measure: MeasureRow) -> str:
    """What the measure is called, cut to what a phone shows."""
    return shortened(measure.title, LONGEST_TITLE)


def in_unit(house: House, measure: MeasureRow, value: float, language: str) -> str:
    """A value as it was understood, with its unit: `72.5%`, `12 days`; the charts round it."""
    wording, unit = house.content.wording, measure.unit.strip()
    number = wording.number(value, language)
    if is_in_percent(measure):
        return wording.plain("chart.value.percent", language, n=number)
    return wording.plain("chart.value.with-unit", language, n=number, unit=unit) if unit else number


def reading_words(house: House, measure: MeasureRow, it: Reading, language: str) -> str:
    """`15 %, 3 of 20`."""
    value = in_unit(house, measure, it.value, language)
    if it.numerator is None or it.denominator is None:
        return value
    wording = house.content.wording
    part, whole = (wording.number(number, language) for number in (it.numerator, it.denominator))
    return wording.plain("measure.with-parts", language, value=value, part=part, whole=whole)


def point_words(house: House, measure: MeasureRow, it: PointRow, language: str) -> str:
    """A point with its day: `72 % on 3 November`; of something rare the day alone."""
    wording, day = house.content.wording, house.content.wording.date(it.on_date, language, "year")
    if measure.kind == RARE or it.value is None:
        return day
    value = reading_words(house, measure, Reading(it.value, it.numerator, it.denominator), language)
    return wording.plain("measure.on-day", language, value=value, day=wording.date(it.on_date, language))


def last_words(house: House, measure: MeasureRow, last: Sequence[PointRow], language: str) -> str:
    """The last values in a line; empty where there are none."""
    if not last:
        return ""
    values = ", ".join(point_words(house, measure, it, language) for it in last)
    return house.content.wording.plain("measure.last", language, values=values)


def question_about(house: House, question: Question, asked: Asked | None, language: str) -> QuestionText:
    """The question of a check-in for a value; without a measure the same about any."""
    wording, name = house.content.wording, "number" if question.id == MEASURE.id else "event"
    if asked is None:
        text = wording.plain(f"measure.question.{name}-any", language)
    else:
        text = wording.plain(f"measure.question.{name}", language, measure=title_of(asked.measure))
    choices = {it: wording.plain(f"measure.answers.{it}", language) for it in question.choices}
    return QuestionText(text, None, None, choices, None, None)


def how_to_type(house: House, asked: Asked, language: str) -> str:
    """How the value is typed, and the last ones."""
    wording = house.content.wording
    how = wording.plain(f"measure.how.{asked.measure.kind}", language)
    return f"{how} {last_words(house, asked.measure, asked.last, language)}".strip()


def said_words(house: House, question: Question, asked: Asked | None, value: Value, language: str) -> str:
    """An answer to such a question, as it stands below it."""
    if isinstance(value, str):
        return question_about(house, question, asked, language).choices.get(value, value)
    if isinstance(value, int | float):
        return (
            in_unit(house, asked.measure, value, language) if asked else house.content.wording.number(value, language)
        )
    return ""


def fault_words(house: House, measure: MeasureRow, fault: Fault | None, language: str) -> str:
    """Why what was typed is no value of the measure; None: it is no number at all."""
    wording = house.content.wording
    if fault is None:
        return wording.render(f"measure.not-understood.{measure.kind}", language)
    return wording.render(f"measure.faults.{fault}", language)


def odd_words(house: House, measure: MeasureRow, reading: Reading, odd: Odd, language: str) -> str:
    """What was understood, and why it is asked back."""
    low, high = (in_unit(house, measure, it, language) for it in (odd.low, odd.high))
    wording, value = house.content.wording, reading_words(house, measure, reading, language)
    if low == high:
        before = wording.plain("measure.odd.one", language, low=low)
    else:
        before = wording.plain("measure.odd.between", language, low=low, high=high)
    if odd.meant is None:
        return wording.render("measure.odd.far", language, value=value, before=before)
    meant = in_unit(house, measure, odd.meant, language)
    return wording.render("measure.odd.slip", language, value=value, before=before, meant=meant)
