"""A digest in words: too long for one message it is split at team borders, and nothing of it is lost."""

import re
from datetime import UTC, date, datetime

import pytest

from bot.domain.digest import TeamFacts
from bot.domain.team_state import TeamState
from bot.flow.digests.page import pages
from bot.flow.house import House
from bot.storage.database import Database
from bot.storage.rows import TeamRow
from tests.support.world import content

APPLIED = datetime(2026, 8, 31, tzinfo=UTC)
TEAM = TeamRow(
    1, "t", "T", "do", "1", None, "Europe/Oslo", "weekly", date(2026, 8, 31), date(2027, 6, 18), 1, "safer", "Safer",
    "quality-improvement-model", "NO", "en", APPLIED, None, None, None, False, None, None, None, None, None,
    None, None, None,
)  # fmt: skip
STEP = content().models["quality-improvement-model"].model.phase("do").steps[0].id


def facts(title: str, state: TeamState = TeamState.ON_TRACK) -> TeamFacts:
    stalled = state is TeamState.SILENT
    return TeamFacts(title, state, stalled, "do", STEP, 3, 1, 2, 2, 2, "time", 11, ("First & last", date(2026, 9, 10)))


def digest(*teams: TeamFacts, language: str = "en") -> list[str]:
    house = House(Database("sqlite+aiosqlite:///not-opened.db"), content())
    week, next_on = date(2026, 9, 7), date(2026, 9, 15)
    return pages(house, TEAM, teams, language, week=week, today=week, next_on=next_on)


def shown(page: str) -> str:
    return re.sub(r"<[^>]+>", "", page)


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_thirty_teams_with_long_names_are_split_at_team_borders(language: str) -> None:
    texts = digest(*(facts(f"Team {n:02} " + "x" * 192) for n in range(30)), language=language)

    titles = [re.findall(r"^<b>(Team \d\d) x+</b>", page, re.MULTILINE) for page in texts]
    assert len(texts) > 1
    assert [title for page in titles for title in page] == [f"Team {n:02}" for n in range(30)]
    assert all(0 < len(shown(page).encode("utf-16-le")) // 2 <= 4096 for page in texts)
    assert sum("week 37" in page or "uke 37" in page or "veke 37" in page for page in texts) == 1


def test_the_one_thing_to_do_comes_first_and_each_phase_is_explained_once() -> None:
    (page,) = digest(facts("Ash"), facts("Birch"))

    assert page.index("One thing you can do this week") < page.index("<b>Ash</b>") < page.index("<b>Birch</b>")
    assert page.count("They test in small steps") == 1


def test_signs_outside_of_the_basic_plane_count_twice() -> None:
    texts = digest(*(facts(f"{n:02} " + "\U0001f600" * 190) for n in range(12)))

    assert all(len(shown(page).encode("utf-16-le")) // 2 <= 4096 for page in texts)


def test_what_people_named_is_text_and_never_markup() -> None:
    (page,) = digest(facts("<b>R&D</b> {{ 7 * 7 }}"))

    assert "&lt;b&gt;R&amp;D&lt;/b&gt; {{ 7 * 7 }}" in page
    assert "First &amp; last" in page


def test_a_silent_team_comes_first_and_says_for_how_long() -> None:
    (page,) = digest(facts("Ash"), facts("Quiet", TeamState.SILENT))

    assert page.index("<b>Quiet</b>") < page.index("<b>Ash</b>")
    assert "11 working days" in page
