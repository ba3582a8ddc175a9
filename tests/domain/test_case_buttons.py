"""What the buttons of an alert carry is read as it was written, and everything else is refused."""

import pytest

from bot.domain.case_buttons import CaseAct, Drawn, Tone, drawn


@pytest.mark.parametrize("what", ["", "x", "3x", "w3", "3w.", "-1", "3.w.x y", "9999999999"])
def test_what_a_button_was_drawn_for_is_read_or_refused(what: str) -> None:
    found = drawn(what)

    assert found is None or found.button(1, CaseAct.SEND, found.more).what == what


@pytest.mark.parametrize("tone", [*Tone])
def test_a_button_says_what_it_was_drawn_for(tone: Tone) -> None:
    button = Drawn(12, tone).button(7, CaseAct.LATER_TO, "2026-12-01")

    assert drawn(button.what) == Drawn(12, tone, "2026-12-01")
    assert len(button.pack().encode()) <= 64
