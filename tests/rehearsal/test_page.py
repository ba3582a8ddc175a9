"""The page of a rehearsal: whole in every language, in need of nothing else, and it tells no names."""

import re
import shutil
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest

from bot.content.content import Content, load_content
from bot.content.wording import Wording
from bot.domain.errors import BadFile, MellomError
from bot.domain.outgoing import OutgoingKind
from bot.domain.programme import Session
from bot.domain.stall import Closed, StallKind
from bot.domain.working_time import DateRange
from bot.rehearsal.page.check_ins import Fate
from bot.rehearsal.page.in_words import KINDS
from bot.rehearsal.page.render import render
from bot.rehearsal.played import Broken
from bot.settings import ROOT
from tests.rehearsal.plays import arrived, at, happened, played, programme, whole

LANGUAGES = ["en", "nb", "nn"]
CONTRACT = (
    "joined asked reminded answered missed stall_opened alert_sent acknowledged escalated stall_closed digest_sent "
    "phase_proposed phase_moved session_moved budget_held_back"
)
VOID = {"meta", "input"}


@pytest.fixture(scope="module")
def content() -> Content:
    return load_content(ROOT / "prompts", ROOT / "schedules")


class Tags(HTMLParser):
    """Follows the tags of a page, and notes each that is not closed where it should be."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.ids: list[str] = []
        self.uses: set[str] = set()
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._note(attrs)
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._note(attrs)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"{self.getpos()}: </{tag}>")

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] not in ("style", "script") and data.strip():
            self.words.append(" ".join(data.split()))

    def _note(self, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        self.ids += [told["id"] or ""] if "id" in told else []
        self.uses |= {(told["href"] or "").removeprefix("#")} if (told.get("href") or "").startswith("#") else set()


def read(page: str) -> Tags:
    tags = Tags()
    tags.feed(page)
    tags.close()
    return tags


PLAYS = {"everything": whole, "nothing": lambda: played(programme(0)), "one team": lambda: whole(1, 1)}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PLAYS)
def test_it_is_whole_and_well_formed_in_every_language(content: Content, name: str, language: str) -> None:
    tags = read(render(PLAYS[name](), content, language))

    assert (tags.wrong, tags.open) == ([], [])
    assert len(tags.ids) == len(set(tags.ids))
    assert tags.uses - set(tags.ids) == set()


def test_it_needs_nothing_from_anywhere(content: Content) -> None:
    page = render(whole(), content, "nb")

    assert re.findall(r"https?:|url\(|@import|\bsrc=|<link|fetch\(", page) == []


def test_the_same_play_gives_the_same_page(content: Content) -> None:
    assert render(whole(), content, "nn") == render(whole(), content, "nn")


def test_people_are_named_by_their_ids_only(content: Content) -> None:
    page = render(whole(), content, "en")

    assert "m0-0" in page
    assert "Secretname" not in page


def test_what_people_wrote_is_shown_as_it_is(content: Content) -> None:
    evil = "<script>alert(1)</script>"
    it = programme(1, title=evil)
    session = Session("first", evil, date(2026, 9, 8))
    it = replace(it, teams=(replace(it.teams[0], title=evil),), sessions=(session,))

    page = render(played(it, broken=(Broken(evil, at(it.starts, 9), evil, evil),)), content, "en")

    assert page.count("<script>") == 1
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_a_programme_of_fifty_teams_stays_small(content: Content) -> None:
    assert len(render(whole(50, 5, every=7), content, "nb").encode()) < 3_000_000


def test_that_all_promises_hold_is_said_first(content: Content) -> None:
    words = read(render(whole(), content, "en")).words

    assert "All promises hold." in words
    assert "The broken promises" not in words


def test_every_broken_promise_is_told_with_who_when_and_how_it_should_be(content: Content) -> None:
    broken = (
        Broken("quiet hours", at(date(2026, 10, 6), 21), "m0-1", "came at 21:00; nothing before 07:00"),
        Broken("at most 2 check-ins a week", at(date(2026, 9, 9), 10), "m0-0", "a third one; wait until Monday"),
    )

    words = read(render(played(programme(), broken=broken), content, "en")).words

    assert "2 promises are broken." in words
    told = words[words.index("The broken promises") + 5 :][:8]
    assert told == [
        *("at most 2 check-ins a week", "m0-0", "Wed 9 Sept 10:00", "a third one; wait until Monday"),
        *("quiet hours", "m0-1", "Tue 6 Oct 21:00", "came at 21:00; nothing before 07:00"),
    ]


def test_more_broken_promises_than_anybody_reads_are_counted(content: Content) -> None:
    broken = tuple(Broken("quiet hours", at(date(2026, 10, 6), 21), f"m{n}", "late") for n in range(230))

    words = read(render(played(programme(), broken=broken), content, "en")).words

    assert "And 30 more, which are in the JSON output." in words


def test_the_kinds_are_those_of_the_contract() -> None:
    assert list(KINDS) == CONTRACT.split()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_has_a_word_and_a_sign(content: Content, language: str) -> None:
    tags = read(render(played(programme(0)), content, language))
    assert content.wording.pages is not None
    words = content.wording.pages.texts[language]

    assert set(KINDS) | set(Fate) - {"open"} <= set(tags.ids)
    for kind in KINDS:
        assert words[f"rehearsal.kinds.{kind}"].source in tags.words
    for kind in StallKind:
        assert f"rehearsal.stalls.{kind}" in words
    for why in Closed:
        assert f"rehearsal.because.{why}" in words


def test_teams_in_need_come_first(content: Content) -> None:
    it = programme(3)
    day = date(2026, 10, 6)
    events = [
        happened(day, 10, "stall_opened", "team1", stall="silent", rules=[]),
        happened(day, 12, "stall_closed", "team1", stall="silent", rules=[], because="sign_of_life"),
        happened(day, 13, "stall_opened", "team2", stall="help_wanted", rules=[]),
    ]

    words = read(render(played(it, *events), content, "en")).words

    titles = [word for word in words if word in {team.title for team in it.teams}]
    assert list(dict.fromkeys(titles))[:3] == ["Harbour home care", "Fjord nursing home", "Ridge home care"]
    assert "Still open at the end: wants help." in words


def test_a_team_s_events_are_told_in_words(content: Content) -> None:
    day = date(2026, 9, 1)
    grid = {"check_in": "2026-09-01", "phase": "prepare"}
    since = at(day, 10).isoformat()
    rules = [{"rule": "silent", "working_days": 10, "since": since}]
    events = [
        happened(day, 8, "joined", person="m0-0"),
        happened(day, 10, "asked", "team0", "m0-0", **grid),
        happened(day, 10, "asked", "team0", "m0-1", **grid),
        happened(date(2026, 9, 4), 9, "answered", "team0", "m0-1", **grid),
        happened(date(2026, 9, 15), 10, "stall_opened", "team0", stall="silent", rules=rules),
        happened(date(2026, 9, 16), 10, "stall_closed", "team0", stall="silent", rules=rules, because="paused"),
        happened(date(2026, 9, 17), 10, "phase_moved", "team0", "f0", **{"from": "prepare", "to": "plan"}),
    ]

    words = read(render(played(programme(1), *events), content, "en")).words

    start = len(words) - words[::-1].index("More")
    assert words[start : start + 18] == [
        *("Tue 1 Sept 08:00", "Joined", "m0-0"),
        *("Tue 1 Sept 10:00", "Check-in asked", "m0-0, m0-1"),
        *("Fri 4 Sept 09:00", "Check-in answered", "m0-1", "late"),
        *("Tue 15 Sept 10:00", "Case opened", "silent, for 10 working days, since Tue 1 Sept"),
        *("Wed 16 Sept 10:00", "Case closed", "silent: the team paused"),
        *("Thu 17 Sept 10:00", "New phase"),
    ]


def test_an_event_that_a_later_version_knows_does_no_harm(content: Content) -> None:
    day = date(2026, 10, 6)
    events = [
        happened(day, 9, "unheard_of", "team0", "m0-0", check_in="2026-10-06"),
        happened(day, 9, "asked", "gone", "nobody"),
        happened(day, 10, "stall_opened", "team0", stall="bored", rules=[{"rule": "yawning"}]),
        happened(day, 11, "stall_closed", "team0", stall="bored", because="laughed"),
    ]

    words = read(render(played(programme(1), *events), content, "en")).words

    assert "Something else" in words
    assert "other" in words


def test_a_moved_gathering_stands_where_it_was_held(content: Content) -> None:
    words = read(render(whole(), content, "en")).words

    assert "Gathering 2: Second gathering, 24 November 2026" in words
    assert "Mon 2 Nov 09:00: Gathering moved: second, from 17 November 2026 to 24 November 2026" in words


def test_agreed_pauses_are_drawn_where_they_are_given(content: Content) -> None:
    pauses = {"team0": (DateRange(date(2026, 10, 5), date(2026, 10, 25)),)}

    assert 'href="#pause"' not in render(whole(), content, "en")
    assert render(replace(whole(), pauses=pauses), content, "en").count('href="#pause"') == 2


def test_messages_count_where_they_come_unasked_and_with_a_sound(content: Content) -> None:
    day = date(2026, 9, 1)
    messages = (
        arrived(day, 10, "m0-0", OutgoingKind.SCREEN),
        arrived(day, 11, "m0-0", OutgoingKind.SCREEN, new=False),
        arrived(day, 11, "m0-0", OutgoingKind.REPLY, unasked=False),
        arrived(date(2026, 9, 3), 10, "m0-0", OutgoingKind.REMINDER),
        arrived(date(2026, 9, 3), 10, "", OutgoingKind.SCREEN),
    )

    words = read(render(played(programme(1, 1), messages=messages), content, "en")).words

    start = words.index("Fullest week")
    assert words[start + 1 : start + 10] == ["m0-0", "Ridge home care", "1", "1", "0", "0", "0", "2", "2 in week 36"]
    assert words[start + 10 : start + 12] == ["In a group", "1"]


def test_holidays_are_named_in_the_page_s_own_language(content: Content) -> None:
    english, norwegian = (render(whole(), content, language) for language in ("en", "nb"))

    assert "Good Friday (Fri 26 Mar)" in english
    assert "Langfredag (fre. 26. mars)" in norwegian


def test_without_the_page_its_place_is_told(content: Content) -> None:
    bare = Content(content.models, content.schedules, Wording(content.wording.texts, content.wording.layouts))

    with pytest.raises(
        BadFile, match=r"pages/rehearsal\.html:1: this page is missing in these prompts; copy the folder"
    ):
        render(whole(), bare, "nb")


def test_a_page_of_one_s_own_that_cannot_be_shown_is_told(tmp_path: Path) -> None:
    prompts = shutil.copytree(ROOT / "prompts", tmp_path / "prompts")
    page = prompts / "pages/rehearsal.html"
    page.write_text(page.read_text(encoding="utf-8").replace("{{ language }}", "{{ tongue }}", 1), encoding="utf-8")

    with pytest.raises(MellomError, match=r"pages/rehearsal\.html cannot be shown: 'tongue' is undefined"):
        render(whole(1, 1), load_content(prompts, ROOT / "schedules"), "en")
