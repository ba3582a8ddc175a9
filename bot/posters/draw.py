"""A poster as a picture and as a page to print: both of one drawing."""

import io
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import segno
import typst

from bot.domain.errors import MellomError
from bot.domain.poster import Poster
from bot.posters.letters import FONTS, shown

HERE = Path(__file__).parent
DOTS_PER_INCH = 300


@dataclass(frozen=True, slots=True)
class Drawn:
    """One poster: the picture, and the page of paper size."""

    png: bytes
    pdf: bytes


def draw(poster: Poster, ppi: int = DOTS_PER_INCH) -> Drawn:
    """The poster, drawn. MellomError where its words do not fit on the page."""
    given = {"poster": json.dumps(_given(poster))}
    png = _compiler().compile(format="png", ppi=ppi, sys_inputs=given)
    pdf = _compiler().compile(format="pdf", pdf_standards="ua-1", sys_inputs=given)
    if not isinstance(png, bytes) or not isinstance(pdf, bytes):
        raise MellomError(f"the words of the poster {poster.name} need more than a page; shorten those in poster.yaml")
    return Drawn(png, pdf)


@cache
def _compiler() -> typst.Compiler:
    # The fonts of the machine would make another poster on each.
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])
    return typst.Compiler(HERE / "poster.typ", root=HERE, font_paths=fonts)


def _given(poster: Poster) -> dict[str, str | list[str]]:
    return {
        "team": shown(poster.team) or poster.name,
        "link": poster.link,
        "code": _qr_code(poster.link),
        "language": poster.language.partition("-")[0],
        "title": poster.title,
        "headline": shown(poster.headline),
        "how": shown(poster.how),
        "what": shown(poster.what),
        "promises": [shown(promise) for promise in poster.promises],
        "no-app": shown(poster.no_app),
        "alt": poster.alt,
    }


def _qr_code(link: str) -> str:
    file = io.BytesIO()
    segno.make(link, error="m", micro=False).save(file, kind="svg", border=0, dark="#17272b", xmldecl=False, nl=False)
    return file.getvalue().decode()
