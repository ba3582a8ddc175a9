"""A value of a measure: what it is, and what cannot be right about it."""

from enum import StrEnum

IN_PERCENT = ("", "%")


class Fault(StrEnum):
    """Why a value cannot be that of a measure."""

    NOTHING_OF_NOTHING = "nothing-of-nothing"
    NEGATIVE = "negative"
    PART_ABOVE_WHOLE = "part-above-whole"
    ABOVE_ALL = "above-all"
    NOT_WHOLE = "not-whole"
    NO_PARTS = "no-parts"
    NO_WHOLE = "no-whole"


def value_of(kind: str, unit: str, numerator: float, denominator: float) -> float:
    """What the parts make: of a share the percentage, or with another unit the fraction; else how much for one."""
    times = 100 if kind == "share" and unit in IN_PERCENT else 1
    return numerator * times / denominator


def fault_of(
    kind: str,
    unit: str,
    value: float | None,
    *,
    numerator: float | None = None,
    denominator: float | None = None,
    rules: str = "anhoej",
) -> Fault | None:
    """What cannot be right about a value or its parts; None where nothing is."""
    if denominator == 0:
        return Fault.NOTHING_OF_NOTHING
    if any(part is not None and part < 0 for part in (value, numerator, denominator)):
        return Fault.NEGATIVE
    if kind == "share":
        return _of_share(unit, value, numerator, denominator, rules)
    if kind == "count":
        return _of_count(value, numerator, denominator, rules)
    return None


def _of_share(
    unit: str, value: float | None, numerator: float | None, denominator: float | None, rules: str
) -> Fault | None:
    if numerator is not None and denominator is not None:
        return Fault.PART_ABOVE_WHOLE if numerator > denominator else None
    if rules == "p":
        return Fault.NO_PARTS
    return Fault.ABOVE_ALL if value is not None and value > (100 if unit in IN_PERCENT else 1) else None


def _of_count(value: float | None, numerator: float | None, denominator: float | None, rules: str) -> Fault | None:
    if rules == "u" and denominator is None:
        return Fault.NO_WHOLE
    counted = value if numerator is None else numerator
    return Fault.NOT_WHOLE if counted is not None and counted != int(counted) else None
