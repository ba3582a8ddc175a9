"""Buttons carry what they mean in at most 64 bytes, and whatever else comes is known for what it is not."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.buttons import (
    AlertPressed,
    AnswerPressed,
    LanguagePressed,
    LeavePressed,
    Pressed,
    WhoPressed,
    unpack,
)
from bot.domain.errors import BadButton

BIGGEST = 10**18 - 1


@pytest.mark.parametrize(
    ("button", "data"),
    [
        (AnswerPressed(42, 1, "yes"), "a1:42:1:yes"),
        (AnswerPressed(1, 0, "!nothing-new"), "a1:1:0:!nothing-new"),
        (AnswerPressed(1, 2, "=12.5"), "a1:1:2:=12.5"),
        (AnswerPressed(1, 2, "a:b"), "a1:1:2:a:b"),
        (AlertPressed(7, "take"), "s1:7:take"),
        (LanguagePressed("nb"), "l1:nb"),
        (WhoPressed(3, 0), "w1:3:0"),
        (LeavePressed("yes"), "v1:yes"),
    ],
)
def test_what_is_packed_comes_out_again(button: Pressed, data: str) -> None:
    assert button.pack() == data
    assert unpack(data) == button


@pytest.mark.parametrize(
    "data",
    [
        "", "a1", "a1:1:2", "a1:1:2:", "a1:x:2:yes", "a1:-1:2:yes", "a1:1:²:yes", "a1:1:٣:yes", f"a1:{10**18}:0:yes",
        "a2:1:2:yes", "A1:1:2:yes", "s1:7", "s1::take", "l1:", "w1:3", "w1:3:x", "v1:", "take", "::::", "\x00",
    ],
)  # fmt: skip
def test_data_that_is_none_of_ours_is_a_bad_button(data: str) -> None:
    with pytest.raises(BadButton):
        unpack(data)


def test_a_button_longer_than_the_channel_takes_is_not_made() -> None:
    assert len(AnswerPressed(BIGGEST, 99, "x" * 38).pack()) == 63
    with pytest.raises(BadButton):
        AnswerPressed(BIGGEST, 99, "ø" * 20).pack()


@given(st.text(max_size=80))
def test_no_data_makes_it_fail_in_another_way(data: str) -> None:
    with contextlib.suppress(BadButton):
        assert unpack(data).pack() != ""
