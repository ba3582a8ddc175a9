"""The letters of a poster: all that its fonts have, and nothing that they have not."""

import pytest
from PIL import ImageFont

from bot.posters.letters import FONTS, LETTERS, left_out, shown

NOWHERE = "\ue000"


def drawn(font: ImageFont.FreeTypeFont, sign: str) -> bytes:
    return bytes(font.getmask(sign))


@pytest.mark.parametrize("file", sorted(FONTS.glob("*.ttf")), ids=lambda file: file.name)
def test_every_letter_is_in_every_font(file: object) -> None:
    font = ImageFont.truetype(str(file), 40)

    lacking = drawn(font, NOWHERE)
    assert lacking == drawn(font, "日")
    assert [sign for sign in LETTERS - {"\n"} if drawn(font, sign) == lacking] == []


def test_the_letters_of_the_languages_of_norway_are_there() -> None:
    assert set("ÆØÅæøåÄÖäöÉéÒòÔôČčĐđŊŋŠšŦŧŽžÁáÏïǤǥǦǧǨǩƷʒǮǯ«»–—’“”…§&<>") <= LETTERS


@pytest.mark.parametrize(
    ("words", "as_shown", "without"),
    [
        ("Ærlig & åpen <Søndre>", "Ærlig & åpen <Søndre>", ""),
        ("A\u030asgard", "Åsgard", ""),
        ("Team 🌟 Nord", "Team Nord", "🌟"),
        ("Ａ ﬁne ½ Ⅳ", "A fine ½ IV", ""),
        ("1️⃣ and 👩‍⚕️", "1 and", "👩⚕"),
        ("日本日", "", "日本"),
        ("\u202eRidge\u0000\n\tward\u00a0", "Ridge ward", ""),
    ],
)
def test_what_the_fonts_lack_is_spelled_with_what_they_have_or_left_out(
    words: str, as_shown: str, without: str
) -> None:
    assert shown(words) == as_shown
    assert left_out(words) == without
