"""A poster: one drawing as a picture and as a page, whatever the team is called."""

import io

import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.errors import MellomError
from bot.posters.draw import draw
from tests.support.posters import LINK, brightest, darkest, page, picture, poster, read_codes, words

LONG = (
    "Ærlig & åpen hjemmetjeneste <Søndre> og Nordre, avdeling for hverdagsrehabilitering, kvalitetsforbedring og "
    "oppfølging av eldre med sammensatte behov i Østre og Vestre bydel, Kristiansund kommune i Møre"
)
HOSTILE = [
    "Ærlig & åpen hjemmetjeneste <Søndre>",
    "Kárášjoga buohcciviessu čuovvolanjoavku Ŋiŋŋá Đŧž",
    '#panic("x") *b* $x$ @a <l> `c` \\ {{ team }} // "',
    LONG,
    "W" * 200,
    "Fylkestrafikksikkerhetsutvalgssekretariatslederfunksjonene i nord",
    "Å" * 30 + " " + "Q" * 30,
]
# Nothing but ground stands in these: the right edge of the panel, and the strip between the mark and the name.
RIGHT_OF_THE_NAME = (131, 20, 139, 80)
ABOVE_THE_NAME = (18, 28.5, 130, 30.5)


def test_the_camera_finds_the_link() -> None:
    assert read_codes(draw(poster()).png) == [LINK]


def test_a_long_link_is_found_too() -> None:
    link = f"https://t.me/{'mellom_in_the_whole_of_the_north_bot'[:32]}?start={'x-Y_' * 16}"

    assert read_codes(draw(poster(link=link)).png) == [link]


def test_whoever_reads_it_on_a_screen_can_press_the_code() -> None:
    (press,) = page(draw(poster()).pdf)["/Annots"]

    assert press.get_object()["/A"]["/URI"] == LINK


def test_the_page_is_a5_and_the_picture_is_that_page_at_300_dots_an_inch() -> None:
    drawn = draw(poster())

    size = [float(edge) / 72 * 25.4 for edge in page(drawn.pdf).mediabox]
    assert size == pytest.approx([0, 0, 148, 210], abs=0.01)
    assert picture(drawn.png).size == (1748, 2480)


def test_the_page_says_everything() -> None:
    assert words(draw(poster()).pdf) == (
        "Mellom Ridge One minute. One answer. The whole team moves. Point your camera here and press Start. "
        "A few short questions between the gatherings. Taking part is voluntary Nothing about patients "
        "Managers never see who answered No Telegram? Ask your facilitator, Anne Vik."
    )


def test_the_page_tells_those_who_listen_what_it_is_and_in_which_language() -> None:
    read = pypdf.PdfReader(io.BytesIO(draw(poster(language="nn")).pdf))

    assert read.metadata is not None
    assert read.metadata.title == "Join Ridge in Mellom"
    assert read.root_object["/Lang"] == "nn"
    assert read.root_object["/MarkInfo"]["/Marked"]


@pytest.mark.parametrize("team", HOSTILE)
def test_a_name_of_any_length_and_with_any_sign_stands_there_whole_and_in_its_place(team: str) -> None:
    drawn = draw(poster(team=team))

    shown = picture(drawn.png)
    assert team.replace(" ", "") in words(drawn.pdf).replace(" ", "")
    assert read_codes(drawn.png) == [LINK]
    assert brightest(shown, *RIGHT_OF_THE_NAME) < 150
    assert brightest(shown, *ABOVE_THE_NAME) < 150


def test_the_strips_in_which_nothing_stands_would_show_it() -> None:
    shown = picture(draw(poster()).png)

    assert brightest(shown, 18, 18, 28, 28) == 255
    assert brightest(shown, 18, 55, 60, 78) == 255


@pytest.mark.parametrize("words_", [LONG, "W" * 200])
def test_the_margins_stay_white_however_long_the_other_words_are(words_: str) -> None:
    drawn = draw(poster(how=words_, what=words_, promises=(words_,) * 3, no_app=words_))

    shown = picture(drawn.png)
    edges = [(0, 0, 148, 7.5), (0, 0, 7.5, 210), (140.5, 0, 148, 210), (0, 202, 148, 210)]
    assert [darkest(shown, *edge) for edge in edges] == [255] * 4
    assert read_codes(drawn.png) == [LINK]


def test_signs_without_a_letter_are_left_out_and_a_name_of_only_those_gives_way_to_the_id() -> None:
    assert "Mellom Team Nord 1 One minute" in words(draw(poster(team="🌟 Team\u200d 日本 Nord 1️⃣ א")).pdf)
    assert "Mellom ridge One minute" in words(draw(poster(team="🌟🌟")).pdf)


@settings(max_examples=40, deadline=None)
@given(team=st.text(max_size=200), facilitator=st.text(max_size=200))
def test_no_name_breaks_the_drawing(team: str, facilitator: str) -> None:
    other = {"title": f"Join {team}", "alt": f"QR code: {team}", "no_app": f"Ask {facilitator}"}

    drawn = draw(poster(team=team, **other), ppi=150)

    assert read_codes(drawn.png) == [LINK]


def test_more_words_than_a_page_has_room_for_are_refused() -> None:
    with pytest.raises(MellomError, match=r"the poster ridge need more than a page; shorten those in poster\.yaml"):
        draw(poster(promises=("Taking part is voluntary",) * 30))
