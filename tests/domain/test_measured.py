"""A value of a measure is right, or it is said what is wrong with it."""

import pytest

from bot.domain.measured import Fault, fault_of, value_of


def test_a_share_is_in_percent_unless_its_unit_says_otherwise() -> None:
    assert value_of("share", "%", 3, 20) == 15
    assert value_of("share", "", 3, 20) == 15
    assert value_of("share", "of all", 3, 20) == 0.15
    assert value_of("count", "falls", 3, 20) == 0.15


@pytest.mark.parametrize(
    ("kind", "value", "parts", "fault"),
    [
        ("share", None, (0, 0), Fault.NOTHING_OF_NOTHING),
        ("share", None, (4, 3), Fault.PART_ABOVE_WHOLE),
        ("share", None, (-1, 3), Fault.NEGATIVE),
        ("share", None, (3, 3), None),
        ("share", 100.5, (None, None), Fault.ABOVE_ALL),
        ("share", 100, (None, None), None),
        ("share", -0.5, (None, None), Fault.NEGATIVE),
        ("time", -2, (None, None), Fault.NEGATIVE),
        ("time", 2.5, (None, None), None),
        ("count", 2.5, (None, None), Fault.NOT_WHOLE),
        ("count", 0, (None, None), None),
        ("count", None, (2.5, 100), Fault.NOT_WHOLE),
        ("count", None, (2, 0), Fault.NOTHING_OF_NOTHING),
    ],
)
def test_what_cannot_be_is_named(
    kind: str, value: float | None, parts: tuple[float | None, float | None], fault: Fault | None
) -> None:
    assert fault_of(kind, "%", value, numerator=parts[0], denominator=parts[1]) is fault


def test_charts_of_shares_and_of_rates_need_their_denominators() -> None:
    assert fault_of("share", "%", 80, rules="p") is Fault.NO_PARTS
    assert fault_of("share", "%", None, numerator=8, denominator=10, rules="p") is None
    assert fault_of("count", "", 3, rules="u") is Fault.NO_WHOLE
    assert fault_of("count", "", None, numerator=3, denominator=100, rules="u") is None
    assert fault_of("share", "of all", 1.5) is Fault.ABOVE_ALL
