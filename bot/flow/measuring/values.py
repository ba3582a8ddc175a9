"""How the values of a measure are written."""

from bot.content.wording import Wording
from bot.domain.measured import IN_PERCENT
from bot.storage.measures import MeasureRow


def value_of(wording: Wording, language: str, measure: MeasureRow, value: float) -> str:
    """A value of this measure with its unit: `72.5%`, `12 days`."""
    if measure.kind == "rare":
        return wording.count("days", rounded(value), language)
    n = wording.number(rounded(value), language)
    if is_in_percent(measure):
        return wording.plain("chart.value.percent", language, n=n)
    if not measure.unit:
        return n
    return wording.plain("chart.value.with-unit", language, n=n, unit=measure.unit)


def is_in_percent(measure: MeasureRow) -> bool:
    """Whether its values are percentages: those of a share without a unit are."""
    return measure.unit == "%" or (measure.kind == "share" and measure.unit in IN_PERCENT)


def rounded(value: float) -> float:
    """As many digits as say something: hundredths do so of small values only."""
    return round(value, 1 if abs(value) >= 10 else 2)
