"""The page has words for whatever can come next."""

import json
from pathlib import Path

import pytest

from bot.demo.score import UNSEEN
from bot.storage import due

WORDS = Path("bot/sandbox/page/words")


@pytest.mark.parametrize("language", ["en", "nb"])
def test_whatever_is_due_has_words_on_the_page(language: str) -> None:
    words = json.loads((WORDS / f"{language}.json").read_text(encoding="utf-8"))

    wordless = [kind for kind in due.KINDS if kind not in UNSEEN and f"coming.{kind}" not in words]

    assert wordless == []
