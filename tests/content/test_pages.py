"""The words and templates of pages: checked like all others, and not needed by prompts of one's own."""

import shutil
from pathlib import Path

from bot.content.check import check_content
from bot.content.wording import load_wording
from tests.content.examples import SCHEDULES, edit


def problems(prompts: Path) -> list[str]:
    return [str(problem).replace(f"{prompts}/", "") for problem in check_content(prompts, SCHEDULES)]


def test_a_text_that_one_language_lacks_is_told(prompts: Path) -> None:
    edit(prompts / "pages/nn/rehearsal.yaml", "  joined: Vart med\n", "")

    (problem,) = problems(prompts)

    assert problem.startswith("pages/en/rehearsal.yaml:")
    assert problem.endswith('the text "rehearsal.kinds.joined" is missing in nn; add it to nn/rehearsal.yaml')


def test_a_noun_without_its_form_is_told(prompts: Path) -> None:
    edit(prompts / "pages/nb/counts.yaml", "  one: '{{ n }} uke'\n", "")

    (problem,) = problems(prompts)

    assert problem.startswith('pages/nb/counts.yaml:4: "weeks" lacks "one"')


def test_a_text_that_the_page_names_and_nobody_wrote_is_told_with_its_line(prompts: Path) -> None:
    edit(prompts / "pages/rehearsal.html", 't("rehearsal.skip")', 't("rehearsal.skipp")')

    (problem,) = problems(prompts)

    assert problem.startswith("pages/rehearsal.html:")
    assert problem.endswith('there is no text "rehearsal.skipp"; did you mean "rehearsal.skip"?')


def test_a_page_that_is_missing_is_told(prompts: Path) -> None:
    (prompts / "pages/rehearsal.html").unlink()

    assert problems(prompts) == ["pages/rehearsal.html:1: this page is missing; copy it from the prompts of Mellom"]


def test_a_language_that_has_no_words_for_pages_borrows_them(prompts: Path) -> None:
    shutil.rmtree(prompts / "pages/nn")

    assert problems(prompts) == []
    pages = load_wording(prompts).pages
    assert pages is not None
    assert pages.plain("rehearsal.kinds.joined", "nn") == "Joined"


def test_the_language_that_others_borrow_from_has_to_be_there(prompts: Path) -> None:
    shutil.rmtree(prompts / "pages/en")

    assert problems(prompts)[0].startswith("pages/en:1: this folder is missing: other languages borrow from it")


def test_prompts_of_one_s_own_need_no_pages(prompts: Path) -> None:
    shutil.rmtree(prompts / "pages")

    assert problems(prompts) == []
