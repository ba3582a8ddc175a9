"""Buttons carry what they mean in at most 64 bytes, and whatever else comes is known for what it is not."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.buttons import (
    AlertPressed,
    AnswerPressed,
    AwayPressed,
    CyclePressed,
    CyclesPressed,
    ForgetPressed,
    GuidePressed,
    LanguagePressed,
    LeavePressed,
    MyDataPressed,
    Pressed,
    SettingsPressed,
    WhoPressed,
    unpack,
)
from bot.domain.errors import BadButton
from bot.domain.room_buttons import Desk, DeskPressed

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
        (CyclePressed(5, "e", "2026-12-08"), "p1:5:e:2026-12-08"),
        (CyclesPressed(5, "new"), "t1:5:new"),
        (GuidePressed(5, 12), "g1:5:12"),
        (GuidePressed(5), "g1:5:now"),
        (SettingsPressed("hours"), "o1:hours"),
        (SettingsPressed("hours", "16-8"), "o1:hours:16-8"),
        (AwayPressed("back"), "y1:back"),
        (AwayPressed("until", "2026-12-14"), "y1:until:2026-12-14"),
        (MyDataPressed("download"), "d1:download"),
        (ForgetPressed(7, "yes"), "f1:7:yes"),
        (DeskPressed(Desk.CASE, 7, "take", "3"), "k1:case:7:take:3"),
        (DeskPressed(Desk.TEAMS, 0, "page", "late:2"), "k1:teams:0:page:late:2"),
        (DeskPressed(Desk.TEAM, 7, "show"), "k1:team:7:show"),
    ],
)
def test_what_is_packed_comes_out_again(button: Pressed, data: str) -> None:
    assert button.pack() == data
    assert unpack(data) == button


@pytest.mark.parametrize(
    "data",
    [
        "", "a1", "a1:1:2", "a1:1:2:", "a1:x:2:yes", "a1:-1:2:yes", "a1:1:²:yes", "a1:1:٣:yes", f"a1:{10**18}:0:yes",
        "a2:1:2:yes", "A1:1:2:yes", "s1:7", "s1::take", "l1:", "w1:3", "w1:3:x", "v1:", "v1:yes:no", "d1:", "f1:x:yes",
        "f1:7", "o1:", "o1:hours:1:2", "y1::2026-12-14", "y1:until:a:b", "p1:5", "p1:5:e", "p1:5:e:",
        "p1:x:e:1", "p1:5::1", "t1:5", "t1:5:", "t1:5:new:1", "g1:5", "g1:5:", "g1:5:-1", "g1:x:now", "take", "::::",
        "\x00",
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
