"""What people type as the value of a measure, and what is asked back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.measured import Fault
from bot.domain.typed_press import TypedPress, unpack_typed
from bot.domain.typed_value import Counts, Reading, Understood, read_value, reading_of

SHARE, FRACTION, COUNT, TIME = Counts("share", "%"), Counts("share", "of 1"), Counts("count"), Counts("time", "min")
P_CHART, U_CHART = Counts("share", "%", "p"), Counts("count", "", "u")


@pytest.mark.parametrize(
    ("counts", "text", "language", "value"),
    [
        (SHARE, "12,5", "nb", 12.5),
        (SHARE, "12.5 %", "en", 12.5),
        (SHARE, "ca. 72 prosent", "nb", 72),
        (SHARE, "0", "en", 0),
        (SHARE, "100", "en", 100),
        (SHARE, "0,5 %", "nb", 0.5),
        (SHARE, "1.200", "nb", 1.2),
        (FRACTION, "0.15", "en", 0.15),
        (FRACTION, "15 %", "en", 0.15),
        (COUNT, "1 200", "nb", 1200),
        (COUNT, "12 stk", "nb", 12),
        (COUNT, "about 30 people", "en", 30),
        (TIME, "12,5 min", "nb", 12.5),
        (TIME, "1½", "en", 1.5),
        (Counts("time", "days"), "4 days.", "en", 4),
    ],
)
def test_a_value_is_what_it_can_only_mean(counts: Counts, text: str, language: str, value: float) -> None:
    assert read_value(text, counts, language) == Understood((Reading(value),))


@pytest.mark.parametrize("text", ["3/20", "3 of 20", "3 av 20", "3 ut av 20", "3 / 20"])
def test_a_share_keeps_its_parts(text: str) -> None:
    assert read_value(text, SHARE, "nb") == Understood((Reading(15, 3, 20),))


def test_a_rate_keeps_its_parts() -> None:
    assert read_value("3 of 200", U_CHART, "en") == Understood((Reading(0.015, 3, 200),))


@pytest.mark.parametrize(
    ("counts", "text", "language", "readings"),
    [
        (SHARE, "0.15", "en", (15, 0.15)),
        (COUNT, "1.200", "nb", (1200,)),
        (TIME, "1.200", "nb", (1200, 1.2)),
        (COUNT, "3 of 20", "en", (3,)),
    ],
)
def test_what_can_be_read_otherwise_is_asked_back(
    counts: Counts, text: str, language: str, readings: tuple[float, ...]
) -> None:
    read = read_value(text, counts, language)
    assert isinstance(read, Understood)
    assert tuple(it.value for it in read.readings) == readings
    assert read.is_sure == (text == "1.200" and counts is COUNT)


@pytest.mark.parametrize(
    ("counts", "text", "fault"),
    [
        (SHARE, "0 of 0", Fault.NOTHING_OF_NOTHING),
        (SHARE, "3/0", Fault.NOTHING_OF_NOTHING),
        (SHARE, "25/20", Fault.PART_ABOVE_WHOLE),
        (SHARE, "-3/20", Fault.NEGATIVE),
        (SHARE, "-3", Fault.NEGATIVE),
        (SHARE, "101", Fault.ABOVE_ALL),
        (SHARE, "120 %", Fault.ABOVE_ALL),
        (FRACTION, "15", Fault.ABOVE_ALL),
        (COUNT, "-1", Fault.NEGATIVE),
        (COUNT, "-3 of 20", Fault.NEGATIVE),
        (COUNT, "2.5", Fault.NOT_WHOLE),
        (TIME, "-4", Fault.NEGATIVE),
        (TIME, "minus 4", Fault.NEGATIVE),
        (P_CHART, "72", Fault.NO_PARTS),
        (U_CHART, "3", Fault.NO_WHOLE),
    ],
)
def test_what_cannot_be_right_is_said(counts: Counts, text: str, fault: Fault) -> None:
    assert read_value(text, counts, "en") is fault


@pytest.mark.parametrize(
    ("counts", "text"),
    [(SHARE, "many"), (SHARE, ""), (COUNT, "12 %"), (TIME, "3 of 20"), (TIME, "1:30"), (COUNT, "9" * 15), (SHARE, "/")],
)
def test_anything_else_is_no_value(counts: Counts, text: str) -> None:
    assert read_value(text, counts, "en") is None


KINDS = st.sampled_from([SHARE, FRACTION, COUNT, TIME, P_CHART, U_CHART])
NUMBERS = st.text(st.sampled_from("0123456789.,/ %-½²٣e+of"), max_size=12)


@given(st.one_of(st.text(max_size=30), NUMBERS), KINDS, st.sampled_from(["en", "nb", "nn"]))
def test_whatever_is_read_fits_in_a_button_and_comes_back_the_same(text: str, counts: Counts, language: str) -> None:
    read = read_value(text, counts, language)
    for it in read.readings if isinstance(read, Understood) else ():
        pressed = TypedPress(it.value if it.denominator is None else it.numerator or 0, it.denominator, 10**9)
        assert len(f"k1:measure:100000:save:2026-11-03{pressed.pack()}") <= 72
        back = unpack_typed(pressed.pack())
        assert back == pressed
        assert reading_of(counts, back.value, back.whole) == it


@pytest.mark.parametrize("choice", ["=", "=x", "=1e999", "=1/", "=1;", "12", "=nan", "=1e12", "=1/1e9", "=٣", "=1;-2"])
def test_a_button_of_ones_own_making_carries_nothing(choice: str) -> None:
    assert unpack_typed(choice) is None
