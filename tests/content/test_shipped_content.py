"""What must hold for the content that is shipped, beyond what `mellom check` finds."""

import pytest

from bot.content.content import Content
from bot.content.limits import shown_length
from bot.content.samples import LAYOUTS, NAME
from bot.domain.model import About

LANGUAGES = ["en", "nb", "nn"]
TO_MANAGERS = ("ask.", "digest.")


def test_every_language_has_the_same_texts(content: Content) -> None:
    keys = {language: set(texts) for language, texts in content.wording.texts.items()}

    assert keys["nb"] == keys["nn"] == keys["en"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_to_a_manager_takes_the_name_of_a_member(language: str, content: Content) -> None:
    texts = content.wording.texts[language]

    assert [key for key, text in texts.items() if key.startswith(TO_MANAGERS) and "person" in text.values] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("word", ["/away", "/later", "/measure", "på e-post"])
def test_no_text_promises_what_is_not_there_yet(word: str, language: str, content: Content) -> None:
    texts = content.wording.texts[language]

    assert [key for key, text in texts.items() if word in text.source.casefold()] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_notice_names_the_way_out(language: str, content: Content) -> None:
    notice = content.wording.render("joining.notice.leave", language)

    assert "/leave" in notice
    assert content.wording.plain("joining.leave.buttons.leave", language) in notice


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", LAYOUTS)
def test_every_layout_shows_a_name_with_signs_of_html_as_it_is(name: str, language: str, content: Content) -> None:
    shown = content.wording.layout(name, language, **LAYOUTS[name][0])

    assert NAME not in shown
    assert "Ærlig &amp; åpen hjemmetjeneste &lt;Søndre&gt;" in shown
    assert shown_length(shown) < 4096


def test_the_best_answers_raise_no_concern(content: Content) -> None:
    for loaded in content.models.values():
        worrying = [question.id for _, _, question in loaded.model.questions() if question.is_concern(question.best)]

        assert worrying == []


def test_nobody_but_the_facilitator_sees_personal_answers(content: Content) -> None:
    for loaded in content.models.values():
        shown = [
            question.id
            for _, _, question in loaded.model.questions()
            if question.about is About.PERSON and question.seen_by_managers
        ]

        assert shown == []
