"""The letters that a poster or a chart can show: those of its fonts."""

import unicodedata
from pathlib import Path

FONTS = Path(__file__).parent / "fonts"
LETTERS = frozenset((FONTS / "letters.txt").read_text(encoding="utf-8"))


def shown(words: str) -> str:
    """The words as the fonts can show them: a sign that they lack is spelled with those they have, or left out."""
    return " ".join("".join(map(_spelled, unicodedata.normalize("NFC", words))).split())


def left_out(words: str) -> str:
    """The signs of these words of which nothing can be shown, each once; not those that only change others."""
    lacking = (sign for sign in unicodedata.normalize("NFC", words) if not _spelled(sign))
    return "".join(dict.fromkeys(sign for sign in lacking if unicodedata.category(sign)[0] not in "MC"))


def _spelled(sign: str) -> str:
    if sign.isspace() or sign in LETTERS:
        return sign
    return "".join(part for part in unicodedata.normalize("NFKD", sign) if part in LETTERS)
