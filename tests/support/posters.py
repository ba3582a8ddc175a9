"""Posters as a phone and a printer see them."""

import io
from typing import Any

import pypdf
import zxingcpp
from PIL import Image

from bot.domain.poster import Poster

LINK = "https://t.me/mellom_bot?start=Zm9yLXRoZS10ZXN0cy1vZi1wb3N0ZXJz"
DOTS_PER_MM = 300 / 25.4


def poster(**other: Any) -> Poster:
    """A poster in English with other values."""
    values: dict[str, Any] = {
        "name": "ridge",
        "team": "Ridge",
        "link": LINK,
        "language": "en",
        "title": "Join Ridge in Mellom",
        "headline": "One minute. One answer. The whole team moves.",
        "how": "Point your camera here and press Start.",
        "what": "A few short questions between the gatherings.",
        "promises": ("Taking part is voluntary", "Nothing about patients", "Managers never see who answered"),
        "no_app": "No Telegram? Ask your facilitator, Anne Vik.",
        "alt": "QR code with a link: join Ridge",
    }
    return Poster(**values | other)


def read_codes(png: bytes) -> list[str]:
    """What a camera finds in the picture."""
    return [found.text for found in zxingcpp.read_barcodes(picture(png))]


def picture(png: bytes) -> Image.Image:
    """The picture in its colours."""
    return Image.open(io.BytesIO(png)).convert("RGB")


def page(pdf: bytes) -> pypdf.PageObject:
    """The page, which has to be the only one."""
    (only,) = pypdf.PdfReader(io.BytesIO(pdf)).pages
    return only


def words(pdf: bytes) -> str:
    """The words on the page in their order, however they are broken into lines."""
    return " ".join(page(pdf).extract_text().replace("\u200b", "").split())


def brightest(image: Image.Image, left: float, top: float, right: float, bottom: float) -> int:
    """The brightest dot in a part of the picture, given in millimetres; 255 is white."""
    return _grey(image, left, top, right, bottom)[1]


def darkest(image: Image.Image, left: float, top: float, right: float, bottom: float) -> int:
    """The darkest dot in a part of the picture; 0 is black."""
    return _grey(image, left, top, right, bottom)[0]


def _grey(image: Image.Image, *box: float) -> tuple[int, int]:
    left, top, right, bottom = (round(edge * DOTS_PER_MM) for edge in box)
    lowest, highest = image.crop((left, top, right, bottom)).convert("L").getextrema()
    return int(lowest), int(highest)
