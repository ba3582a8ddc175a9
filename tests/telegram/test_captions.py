"""The words below pictures, and instead of them."""

from dataclasses import replace

import pytest

from bot.content.limits import shown_length
from bot.domain.charts.picture import Chart
from bot.domain.outgoing import Button, Lane, Outgoing, OutgoingKind
from bot.telegram.captions import captions, without_pictures
from tests.charts.charts import chart


def digest(*charts: Chart, text: str = "") -> Outgoing:
    return Outgoing("key", OutgoingKind.DIGEST, Lane.WAVE, 101, text=text, pictures=charts)


ONE = chart((1.0, 3.0), title="<Falls>", team="Ridge", verdict="Too early & <unsure>.")
TWO = chart((5.0, 5.0), title="Waits", team="", verdict="Nothing unusual.")


FALLS = "<b>&lt;Falls&gt;</b>, Ridge\nToo early &amp; &lt;unsure&gt;."


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", FALLS),
        ("<b>Week 37</b>", f"<b>Week 37</b>\n\n{FALLS}"),
        ("\n\nAgain, perhaps.", f"Again, perhaps.\n\n{FALLS}"),
    ],
)
def test_each_picture_says_what_it_is_and_the_text_stands_above_the_first(text: str, said: str) -> None:
    assert captions(digest(ONE, TWO, text=text)) == [said, "<b>Waits</b>\nNothing unusual."]


def test_words_of_any_length_fit_below_a_picture() -> None:
    (said,) = captions(digest(replace(ONE, title="Å" * 300, team="&" * 300, verdict="🌟&" * 900)))

    assert (shown_length(said), said.count("…")) == (1024, 3)
    assert said.endswith("🌟…")


def test_where_text_and_verdict_are_too_long_together_the_text_stands_alone() -> None:
    text = "x" * 990

    assert captions(digest(ONE, TWO, text=text))[0] == text


def test_without_pictures_each_chart_is_a_line_of_bars() -> None:
    assert without_pictures(digest(ONE, TWO, text="<b>Week 37</b>")) == (
        "<b>Week 37</b>\n\n"
        "<b>&lt;Falls&gt;</b>, Ridge\n▁█\nToo early &amp; &lt;unsure&gt;.\n\n"
        "<b>Waits</b>\n▅▅\nNothing unusual."
    )


def test_without_pictures_as_much_is_said_as_a_message_holds() -> None:
    said = without_pictures(digest(*[replace(ONE, verdict="W" * 1500)] * 10, text="<b>Week 37</b>"))

    assert (shown_length(said) <= 4096, said.count("▁█")) == (True, 6)


def test_an_album_has_at_most_ten_pictures_and_no_buttons() -> None:
    button = ((Button("Yes", "a1:1:0:yes"),),)

    assert digest(*[ONE] * 10).messages == 10
    assert replace(digest(ONE), keyboard=button).messages == 1
    with pytest.raises(ValueError, match="key: an album has at most 10 pictures, and no buttons"):
        digest(*[ONE] * 11)
    with pytest.raises(ValueError, match="key: an album has at most 10 pictures, and no buttons"):
        replace(digest(ONE, TWO), keyboard=button)
