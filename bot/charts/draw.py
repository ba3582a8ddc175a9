"""A chart as PNG and as SVG, both of one drawing, and the same whoever asks for it."""

import html
import json
import re
from functools import cache, lru_cache
from pathlib import Path
from threading import Lock
from typing import Literal

import typst

from bot.charts.drawing import drawing_of
from bot.domain.charts.picture import Chart
from bot.domain.errors import MellomError
from bot.posters.letters import FONTS

HERE = Path(__file__).parent
# 800 points across become 1280 dots: what Telegram shows without making it smaller.
DOTS_PER_INCH = 115.2
# Pictures that are kept, of about 130 kB each.
KEPT = 64
SIZE = re.compile(r' width="([\d.]+)pt" height="([\d.]+)pt"')
# A letter's outline has a name of 33 signs, and its places nine decimals; a hundredth of a point is finer than any eye.
OUTLINE, FINE = re.compile(r"\bg[0-9A-F]{32}\b"), re.compile(r"\d+\.\d{3,}")
NOT_IN_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# A compiler serves one thread at a time.
_one_at_a_time = Lock()


@lru_cache(maxsize=KEPT)
def png(chart: Chart) -> bytes:
    """The chart as a picture for a chat or a document."""
    return _compiled(chart, "png")


@lru_cache(maxsize=KEPT)
def svg(chart: Chart) -> str:
    """The chart as a drawing for a page, which says in words what is to be seen."""
    drawn = SIZE.sub(r' width="\1" height="\2" role="img"', _lighter(_compiled(chart, "svg").decode()), count=1)
    start = drawn.index(">") + 1
    words = f"<title>{_escaped(f'{chart.title}, {chart.team}')}</title><desc>{_escaped(chart.alt)}</desc>"
    return drawn[:start] + words + drawn[start:]


def _compiled(chart: Chart, kind: Literal["png", "svg"]) -> bytes:
    if not chart.dots:
        raise MellomError("a chart without points cannot be drawn")
    given = {"chart": json.dumps(drawing_of(chart), allow_nan=False)}
    with _one_at_a_time:
        drawn = _compiler().compile(format=kind, ppi=DOTS_PER_INCH, sys_inputs=given)
    assert isinstance(drawn, bytes)  # one page
    return drawn


@cache
def _compiler() -> typst.Compiler:
    # The fonts of the machine would make another picture on each.
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])
    return typst.Compiler(HERE / "chart.typ", root=HERE, font_paths=fonts)


def _lighter(drawn: str) -> str:
    # Twelve signs of its name still tell an outline from all others on a page of many charts.
    short = OUTLINE.sub(lambda found: found.group()[:12], drawn)
    return FINE.sub(lambda found: f"{float(found.group()):.2f}", short).replace(' fill-rule="nonzero"', "")


def _escaped(words: str) -> str:
    return html.escape(NOT_IN_XML.sub("", words))
