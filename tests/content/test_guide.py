"""The guide through the demo: the same five cards in each language."""

from pathlib import Path

import pytest

from bot.content.check import check_content
from bot.content.guide import CARDS, load_guide
from bot.domain.errors import BadFile
from bot.settings import ROOT
from tests.content.examples import SCHEDULES, edit


def test_the_shipped_guide_has_every_card_in_both_languages() -> None:
    guide = load_guide(ROOT / "prompts" / "demo")

    assert list(guide) == ["en", "nb"]
    for cards in guide.values():
        assert [card["id"] for card in cards] == list(CARDS)
        assert all(len(card[part]) < 420 for card in cards for part in ("title", "text", "look"))


def test_a_card_too_many_and_one_too_few_are_told(tmp_path: Path) -> None:
    card = "{title: A, text: B, look: C}"
    lines = "".join(f"  {name}: {card}\n" for name in (*CARDS[1:], "digests"))
    (tmp_path / "en.yaml").write_text(f"cards:\n{lines}", encoding="utf-8")

    with pytest.raises(BadFile) as bad:
        load_guide(tmp_path)

    assert str(bad.value) == (
        f'{tmp_path}/en.yaml:6: there is no card "digests"; did you mean "digest"?\n'
        f'{tmp_path}/en.yaml:1: the card "check_in" is missing; add it'
    )


def test_the_guide_is_part_of_what_check_looks_at(prompts: Path) -> None:
    edit(prompts / "demo/nb.yaml", "  digest:", "  digset:")

    messages = [problem.message for problem in check_content(prompts, SCHEDULES)]

    assert messages == ['there is no card "digset"; did you mean "digest"?', 'the card "digest" is missing; add it']


def test_an_empty_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match="there should be a file here for each language"):
        load_guide(tmp_path)
