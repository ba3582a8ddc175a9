"""The value of a measure as people type it, and what it may mean."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from bot.domain.measured import IN_PERCENT, Fault, fault_of, value_of
from bot.domain.number import Ambiguous, Number, parse_number, parse_parts

# What lies above is no value of a team's: nobody's count, share or time in days.
MOST, MOST_OF_PARTS = 1e12, 1e9


@dataclass(frozen=True, slots=True)
class Counts:
    """What a measure counts: a `share`, a `count` or a `time`, in which unit, and by which rules it is judged."""

    kind: str
    unit: str = ""
    rules: str = "anhoej"

    @property
    def in_percent(self) -> bool:
        """Whether a value is one of a hundred."""
        return self.kind == "share" and self.unit in IN_PERCENT


@dataclass(frozen=True, slots=True)
class Reading:
    """A value as it was meant, in the unit of its measure; of a share, or a count per something, with its parts."""

    value: float
    numerator: float | None = None
    denominator: float | None = None


@dataclass(frozen=True, slots=True)
class Understood:
    """What a text means; where it `is_sure` that is its one reading, else each is offered, the likelier first."""

    readings: tuple[Reading, ...]
    is_sure: bool = True


# None: no value of this kind.
Read: TypeAlias = Understood | Fault | None


def read_value(text: str, counts: Counts, language: str) -> Read:
    """What somebody types as the value of such a measure."""
    text = _without_unit(text, counts)
    if (parts := parse_parts(text, language)) is not None:
        return _of_parts(counts, *parts) if max(map(abs, parts)) < MOST_OF_PARTS else None
    read = parse_number(text, language)
    if read is None:
        return None
    numbers = read.readings if isinstance(read, Ambiguous) else (read,)
    return _judged(counts, [reading for it in numbers for reading in _meant(counts, it)])


def reading_of(counts: Counts, value: float, denominator: float | None = None) -> Reading | Fault:
    """The value, or with a denominator its parts, as a button carries them."""
    if denominator is None:
        return fault_of(counts.kind, counts.unit, value, rules=counts.rules) or Reading(value)
    if fault := fault_of(counts.kind, counts.unit, None, numerator=value, denominator=denominator, rules=counts.rules):
        return fault
    return Reading(value_of(counts.kind, counts.unit, value, denominator), value, denominator)


def _without_unit(text: str, counts: Counts) -> str:
    """The text without the measure's own unit behind the number."""
    text, unit = text.strip(), counts.unit.strip().casefold()
    plain = text.rstrip(".").casefold()
    if counts.in_percent or not unit or not plain.endswith(unit):
        return text
    # "12 min", and not "twenty-min".
    rest = text[: len(plain) - len(unit)]
    return rest if rest.rstrip()[-1:].isdecimal() else text


def _of_parts(counts: Counts, part: int, whole: int) -> Read:
    if counts.kind == "time":
        return None
    if counts.kind == "count" and counts.rules != "u":
        # How many of how many, where only how many is counted.
        fault = fault_of("count", counts.unit, part)
        return fault or Understood((Reading(float(part)),), is_sure=False)
    found = reading_of(counts, float(part), float(whole))
    return found if isinstance(found, Fault) else Understood((found,))


def _meant(counts: Counts, number: Number) -> Iterator[float]:
    """Every value in the measure's unit that the number may stand for; none where it cannot be of this kind."""
    value = float(number.value)
    if counts.kind != "share":
        if not number.percent:
            yield value
    elif not counts.in_percent:
        yield value / 100 if number.percent else value
    else:
        # Whoever writes 0.15 of a share may mean the fraction.
        if 0 < value < 1 and not number.percent:
            yield value * 100
        yield value


def _as_kept(value: float) -> float:
    # As many digits as a button holds: what was understood, and is pressed, is what is kept.
    return float(f"{value:.12g}") + 0.0


def _judged(counts: Counts, values: list[float]) -> Read:
    """Those of the values that can be right; where none can, why the likeliest cannot."""
    found = [reading_of(counts, _as_kept(value)) for value in dict.fromkeys(values) if abs(value) < MOST]
    fine = tuple(it for it in found if isinstance(it, Reading))
    if fine:
        return Understood(fine, is_sure=len(fine) == 1)
    return next((it for it in found if isinstance(it, Fault)), None)
