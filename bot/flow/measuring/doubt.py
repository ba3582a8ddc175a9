"""What is asked back about a value before it is kept: another one stands for that day, or it goes with none of them."""

from dataclasses import dataclass
from datetime import date

from bot.content.limits import BUTTON, shortened
from bot.domain.measured import IN_PERCENT
from bot.domain.measuring import RARE
from bot.domain.odd_value import odd_value
from bot.domain.typed_press import TypedPress
from bot.domain.typed_value import Reading
from bot.flow.house import House
from bot.flow.measuring.words import in_unit, odd_words, reading_words
from bot.storage import measures
from bot.storage.database import Tx
from bot.storage.measures import MeasureRow, PointRow


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why a value is asked back, in words, with what may be pressed: each a label and the value that it carries."""

    words: str
    offered: tuple[tuple[str, TypedPress], ...]


async def doubt_about(
    tx: Tx,
    house: House,
    measure: MeasureRow,
    on: date,
    reading: Reading,
    language: str,
    pressed: TypedPress | None = None,
) -> Doubt | None:
    """What to ask back about this value for this day; None where it is kept as it is.

    Whoever has `pressed` it was asked already, and is asked again only where another point stands there than was shown.
    """
    if measure.kind == RARE:
        return None
    points = (await measures.points_of(tx, [measure.id]))[measure.id]
    standing = next((it for it in points if it.on_date == on), None)
    if standing is not None and not _same(standing, reading) and (pressed is None or pressed.over != standing.id):
        return _replaces(house, measure, standing, reading, language)
    if pressed is not None or (standing is not None and _same(standing, reading)):
        return None
    # A value from before the first one is compared with those after it.
    before = [it for it in points if it.on_date <= on] or points
    earlier = [it.value for it in before if it.value is not None]
    whole = 100.0 if measure.unit in IN_PERCENT else 1.0
    odd = odd_value(reading.value, earlier, is_share=measure.kind == "share", whole=whole)
    if odd is None:
        return None
    offered = [_yes(house, reading, language)]
    if odd.meant is not None:
        meant = in_unit(house, measure, odd.meant, language)
        label = house.content.wording.plain("measure.meant", language, value=meant)
        offered.append((shortened(label, BUTTON), TypedPress(odd.meant)))
    return Doubt(odd_words(house, measure, reading, odd, language), tuple(offered))


def several(house: House, measure: MeasureRow, readings: tuple[Reading, ...], language: str) -> Doubt:
    """The question which of these readings is meant."""
    words = house.content.wording.render(
        "measure.which-number" if len(readings) > 1 else "measure.so-understood", language
    )
    return Doubt(
        words, tuple((shortened(reading_words(house, measure, it, language), BUTTON), press_of(it)) for it in readings)
    )


def press_of(reading: Reading, over: int | None = None) -> TypedPress:
    """The value as a button carries it."""
    if reading.numerator is not None and reading.denominator is not None:
        return TypedPress(reading.numerator, reading.denominator, over)
    return TypedPress(reading.value, None, over)


def _same(point: PointRow, reading: Reading) -> bool:
    held = (point.value, point.numerator, point.denominator)
    return held == (reading.value, reading.numerator, reading.denominator)


def _yes(house: House, reading: Reading, language: str, over: int | None = None) -> tuple[str, TypedPress]:
    return house.content.wording.plain("check-in.buttons.yes-save-it", language), press_of(reading, over)


def _replaces(house: House, measure: MeasureRow, standing: PointRow, reading: Reading, language: str) -> Doubt:
    wording, old = house.content.wording, standing.value or 0.0
    before = reading_words(house, measure, Reading(old, standing.numerator, standing.denominator), language)
    words = wording.render(
        "measure.replace",
        language,
        before=before,
        day=wording.date(standing.on_date, language),
        value=reading_words(house, measure, reading, language),
    )
    return Doubt(words, (_yes(house, reading, language, standing.id),))
