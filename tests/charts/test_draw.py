"""A chart is drawn as a person has looked at it, once for all who ask, whatever stands in it."""

import io
import xml.etree.ElementTree as ET
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from bot.charts.draw import png, svg
from bot.domain.charts.picture import Level, Mark
from bot.domain.errors import MellomError
from tests.charts.charts import chart, day, improved
from tests.charts.golden import FOLDER, MOST_DIFFERENT, charts, different, small
from tests.support.browser import find_chromium, launched

ANYTHING = st.text(max_size=120)
VALUES = st.lists(st.floats(-1e9, 1e9, allow_nan=False), min_size=1, max_size=40)
SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize("name", charts())
def test_a_chart_looks_as_it_did_when_a_person_looked_at_it(name: str) -> None:
    assert different(small(png(charts()[name])), Image.open(FOLDER / f"{name}.png")) <= MOST_DIFFERENT


def test_a_dot_that_has_moved_or_changed_its_shape_would_be_seen() -> None:
    kept = Image.open(FOLDER / "improved.png")
    of = improved().dots

    moved = improved(dots=(replace(of[0], value=46.0), *of[1:]))
    changed = improved(dots=(*of[:10], replace(of[10], is_sign=False), *of[11:]))

    assert different(small(png(moved)), kept) > MOST_DIFFERENT
    assert different(small(png(changed)), kept) > MOST_DIFFERENT


def test_the_picture_is_as_large_as_a_chat_shows_it() -> None:
    assert Image.open(io.BytesIO(png(chart()))).size == (1280, 800)


async def test_page_and_chat_show_the_same() -> None:
    if (program := find_chromium()) is None:
        pytest.skip("no Chromium here")
    async with launched(program) as browser:
        page = await browser.new_page(viewport={"width": 800, "height": 500}, device_scale_factor=1.6)
        await page.set_content(f"<body style='margin:0'>{svg(improved())}")
        shown = await page.screenshot()
        found = await page.get_by_role("img", name="Medication lists reviewed, Ridge home care").count()

    assert different(small(shown), small(png(improved()))) < 3
    assert found == 1


def test_a_drawing_says_in_words_what_is_to_be_seen() -> None:
    drawn = ET.fromstring(svg(chart(title='<b>"A" & B', team="\x00\u202eØst 🌟", alt="1 < 2 & \ud800 3")))  # noqa: S314

    assert drawn.attrib["role"] == "img"
    assert [part.text for part in drawn[:2]] == ['<b>"A" & B, \u202eØst 🌟', "1 < 2 &  3"]
    assert [part.tag for part in drawn[:2]] == [f"{SVG}title", f"{SVG}desc"]


def test_a_drawing_is_light_enough_for_a_page_of_many() -> None:
    assert len(svg(improved())) < 100_000


def test_the_same_chart_is_drawn_once_and_always_alike() -> None:
    first = png(improved())

    assert png(improved()) is first
    png.cache_clear()
    assert png(improved()) == first


def test_many_may_ask_at_once() -> None:
    wanted = [chart(title=f"Falls {n % 4}") for n in range(16)]

    with ThreadPoolExecutor(8) as pool:
        drawn = list(pool.map(png, wanted))

    assert len(set(drawn)) == 4


def test_no_points_are_no_chart() -> None:
    with pytest.raises(MellomError, match="a chart without points cannot be drawn"):
        png(replace(chart(), dots=()))


@pytest.mark.parametrize(
    "values",
    [
        (54.0,),
        (54.0, 12.5),
        (7.0,) * 12,
        (0.0,) * 3,
        (-12.5, -3.0, 8.25),
        (1e9, 9.9e12, -4e11),
        (1e-6, 3e-6),
        (5.0, 9.0) * 100,
    ],
    ids=["one", "two", "equal", "nothing", "negative", "huge", "tiny", "many"],
)
def test_any_values_make_a_picture(values: tuple[float, ...]) -> None:
    assert Image.open(io.BytesIO(png(chart(values)))).size == (1280, 800)


@pytest.mark.parametrize(
    "words", ["W" * 400, "ord " * 100, "Fylkestrafikksikkerhetsutvalg" * 3, "", " ", "🌟", "א" * 90]
)
def test_nothing_runs_over_the_edges_however_long_the_words(words: str) -> None:
    marks = tuple(Mark(day(week), words) for week in range(0, 10, 3))
    of_words = dict.fromkeys(("title", "team", "unit", "verdict", "why", "alt", "limits"), words)
    levels = {"centre": Level(56, words), "goal": Level(62, words)}
    limits = {"lower": (45,) * 10, "upper": (63,) * 10}
    drawn = chart((52.0,) * 10, phases=marks, tests=marks, **of_words, **levels, **limits)

    shown = Image.open(io.BytesIO(png(drawn))).convert("L")

    edges = [(0, 0, 1280, 20), (0, 0, 20, 800), (1260, 0, 1280, 800), (0, 780, 1280, 800)]
    assert [shown.crop(edge).getextrema()[0] for edge in edges] == [255] * 4


@settings(max_examples=30, deadline=None)
@given(values=VALUES, title=ANYTHING, team=ANYTHING, verdict=ANYTHING, mark=ANYTHING, unit=ANYTHING)
def test_no_words_and_no_values_break_the_drawing(
    values: list[float], title: str, team: str, verdict: str, mark: str, unit: str
) -> None:
    marks = (Mark(day(1), mark),)

    drawn = svg(chart(values, title=title, team=team, verdict=verdict, unit=unit, phases=marks, tests=marks))

    assert ET.fromstring(drawn).tag == f"{SVG}svg"  # noqa: S314
