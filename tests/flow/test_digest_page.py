"""A page of the week in words: one message that always fits, and one album, for one team and for fifty."""

import html
import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.content.limits import MESSAGE, length, shown_length
from bot.domain.charts.judgement import Verdict
from bot.domain.charts.picture import Chart, Dot
from bot.domain.digest import Answers, Charted, Good, GoodKind, Obstacle, TeamSeen, most_in_need_first
from bot.domain.digest_ask import Ask
from bot.domain.digest_page import DigestPage, QuestionPart, SectionPart, TeamPart
from bot.domain.digest_week import Around, Form, form_of
from bot.domain.language import Language
from bot.domain.team_state import TeamState
from bot.flow.digests.chat import as_message, pictures_of
from bot.flow.digests.compose import Reading, compose, fingerprint, team_parts
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
HOUSE = House(Database("sqlite+aiosqlite:///not-opened.db"), content())
STEP = content().models["quality-improvement-model"].model.phase("do").steps[0].id
WEEK = date(2026, 9, 7)
AROUND = Around(WEEK, WEEK, next_on=date(2026, 9, 15), session=("First & last", date(2026, 9, 30)))
DOTS = tuple(Dot(739_000 + n, "", 50.0 + n) for n in range(3))
CHART = Chart("Lists", "T", "%", ".", DOTS, None, 0, None, (), (), "", (), (), "Lists: too early to say.", "", "Alt")
SAID = Answers(STEP, 1, 2, 2, 2, Obstacle("time", date(2026, 9, 1)), Good(GoodKind.TEST, "a-few-shifts", WEEK))


def seen(title: str, state: TeamState = TeamState.ON_TRACK, *, chart: bool = True, id_: int = 1) -> TeamSeen:
    charted = Charted(Verdict.TOO_EARLY, ("Lists: too early to say.",), replace(CHART, team=title)) if chart else None
    stalled = state is TeamState.SILENT
    return TeamSeen(id_, title, state, stalled, "do", SAID, True, True, False, 11, None, False, charted)


def parts_of(*teams: TeamSeen, language: str = "en", manages: bool = True) -> tuple[TeamPart, ...]:
    managed = frozenset(it.id for it in teams) if manages else frozenset[int]()
    return team_parts(HOUSE, TEAM, teams, Language(language), AROUND, managed)


def page_of(*teams: TeamSeen, language: str = "en", manages: bool = True, **more: object) -> DigestPage:
    ordered = tuple(most_in_need_first(teams))
    parts = parts_of(*ordered, language=language, manages=manages)
    form = form_of(ordered, AROUND)
    ask = Ask(ordered[0].id, "none", "thank-the-team", "phase")
    made = {"ask": ask} | more
    reading = Reading(TEAM, Language(language), AROUND, form, ordered, parts, manages, **made)  # type: ignore[arg-type]
    return compose(HOUSE, reading)


def shown(message: str) -> str:
    return html.unescape(re.sub(r"<[^>]+>", "", message))


def room() -> int:
    return MESSAGE - length(content().wording.plain("digest.repeated", "en")) - 2


# One message


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
@pytest.mark.parametrize("number", [1, 2, 9, 20, 50, 120])
@pytest.mark.parametrize("in_need", [0, 1, 8, 50])
def test_it_is_one_message_for_any_number_of_teams_with_long_names(language: str, number: int, in_need: int) -> None:
    teams = [
        seen(f"{n:03} " + "x" * 196, TeamState.SILENT if n < in_need else TeamState.ON_TRACK, id_=n)
        for n in range(number)
    ]

    message = as_message(HOUSE, page_of(*teams, language=language))

    repeated = content().wording.plain("digest.repeated", language)
    assert shown_length(message) + length(repeated) + 2 <= MESSAGE
    assert len(pictures_of(page_of(*teams, language=language))) == min(number, 10)


def test_fifty_teams_in_a_page_those_in_need_whole_and_the_well_in_a_line_or_counted() -> None:
    quiet = [seen(f"Quiet {n}", TeamState.SILENT, id_=n) for n in range(3)]
    well = [seen(f"Ward {n:02}", id_=10 + n) for n in range(47)]

    message = shown(as_message(HOUSE, page_of(*well, *quiet)))

    assert message.splitlines()[1] == "3 of 50 teams could use a hand from you. They come first."
    assert message.count("quiet for 11 working days") == 3
    assert message.count("In the way since 1 September: too little time") >= 3
    in_lines = re.findall(r"^Ward (\d\d): on track\. Phase 3 of 5, Carry out$", message, re.MULTILINE)
    in_full = re.findall(r"^Ward (\d\d): on track$", message, re.MULTILINE)
    counted = re.search(r"And (\d+) more teams with nothing to worry about\.", message)
    assert len(in_full) + len(in_lines) + (int(counted[1]) if counted else 0) == 47
    assert len(in_lines) > 20
    assert message.index("Quiet 2") < message.index("Ward 00")


def test_where_even_those_in_need_do_not_fit_it_says_how_many_more_there_are() -> None:
    teams = [seen(f"{n:02} " + "x" * 197, TeamState.SILENT, id_=n) for n in range(60)]

    message = shown(as_message(HOUSE, page_of(*teams)))

    in_lines, in_full = len(re.findall(r"x…: quiet", message)), len(re.findall(r"x: quiet", message))
    (more,) = re.findall(r"And (\d+) more teams could use a hand\.", message)
    assert in_lines + in_full + int(more) == 60
    assert in_lines + in_full > 10


TITLES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=200)


@settings(max_examples=60, deadline=None)
@given(
    titles=st.lists(TITLES, min_size=1, max_size=60),
    states=st.lists(st.sampled_from([TeamState.SILENT, TeamState.ON_TRACK, TeamState.LATE]), min_size=60, max_size=60),
    language=st.sampled_from(["en", "nb", "nn"]),
    long=st.booleans(),
)
def test_whatever_teams_are_called_it_fits(
    titles: list[str], states: list[TeamState], language: str, long: bool
) -> None:
    teams = [seen(title, state, id_=n) for n, (title, state) in enumerate(zip(titles, states, strict=False))]
    sections = tuple(SectionPart("Moves", ("x" * 110,) * 5) for _ in range(4)) if long else ()
    question = QuestionPart(1, "q" * 160, ()) if long else None

    message = as_message(HOUSE, page_of(*teams, language=language, sections=sections, question=question))

    assert shown_length(message) <= MESSAGE - length(content().wording.plain("digest.repeated", language)) - 2


def test_what_people_named_is_text_and_never_markup() -> None:
    message = as_message(HOUSE, page_of(seen("<b>R&D</b> {{ 7 * 7 }}")))

    assert "&lt;b&gt;R&amp;D&lt;/b&gt; {{ 7 * 7 }}" in message
    assert "First &amp; last" in message


# What it says


def test_summary_first_then_one_thing_to_do_then_the_teams_and_each_phase_is_explained_once() -> None:
    message = as_message(HOUSE, page_of(seen("Ash"), seen("Birch", id_=2)))

    assert message.index("All 2 teams") < message.index("One thing you can do") < message.index("<b>Ash</b>")
    assert message.index("<b>Ash</b>") < message.index("<b>Birch</b>") < message.index("Next gathering")
    assert message.count("They test in small steps") == 1
    assert message.count("Part of your duty to carry out") == 1


def test_a_team_is_told_by_its_state_stage_answers_obstacle_good_thing_and_chart() -> None:
    (part,) = page_of(seen("Ash")).teams

    assert (part.state, part.glance) == ("on track", "Phase 3 of 5, Carry out: Try it on a small scale")
    assert part.lines[2:] == (
        "Answered 1 of 2 check-ins, fewer than in the two weeks before (2/2).",
        "In the way since 1 September: too little time",
        "Good: a small test ended on 7 September. A few shifts.",
        "Lists: too early to say.",
    )


@pytest.mark.parametrize(
    ("obstacle", "line"),
    [
        (Obstacle("none"), "Nothing in the way right now"),
        (Obstacle("time", gone=True), "No longer in the way: too little time"),
        (Obstacle("time"), "In the way: too little time"),
    ],
)
def test_an_obstacle_is_new_or_gone_or_there_is_none(obstacle: Obstacle, line: str) -> None:
    (part,) = page_of(replace(seen("Ash"), answers=replace(SAID, obstacle=obstacle))).teams

    assert line in part.lines


@pytest.mark.parametrize(
    ("good", "line"),
    [
        (Good(GoodKind.TEST_DROPPED), "Good: a test led to a clear no, and the team learned from it."),
        (Good(GoodKind.HOMEWORK, "First gathering"), "Good: what was given before First gathering is done."),
        (Good(GoodKind.HOMEWORK), "Good: what the team was given to do is done."),
        (Good(GoodKind.MEASURE, "Lists", count=2), "Good: 2 measurements more for Lists."),
        (Good(GoodKind.IMPROVED, "Lists"), "Good: Lists shows a real improvement."),
        (Good(GoodKind.BACK), "Good: Ash is back in touch."),
    ],
)
def test_the_good_thing_is_one_of_what_can_be_seen(good: Good, line: str) -> None:
    (part,) = page_of(replace(seen("Ash"), answers=replace(SAID, good=good))).teams

    assert line in part.lines


def test_below_three_others_only_phase_state_and_chart_are_told() -> None:
    (part,) = page_of(replace(seen("Ash"), answers=None)).teams

    assert part.glance == "Phase 3 of 5, Carry out"
    assert part.lines[2:] == ("Lists: too early to say.", "Few have joined Ash, so their answers stay in the team.")


def test_the_pictures_of_teams_in_need_come_first() -> None:
    teams = [seen(f"Ward {n:02}", id_=n) for n in range(12)]

    found = pictures_of(page_of(*teams, seen("Quiet", TeamState.SILENT, id_=99)))

    assert [it.team for it in found] == ["Quiet", *(f"Ward {n:02}" for n in range(9))]


def test_a_quiet_week_takes_two_lines_and_says_how_the_teams_stand() -> None:
    quiet = [
        replace(seen(title, id_=n), asked=False, answers=replace(SAID, good=None)) for n, title in enumerate("ABC")
    ]
    resting = replace(quiet[2], state=TeamState.PAUSED, paused_until=date(2026, 9, 21))

    message = shown(as_message(HOUSE, page_of(*quiet[:2], resting, ask=None)))

    assert message.splitlines()[1:] == [
        "A quiet week: nothing was asked. Next questions to 3 teams: 15 September.",
        "",
        "Teams: 2 on track, 1 paused.",
        "Next gathering: First & last, 30 September",
    ]


def test_two_pages_that_say_the_same_have_the_same_print() -> None:
    one, other = (parts_of(seen(it)) for it in ("Ash", "Oak"))

    assert fingerprint(one, ()) == fingerprint(parts_of(seen("Ash")), ())
    assert fingerprint(one, ()) != fingerprint(other, ())
    assert fingerprint(one, ()) != fingerprint(one, (SectionPart("Moves", ("Ash moved",)),))


@pytest.mark.parametrize("form", list(Form))
@pytest.mark.parametrize("language", ["en", "nb", "nn"])
def test_every_kind_of_week_can_be_told_in_every_language(form: Form, language: str) -> None:
    teams = (replace(seen("Ash"), paused_until=date(2026, 9, 21)),)
    parts = parts_of(*teams, language=language)
    reading = Reading(TEAM, Language(language), AROUND, form, teams, parts, True, quiet_since=WEEK, monthly=True)

    message = shown(as_message(HOUSE, compose(HOUSE, reading)))

    assert len(message.splitlines()) >= 2
    assert "{{" not in message


def test_whoever_leads_the_teams_is_told_nothing_of_a_managers_duties() -> None:
    before = replace(AROUND, session=("First gathering", date(2026, 9, 8)))
    managed, led = (page_of(seen("Ash"), manages=manages) for manages in (True, False))
    summaries = [
        compose(HOUSE, Reading(TEAM, Language("en"), before, Form.SESSION, (seen("Ash"),), it.teams, manages)).summary
        for it, manages in ((managed, True), (led, False))
    ]

    assert "Part of your duty" in shown(as_message(HOUSE, managed))
    assert "Part of your duty" not in shown(as_message(HOUSE, led))
    assert summaries == [
        "First gathering is on 8 September. Make sure the teams can go.",
        "First gathering is on 8 September.",
    ]


def test_a_chart_of_two_points_is_told_in_words_alone() -> None:
    ash = seen("Ash")
    assert ash.charted is not None
    short = replace(ash.charted, chart=replace(ash.charted.chart, dots=DOTS[:2]))

    page = page_of(replace(ash, charted=short))

    assert pictures_of(page) == ()
    assert "Lists: too early to say." in shown(as_message(HOUSE, page))
