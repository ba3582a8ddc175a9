"""The wording: finished texts, names as they are, dates and counts in each language."""

import html
import logging
import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import UndefinedError
from jinja2.exceptions import SecurityError
from markupsafe import Markup

from bot.content.content import Content
from bot.content.markup import wrong_tag
from bot.content.wording import Wording, load_wording
from bot.domain.errors import BadFile
from bot.domain.language import Language
from tests.content.examples import PROMPTS

OSLO = ZoneInfo("Europe/Oslo")
TAG = re.compile(r"<[^>]*>")
WORDING = load_wording(PROMPTS)


@pytest.fixture
def wording() -> Wording:
    return WORDING


def wording_of(folder: Path, **texts: str) -> Wording:
    """The wording of these files, named `language_area`."""
    for name, text in texts.items():
        language, _, area = name.partition("_")
        (folder / "messages" / language).mkdir(parents=True, exist_ok=True)
        (folder / "messages" / language / f"{area}.yaml").write_text(text, encoding="utf-8")
    return load_wording(folder)


def test_a_text_is_rendered_in_the_language_asked_for(wording: Wording) -> None:
    texts = [wording.render("alert.silent.title", language, team="Ridge") for language in ("en", "nb", "nn")]

    assert texts == ["Ridge has gone quiet", "Ridge har blitt stille", "Ridge har vorte stille"]


def test_names_are_shown_as_they_are(wording: Wording) -> None:
    team = "<b>Ridge</b> & {{ team }}"

    assert wording.render("alert.silent.title", "en", team=team) == (
        "&lt;b&gt;Ridge&lt;/b&gt; &amp; {{ team }} has gone quiet"
    )
    assert wording.plain("alert.silent.title", "en", team=team) == "<b>Ridge</b> & {{ team }} has gone quiet"


def test_a_text_of_ours_inside_another_is_not_escaped_twice(wording: Wording) -> None:
    inner = wording.render("alert.silent.title", "en", team="Ridge & Fjord")

    assert wording.render("alert.context.guidance", "en", guidance=inner) == (
        "Something you could do: Ridge &amp; Fjord has gone quiet"
    )


def test_signs_of_html_in_a_text_are_words(tmp_path: Path) -> None:
    wording = wording_of(tmp_path, en_note="few: fewer than 3 < 5 & {{ n }}\nif: '{% if n %}a < {{ n }}{% endif %}'\n")

    assert wording.render("note.few", "en", n=2) == "fewer than 3 &lt; 5 &amp; 2"
    assert wording.render("note.if", "en", n=2) == "a &lt; 2"
    assert wording.plain("note.few", "en", n=2) == "fewer than 3 < 5 & 2"


def test_a_value_that_is_not_given_is_told(wording: Wording) -> None:
    with pytest.raises(UndefinedError, match="'team' is undefined"):
        wording.render("alert.silent.title", "en")


def test_a_text_cannot_reach_into_the_program(tmp_path: Path) -> None:
    wording = wording_of(tmp_path, en_note="inside: '{{ name.__class__.__mro__ }}'\n")

    with pytest.raises(SecurityError):
        wording.render("note.inside", "en", name="Ridge")


def test_a_missing_text_is_borrowed_from_english_and_logged_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    wording = wording_of(tmp_path, en_note="hello: Hello\nbye: Bye\n", nb_note="hello: Hei\n")

    with caplog.at_level(logging.WARNING):
        said = [
            wording.render(key, language)
            for key, language in [("note.hello", "nb"), ("note.bye", "nb"), ("note.bye", "nb"), ("note.hello", "sv")]
        ]
        wording.plain("note.bye", "nb")

    assert said == ["Hei", "Bye", "Bye", "Hello"]
    assert [(it.message, it.key, it.language, it.borrowed_from) for it in caplog.records] == [  # type: ignore[attr-defined]
        ("text missing", "note.bye", "nb", "en"),
        ("text missing", "note.hello", "sv", "en"),
    ]


BOKMAL = "locale: nb_NO\ntoday: i dag {{ time }}\nweekday: '{{ weekday }} {{ time }}'\ndate: '{{ date }} {{ time }}'\n"


@pytest.fixture
def sami(tmp_path: Path) -> Wording:
    """English and Bokmål, and a Sámi that has a little."""
    return wording_of(
        tmp_path,
        en_note="hello: Hello\nbye: Bye\nthanks: Thanks\n",
        en_when="locale: en_GB\ntoday: today\nweekday: on {{ weekday }}\ndate: on {{ date }}\n",
        en_counts="days:\n  one: '{{ n }} day'\n  many: '{{ n }} days'\nteams:\n  other: '{{ n }} teams'\n",
        nb_note="hello: Hei\nbye: Ha det\n",
        nb_when=BOKMAL,
        nb_counts="days:\n  one: '{{ n }} dag'\n  many: '{{ n }} dager'\n",
        se_note="hello: Bures\n",
        se_when="locale: se_NO\ntoday: odne {{ time }}\n",
        se_counts="days:\n  one: '{{ n }} beaivi'\n  two: '{{ n }} beaivvi'\n  other: '{{ n }} beaivvit'\n",
    )


def test_a_missing_text_is_borrowed_from_the_language_of_the_collaborative(sami: Wording) -> None:
    in_nb, in_en = Language("se", borrows_from="nb"), Language("se", borrows_from="en")
    keys = ("note.hello", "note.bye", "note.thanks")

    assert [sami.render(key, in_nb) for key in keys] == ["Bures", "Ha det", "Thanks"]
    assert [sami.render(key, in_en) for key in keys] == ["Bures", "Bye", "Thanks"]
    assert [sami.plain(key, "se") for key in keys] == ["Bures", "Bye", "Thanks"]


def test_a_moment_is_spelled_as_the_words_around_it(sami: Wording) -> None:
    language, now = Language("se", borrows_from="nb"), datetime(2026, 9, 1, 8, tzinfo=UTC)

    said = [sami.when(now + timedelta(days=days), OSLO, now, language) for days in (0, 2, 30)]

    assert said == ["odne 10:00", "torsdag 10:00", "1. oktober 10:00"]
    assert sami.date(date(2026, 9, 3), language) == "čakčamánnu 3"


def test_a_noun_has_as_many_forms_as_its_language(sami: Wording) -> None:
    language = Language("se", borrows_from="nb")

    assert [sami.count("days", n, language) for n in (1, 2, 3)] == ["1 beaivi", "2 beaivvi", "3 beaivvit"]
    assert [sami.count("days", n, "nb") for n in (1, 2, 0)] == ["1 dag", "2 dager", "0 dager"]
    assert sami.count("teams", 1200, language) == "1,200 teams"
    with pytest.raises(KeyError):
        sami.count("cups", 1, language)


POLISH = "days:\n  one: '{{ n }} a'\n  few: '{{ n }} b'\n  many: '{{ n }} c'\n"


def test_few_and_many_are_told_apart_where_a_language_does(tmp_path: Path) -> None:
    wording = wording_of(
        tmp_path,
        en_when="locale: en_GB\n",
        en_counts="days:\n  one: '{{ n }} d'\n  many: '{{ n }} ds'\n",
        pl_when="locale: pl_PL\n",
        pl_counts=POLISH,
    )

    assert [wording.count("days", n, "pl") for n in (1, 2, 5, 21, 22)] == ["1 a", "2 b", "5 c", "21 c", "22 b"]


def test_without_a_spelling_of_its_own_a_language_has_the_one_it_borrows(tmp_path: Path) -> None:
    wording = wording_of(tmp_path, en_when="locale: en_GB\n", nb_when="locale: nb_NO\n", se_note="hello: Bures\n")

    assert wording.number(0.5, Language("se", borrows_from="nb")) == "0,5"
    assert wording.number(0.5, "se") == "0.5"


def test_a_spelling_that_does_not_exist_stops_the_start(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match=r'when\.yaml:1: there is no spelling of dates called "sámi"'):
        wording_of(tmp_path, en_when="locale: en_GB\n", se_when="locale: sámi\n")


def test_a_text_that_is_nowhere_is_a_mistake_of_ours(wording: Wording) -> None:
    with pytest.raises(KeyError):
        wording.render("alert.silent.titel", "en", team="Ridge")


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        (
            "en",
            [
                "today at 10:00",
                "tomorrow at 10:00",
                "on Thursday at 10:00",
                "on Monday at 10:00",
                "on 8 September at 10:00",
                "on 31 August at 10:00",
            ],
        ),
        (
            "nb",
            [
                "i dag kl. 10:00",
                "i morgen kl. 10:00",
                "torsdag kl. 10:00",
                "mandag kl. 10:00",
                "8. september kl. 10:00",
                "31. august kl. 10:00",
            ],
        ),
        (
            "nn",
            [
                "i dag kl. 10:00",
                "i morgon kl. 10:00",
                "torsdag kl. 10:00",
                "måndag kl. 10:00",
                "8. september kl. 10:00",
                "31. august kl. 10:00",
            ],
        ),
    ],
)
def test_moments_are_said_as_people_say_them(language: str, sentences: list[str], wording: Wording) -> None:
    now = datetime(2026, 9, 1, 8, tzinfo=UTC)

    said = [wording.when(now + timedelta(days=days), OSLO, now, language) for days in (0, 1, 2, 6, 7, -1)]

    assert said == sentences


def test_today_is_today_where_the_reader_is(wording: Wording) -> None:
    now = datetime(2026, 9, 1, 21, 30, tzinfo=UTC)
    soon = datetime(2026, 9, 1, 22, 30, tzinfo=UTC)

    assert wording.when(soon, OSLO, now, "en") == "tomorrow at 00:30"
    assert wording.when(soon, UTC, now, "en") == "today at 22:30"


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "en",
            [
                "3 September",
                "Thursday, 3 September 2026",
                "1,200.5",
                "Ridge, Fjord and Dale",
                "1 working day",
                "10 working days",
            ],
        ),
        (
            "nb",
            [
                "3. september",
                "torsdag 3. september 2026",
                "1\xa0200,5",
                "Ridge, Fjord og Dale",
                "1 arbeidsdag",
                "10 arbeidsdager",
            ],
        ),
        (
            "nn",
            [
                "3. september",
                "torsdag 3. september 2026",
                "1\xa0200,5",
                "Ridge, Fjord og Dale",
                "1 arbeidsdag",
                "10 arbeidsdagar",
            ],
        ),
    ],
)
def test_dates_numbers_lists_and_counts_follow_the_language(language: str, said: list[str], wording: Wording) -> None:
    on = date(2026, 9, 3)

    assert said == [
        wording.date(on, language),
        wording.date(on, language, "full"),
        wording.number(1200.5, language),
        wording.list(["Ridge", "Fjord", "Dale"], language),
        wording.count("working-days", 1, language),
        wording.count("working-days", 10, language),
    ]


def test_a_list_of_one_is_its_name(wording: Wording) -> None:
    assert wording.list(["Ridge"], "nb") == "Ridge"


def test_the_asks_for_an_obstacle_and_a_phase_come_in_the_order_of_the_file(wording: Wording) -> None:
    assert wording.under("ask.for.time.do") == ("protect-test-day", "take-one-task")
    assert wording.under("ask.for.nothing.do") == ()
    assert wording.languages == ("en", "nb", "nn")


def test_a_layout_has_no_more_than_one_blank_line_in_a_row(content: Content) -> None:
    text = content.wording.layout(
        "check-in",
        "en",
        opening="",
        question="Has the team met?",
        low=None,
        high=None,
        how="",
        chosen="",
        team="",
        progress="1 of 4",
        who_sees="Everyone sees it.",
    )

    assert text == "<b>Has the team met?</b>\n\n<i>1 of 4 · Everyone sees it.</i>"


@given(team=st.text(max_size=60))
def test_any_text_as_a_value_is_shown_as_that_text(team: str) -> None:
    shown = WORDING.render("alert.silent.title", "en", team=team)

    assert html.unescape(TAG.sub("", shown)) == html.unescape(html.escape(f"{team} has gone quiet"))
    assert WORDING.plain("alert.silent.title", "en", team=team) == f"{team} has gone quiet"
    assert wrong_tag(shown) is None


@given(question=st.text(max_size=60))
def test_any_text_in_a_layout_leaves_its_tags_whole(question: str) -> None:
    shown = WORDING.layout(
        "check-in",
        "nb",
        opening="",
        question=question,
        low=None,
        high=None,
        how="",
        chosen=question,
        team=question,
        progress="1 av 4",
        who_sees=Markup("Alle ser det"),
    )

    assert wrong_tag(shown) is None
    assert TAG.findall(shown) == ["<b>", "</b>", "<i>", "</i>"]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("hello: 'Hi {{ team }'\n", "1: \"hello\" is no template: unexpected '}'; a value is written {{ team }}"),
        (
            "a:\n  hello: '{% iff a %}'\n",
            "2: \"hello\" is no template: Encountered unknown tag 'iff'.; a value is written {{ team }}",
        ),
        ("hello:\n", '1: "hello" should be a text; put it in quotes'),
        ("hello: 12\n", '1: "hello" should be a text; put it in quotes'),
        ("hello: [a, b]\n", '1: "hello" should be a text; put it in quotes'),
        ("Hello you: Hi\n", '1: "Hello you" is no key: use small letters, digits and hyphens'),
        ("- Hello\n", "1: this file should be a text; put it in quotes"),
    ],
)
def test_every_mistake_in_a_text_is_told_with_its_line(text: str, sentence: str, tmp_path: Path) -> None:
    with pytest.raises(BadFile) as bad:
        wording_of(tmp_path, en_note=text)

    assert str(bad.value) == f"{tmp_path / 'messages' / 'en' / 'note.yaml'}:{sentence}"
