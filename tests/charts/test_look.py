"""Colours that everybody can tell from what is behind them."""

import re
from itertools import product
from pathlib import Path

import pytest

LOOK = (Path(__file__).parents[2] / "bot" / "charts" / "look.typ").read_text(encoding="utf-8")
COLOURS = {
    name: colour
    for names, colours in re.findall(r'#let \(([a-z, -]+)\) = \((rgb\("#.*"\))\)', LOOK)
    for name, colour in zip(names.split(", "), re.findall(r"#([0-9a-f]{6})", colours), strict=True)
}
BEHIND = ["ffffff", COLOURS["shade"], COLOURS["band"]]


def luminance(colour: str) -> float:
    """By the definition of WCAG 2.1."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4))
    red, green, blue = (it / 12.92 if it <= 0.04045 else ((it + 0.055) / 1.055) ** 2.4 for it in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_reckoned_as_published() -> None:
    assert contrast("ffffff", "000000") == pytest.approx(21)
    assert contrast("777777", "ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize(("name", "behind"), [*product(["ink", "faint", "accent", "sign", "target"], BEHIND)])
def test_words_and_marks_stand_out_from_all_that_is_behind_them(name: str, behind: str) -> None:
    assert contrast(COLOURS[name], behind) >= 4.5


@pytest.mark.parametrize("behind", BEHIND)
def test_the_edge_of_the_limits_stands_out(behind: str) -> None:
    assert contrast(COLOURS["edge"], behind) >= 3
