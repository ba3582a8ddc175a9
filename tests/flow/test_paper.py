"""How a document quotes people: nobody's name stands in it."""

import pytest

from bot.flow.reporting.paper import without_names

NAMED = [
    ("Kari says so", "a colleague says so"),
    ("says Kari Lund.", "says a colleague."),
    ("Kari's and Karis and Kari’s", "a colleague's and a colleagues and a colleague’s"),
    ("Karina stays, per week, a bo", "Karina stays, per week, a bo"),
    ("KARI LUND", "KARI LUND"),
    ("", ""),
]


@pytest.mark.parametrize(("text", "other"), NAMED)
def test_names_are_taken_out_as_they_are_written(text: str, other: str) -> None:
    assert without_names(text, ["Kari Lund", "Bo Dahl", "Per Moe"], "a colleague") == other
