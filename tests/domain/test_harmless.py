"""Texts are kept as they are, without what cannot be kept or would spoil the texts of others."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.harmless import LONGEST_NAME, harmless, name_of


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Vi har testet på 3 pasienter",
        "first line\nsecond\tline\r\n",
        "<b>{{ team }}</b> & =SUM(A1)",
        "👩‍⚕️ 🏳️‍🌈 1️⃣ 🏴󠁧󠁢󠁥󠁮󠁧󠁿",
        "नमस्ते สวัสดี שָׁלוֹם مُحَمَّد",
        "می‌خواهم",
        "a\u0301\u0302\u0303 Việt",
        "\u200fשלום\u200f, Kari",
    ],
)
def test_leaves_what_people_write_alone(text: str) -> None:
    assert harmless(text) == text


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Ka\x00ri", "Ka\ufffdri"),
        ("\x1b[31mred", "\ufffd[31mred"),
        ("half \ud83d of one", "half \ufffd of one"),
        ("\udfff\ud800", "\ufffd\ufffd"),
        ("none \uffff", "none \ufffd"),
        ("\u202eirak\u202c Lund", "irak Lund"),
        ("\u2066\u2067\u2068Kari\u2069", "Kari"),
        ("Z" + "\u0301" * 500 + "o", "Z" + "\u0301" * 6 + "o"),
        ("a" + "\u200b" * 500 + "b", "a\u200b\u200bb"),
        ("\u200b\u2060\ufeff", ""),
        ("\u3164 \u2800\n\u200f", ""),
    ],
    ids=ascii,
)
def test_takes_out_what_cannot_be_kept_or_shown(text: str, kept: str) -> None:
    assert harmless(text) == kept


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Kari", "Kari"),
        ("  Kari \n Lund\t", "Kari Lund"),
        ("\u202eKari\u200b\u3164", "Kari"),
        ("<b>Kari</b> {{ x }}", "<b>Kari</b> {{ x }}"),
        ("K\x00ri", "K\ufffdri"),
        ("\u3164\u200b", ""),
        ("\u200b \u200b", ""),
        ("", ""),
        ("x" * 200, "x" * LONGEST_NAME),
    ],
    ids=ascii,
)
def test_a_name_stands_on_one_line_and_can_be_seen(text: str, name: str) -> None:
    assert name_of(text) == name


@given(st.text(st.characters(codec=None, categories=None)))
def test_whatever_comes_can_be_kept_and_comes_out_the_same_the_next_time(text: str) -> None:
    kept = harmless(text)

    assert "\x00" not in kept
    assert kept.encode().decode() == kept
    assert harmless(kept) == kept
    assert not {unicodedata.bidirectional(sign) for sign in kept} & {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI"}
    assert name_of(name_of(text)) == name_of(text)
