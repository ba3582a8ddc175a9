"""What `mellom check` finds in the content: nothing in the shipped one, and every way to break it."""

import shutil
from pathlib import Path

import pytest

from bot.content.check import check_content, check_programme
from bot.content.content import Content
from tests.content.examples import PROGRAMME, PROMPTS, SCHEDULES, edit, keep_one_model, replaced


@pytest.fixture
def english(prompts: Path) -> Path:
    """The shipped prompts in one language, and with one model only."""
    keep_one_model(prompts)
    for language in ("nb", "nn"):
        shutil.rmtree(prompts / "messages" / language)
        (prompts / "models/quality-improvement-model" / f"{language}.yaml").unlink()
    edit(prompts / "messages/en/joining.yaml", "    nb: Bokmål\n    nn: Nynorsk\n", "")
    return prompts


def found(prompts: Path) -> list[str]:
    """The problems with file names from the prompts folder on."""
    return [str(problem).removeprefix(f"{prompts}/") for problem in check_content(prompts, SCHEDULES)]


def test_the_shipped_content_is_sound() -> None:
    assert check_content(PROMPTS, SCHEDULES) == []


def test_problems_of_all_folders_are_told_at_once(prompts: Path, schedules: Path) -> None:
    edit(prompts / "models/quality-improvement-model/nb.yaml", "language: nb", "language: no")
    edit(prompts / "messages/en/toast.yaml", "already-saved: Already saved", "already-saved:")
    edit(schedules / "weekly.yaml", "weekday: tuesday", "weekday: tirsdag")

    files = [Path(problem.file).name for problem in check_content(prompts, schedules)]

    assert files == ["nb.yaml", "weekly.yaml", "toast.yaml"]


@pytest.mark.parametrize(
    ("own", "sentence"),
    [
        (
            "hello: Hei {{ team }}\n",
            'messages/en/note.yaml:2: the text "note.bye" is missing in nb; add it to nb/note.yaml',
        ),
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
            "hello: Hei {{ team() }}\nbye: Ha det\n",
            "messages/nb/note.yaml:1: this text cannot be shown: 'str' object is not callable",
        ),
        (
            "hello: 'Hei {{ team }}{% for n in range(999999) %}!{% endfor %}'\nbye: Ha det\n",
            (
                "messages/nb/note.yaml:1: this text cannot be shown: "
                "Range too big. The sandbox blocks ranges larger than MAX_RANGE (100000)."
            ),
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
            "Hi\n{{ teams[0].titel }}",
            "layouts/status.html:2: this layout cannot be shown in en: 'dict object' has no attribute 'titel'",
        ),
        ("{{ team }}", "layouts/status.html:1: this layout cannot be shown in en: 'team' is undefined"),
        (
            "Hi\n{{ teams[0].title / 2 }}",
            "layouts/status.html:2: this layout cannot be shown in en: unsupported operand",
        ),
        (
            "Hi\n<h1>Hi</h1>",
            "layouts/status.html:2: Telegram does not take this layout: <h1> is not among <b>, <i> and <a>",
        ),
        ("<b>Hi</b>\n<b>Hi", "layouts/status.html:2: Telegram does not take this layout: <b> is not closed"),
        ("<b><i>Hi</b></i>", "layouts/status.html:1: Telegram does not take this layout: </b> closes what is not open"),
        ("a\n{{ team }\n", "layouts/status.html:2: this is no template: unexpected '}'"),
        ("x" * 4097, "layouts/status.html:1: this message has up to 4097 characters; 4096 fit"),
    ],
)
def test_a_layout_that_cannot_be_sent_is_told(layout: str, sentence: str, english: Path) -> None:
    (english / "layouts/status.html").write_text(layout, encoding="utf-8")

    assert [it for it in found(english) if it.startswith(sentence)]


def test_an_answer_of_the_model_without_a_text_for_it_is_told(english: Path) -> None:
    (english / "messages/en/words.yaml").unlink()

    missing = [problem for problem in found(english) if "for this model" in problem]

    assert missing[0] == (
        'models/quality-improvement-model/model.yaml:42: for this model the text "words.obstacles.time" is missing; '
        'add "obstacles.time" to words.yaml in every language'
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

    assert found(prompts) == [
        (
            "models/quality-improvement-model/nn.yaml:1: this file is missing: the words of the model in nn; "
            "copy another language and translate"
        )
    ]


def test_a_programme_file_is_checked_against_the_content(content: Content, tmp_path: Path) -> None:
    good, bad = tmp_path / "good.yaml", tmp_path / "bad.yaml"
    good.write_text(PROGRAMME, encoding="utf-8")
    bad.write_text(replaced(PROGRAMME, "[kari, ola]", "[kari, olga]"), encoding="utf-8")

    assert check_programme(good, content) == []
    assert [str(problem) for problem in check_programme(bad, content)] == [
        f'{bad}:25: there is no person "olga" under people; did you mean "ola"?'
    ]


def test_a_layout_in_another_encoding_is_told(english: Path) -> None:
    (english / "layouts/status.html").write_bytes(b"Gj\xf8r det")

    assert found(english) == ["layouts/status.html:1: this file is not in UTF-8; save it again with that encoding"]


def test_without_the_language_that_others_borrow_from_nothing_can_be_said(prompts: Path) -> None:
    shutil.rmtree(prompts / "messages/en")

    assert found(prompts)[0] == (
        "messages/en:1: this folder is missing: other languages borrow from it what they lack; add it"
    )


@pytest.mark.parametrize(
    ("language", "old", "new", "sentence"),
    [
        (
            "nb",
            "locale: nb_NO",
            "locale: norsk",
            'messages/nb/when.yaml:3: there is no spelling of dates called "norsk"; write one such as nb_NO or en_GB',
        ),
        (
            "en",
            "locale: en_GB\n",
            "",
            'messages/en/when.yaml:1: the text "locale" is missing; add it, such as locale: en_GB',
        ),
    ],
)
def test_a_spelling_of_dates_that_is_not_there_is_told(
    language: str, old: str, new: str, sentence: str, prompts: Path
) -> None:
    edit(prompts / "messages" / language / "when.yaml", old, new)

    assert sentence in found(prompts)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("  one: '{{ n }} day'\n", "", ['2: "days" lacks "one", the form for numbers such as 1 in pl']),
        ("  few: '{{ n }} days'\n", "", ['2: "days" lacks "few", the form for numbers such as 2 in pl']),
        ("  many: '{{ n }} days'\n", "", ['2: "days" lacks "many", the form for numbers such as 0 in pl']),
        ("many: '{{ n }} days'", "other: '{{ n }} days'", ['2: "days" lacks "many", the form for numbers such as 0']),
        ("  many", "  other: '{{ n }} days'\n  many", []),
        ("few:", "two:", ['2: "days" lacks "few", the form', '3: no number takes the form "two" in pl; known are few']),
        ("few: '{{ n }}", "few: '{{ m }}", ['3: there is no value "m" for this text', "3: this text leaves out {{ n"]),
        ("days:", "dyas:", ['en/counts.yaml:2: the text "counts.days" is missing in pl; add it to pl/counts.yaml']),
        ("days:", "dyas:", ['2: there is no text "counts.dyas" in en; did you mean "days"?']),
    ],
)  # fmt: skip
def test_a_form_of_a_noun_that_its_language_has_and_the_file_has_not_is_told(
    old: str, new: str, told: list[str], english: Path
) -> None:
    (english / "messages/pl").mkdir()
    (english / "messages/pl/when.yaml").write_text("locale: pl\n", encoding="utf-8")
    (english / "messages/en/counts.yaml").write_text("days:\n  one: '{{ n }} day'\n  many: '{{ n }} days'\n")
    polish = "days:\n  one: '{{ n }} day'\n  few: '{{ n }} days'\n  many: '{{ n }} days'\n"
    (english / "messages/pl/counts.yaml").write_text(replaced(polish, old, new))

    about = [it for it in found(english) if "counts" in it and "models/" not in it]

    for sentence in told:
        assert [it for it in about if sentence in it], about
    assert bool(told) is bool(about)


@pytest.mark.parametrize("second", ["many", "other"])
def test_the_second_of_two_forms_may_be_called_many_or_other(second: str, english: Path) -> None:
    counts = english / "messages/en/counts.yaml"
    counts.write_text(counts.read_text(encoding="utf-8").replace("many:", f"{second}:"), encoding="utf-8")

    assert found(english) == []


def test_a_language_that_nobody_can_choose_and_a_button_for_none_are_told(prompts: Path) -> None:
    for language in ("en", "nb", "nn"):
        edit(prompts / "messages" / language / "joining.yaml", "    nn: Nynorsk\n", "    da: Dansk\n")
    line = (prompts / "messages/en/joining.yaml").read_text(encoding="utf-8").splitlines().index("    da: Dansk") + 1

    assert [it for it in found(prompts) if "longest" not in it] == [
        f'messages/en/joining.yaml:{line - 2}: nobody can choose nn: add a button with its own name, as in nn: "..."',
        f"messages/en/joining.yaml:{line}: there are no messages in da; add messages/da, or take this button out",
    ]


def test_a_folder_that_is_not_named_by_the_code_of_a_language_is_told(prompts: Path) -> None:
    shutil.copytree(prompts / "messages/nb", prompts / "messages/Davvisamegiella")

    assert (
        'messages/Davvisamegiella:1: "Davvisamegiella" is no code of a language; name the folder by one, such as se'
    ) in found(prompts)


def test_words_of_a_model_that_one_language_lacks_are_told_where_they_belong(prompts: Path) -> None:
    words = prompts / "models/quality-improvement-model/nn.yaml"
    text = words.read_text(encoding="utf-8")
    start, after = text.index("  progress:\n"), text.index("  team-met:\n")
    words.write_text(text[:start] + text[after:], encoding="utf-8")
    line = text.splitlines().index("questions:") + 1

    assert [it.partition("nn.yaml")[2] for it in found(prompts)] == [
        f':{line}: the words for "progress" are missing under questions; add them'
    ]


def test_help_that_one_language_lacks_is_told_where_it_belongs(prompts: Path) -> None:
    words = prompts / "models/quality-improvement-model/en.yaml"
    edit(words, "    text: How far have you come since last time?\n", "    text: How far?\n    help: In all.\n")

    assert [it.partition(": ")[2] for it in found(prompts)] == [
        'the question "progress" has no help in nb, but in en; add it: help',
        'the question "progress" has no help in nn, but in en; add it: help',
    ]


def test_words_of_a_model_in_a_language_without_messages_are_told(prompts: Path) -> None:
    folder = prompts / "models/quality-improvement-model"
    shutil.copyfile(folder / "en.yaml", folder / "da.yaml")
    edit(folder / "da.yaml", "language: en", "language: da")

    assert found(prompts) == [
        (
            "models/quality-improvement-model/da.yaml:1: there are no messages in da; "
            "add messages/da, or take this file out"
        )
    ]


# What fits


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        (
            "text: How far have you come since last time?",
            f"text: {'How far? ' * 500}",
            'with its longest texts the message "check-in" has ',
        ),
        (
            "text: How far have you come since last time?",
            f"text: {'How far? ' * 100}",
            'with its longest texts the message "check-in-done" has ',
        ),
    ],
)
def test_a_question_that_outgrows_a_message_is_told_at_its_line(
    old: str, new: str, sentence: str, english: Path
) -> None:
    words = english / "models/quality-improvement-model/en.yaml"
    line = words.read_text(encoding="utf-8").splitlines().index(f"    {old}") + 1
    edit(words, old, new)

    told = [it for it in found(english) if sentence in it]

    assert len(told) == 1
    assert told[0].startswith(f"models/quality-improvement-model/en.yaml:{line}: ")
    assert told[0].endswith(" characters in en; 4096 fit; shorten this question")


def test_texts_that_only_together_outgrow_a_message_are_told(english: Path) -> None:
    for text in ("all-well: All", "quiet-week-waiting: 'A"):
        edit(english / "messages/en/digest.yaml", text, f"{text} {'word ' * 700}")
    edit(english / "messages/en/digest.yaml", "line: 'In", f"line: '{'word ' * 100} In")

    (told,) = found(english)

    assert told.startswith('layouts/digest.html:1: with its longest texts the message "digest" has ')
