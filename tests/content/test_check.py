"""What `mellom check` finds in the content: nothing in the shipped one, and every way to break it."""

import shutil
from pathlib import Path

import pytest

from bot.content.check import check_content, check_programme
from bot.content.content import Content
from tests.content.examples import PROGRAMME, PROMPTS, SCHEDULES, edit, replaced


@pytest.fixture
def english(prompts: Path) -> Path:
    """The shipped prompts in one language only."""
    for language in ("nb", "nn"):
        shutil.rmtree(prompts / "messages" / language)
        (prompts / "models/quality-improvement-model" / f"{language}.yaml").unlink()
    return prompts


def found(prompts: Path) -> list[str]:
    """The problems with file names from the prompts folder on."""
    return [str(problem).removeprefix(f"{prompts}/") for problem in check_content(prompts, SCHEDULES)]


def test_the_shipped_content_is_sound() -> None:
    assert check_content(PROMPTS, SCHEDULES) == []


def test_problems_of_all_folders_are_told_at_once(prompts: Path, schedules: Path) -> None:
    edit(prompts / "models/quality-improvement-model/nb.yaml", "language: nb", "language: no")
    edit(prompts / "messages/en/toast.yaml", "saved: Saved", "saved:")
    edit(schedules / "weekly.yaml", "weekday: tuesday", "weekday: tirsdag")

    files = [Path(problem.file).name for problem in check_content(prompts, schedules)]

    assert files == ["nb.yaml", "weekly.yaml", "toast.yaml"]


@pytest.mark.parametrize(
    ("own", "sentence"),
    [
        ("hello: Hei {{ team }}\n", 'messages/en/note.yaml:2: the text "note.bye" is missing in nb; add it there'),
        (
            "hello: Hei {{ team }}\nbye: Ha det\nbyebye: Ha det\n",
            'messages/nb/note.yaml:3: there is no text "note.byebye" in en; did you mean "note.bye"?',
        ),
        (
            "hello: Hei {{ taem }}\nbye: Ha det\n",
            'messages/nb/note.yaml:1: there is no value "taem" for this text; did you mean "team"?',
        ),
        (
            "hello: Hei\nbye: Ha det\n",
            "messages/nb/note.yaml:1: this text leaves out {{ team }}, which the other languages have",
        ),
        (
            "hello: Hei {{ team.size.long }}\nbye: Ha det\n",
            "messages/nb/note.yaml:1: this text cannot be shown: 'str object' has no attribute 'size'",
        ),
        (
            f"hello: 'Hei {{{{ team }}}} {'x' * 4096}'\nbye: Ha det\n",
            "messages/nb/note.yaml:1: this text has up to 4137 characters; at most 4096 fit",
        ),
    ],
)
def test_a_text_that_does_not_go_with_the_other_languages_is_told(own: str, sentence: str, english: Path) -> None:
    (english / "messages" / "nb").mkdir()
    for language, text in {"en": "hello: Hi {{ team }}\nbye: Bye\n", "nb": own}.items():
        (english / "messages" / language / "note.yaml").write_text(text, encoding="utf-8")

    assert sentence in found(english)


@pytest.mark.parametrize(
    ("key", "text", "sentence"),
    [
        ("buttons", "skip: Some button of more than 28 signs", "this text has up to 33 characters; at most 28 fit"),
        ("buttons", f"skip: {'😀' * 15}", "this text has up to 30 characters; at most 28 fit"),
        ("done", f"taken: {'x' * 201}", "this text has up to 201 characters; at most 200 fit"),
        ("ready", f"hello: {'x' * 351}", "this text has up to 351 characters; at most 350 fit"),
    ],
)
def test_a_text_too_long_for_its_place_is_told(key: str, text: str, sentence: str, english: Path) -> None:
    (english / "messages/en/alert.yaml").write_text(f"{key}:\n  {text}\n", encoding="utf-8")

    assert f"messages/en/alert.yaml:2: {sentence}" in found(english)


@pytest.mark.parametrize(
    ("layout", "sentence"),
    [
        (
            '{{ t("commands.status.open") }}\n{{ t("commands.status.opened") }}\n',
            'layouts/status.html:2: there is no text "commands.status.opened"; did you mean "commands.status.open"?',
        ),
        (
            '{{ t("commands.stats." ~ "open") }}\n',
            'layouts/status.html:1: there is no text "commands.stats"; did you mean "commands.status.open"?',
        ),
        (
            "{{ teams[0].titel }}",
            "layouts/status.html:1: this layout cannot be shown in en: 'dict object' has no attribute 'titel'",
        ),
        ("{{ team }}", "layouts/status.html:1: this layout cannot be shown in en: 'team' is undefined"),
        (
            "<h1>Hi</h1>",
            "layouts/status.html:1: Telegram does not take this layout: <h1> is not among <b>, <i> and <a>",
        ),
        ("<b>Hi", "layouts/status.html:1: Telegram does not take this layout: <b> is not closed"),
        ("<b><i>Hi</b></i>", "layouts/status.html:1: Telegram does not take this layout: </b> closes what is not open"),
        ("a\n{{ team }\n", "layouts/status.html:2: this is no template: unexpected '}'"),
        ("x" * 4097, "layouts/status.html:1: this message has up to 4097 characters; 4096 fit"),
    ],
)
def test_a_layout_that_cannot_be_sent_is_told(layout: str, sentence: str, english: Path) -> None:
    (english / "layouts/status.html").write_text(layout, encoding="utf-8")

    assert sentence in found(english)


def test_an_answer_of_the_model_without_a_text_for_it_is_told(english: Path) -> None:
    (english / "messages/en/words.yaml").unlink()

    missing = [problem for problem in found(english) if "for this model" in problem]

    assert missing[0] == (
        'models/quality-improvement-model/model.yaml:1: for this model the text "words.obstacles.time" is missing'
    )
    assert len(missing) == 7


def test_a_layout_that_is_not_there_or_not_used_is_told(english: Path) -> None:
    (english / "layouts/status.html").rename(english / "layouts/states.html")

    assert found(english) == [
        'layouts/states.html:1: nothing uses this layout; did you mean "status"?',
        "layouts/status.html:1: this layout is missing; the bot needs it",
    ]


def test_a_model_without_words_in_a_language_is_told(prompts: Path) -> None:
    (prompts / "models/quality-improvement-model/nn.yaml").unlink()

    assert found(prompts) == ["models/quality-improvement-model:1: the words in nn are missing: nn.yaml"]


def test_a_programme_file_is_checked_against_the_content(content: Content, tmp_path: Path) -> None:
    good, bad = tmp_path / "good.yaml", tmp_path / "bad.yaml"
    good.write_text(PROGRAMME, encoding="utf-8")
    bad.write_text(replaced(PROGRAMME, "[kari, ola]", "[kari, olga]"), encoding="utf-8")

    assert check_programme(good, content) == []
    assert [str(problem) for problem in check_programme(bad, content)] == [
        f'{bad}:25: there is no person "olga" under people; did you mean "ola"?'
    ]
