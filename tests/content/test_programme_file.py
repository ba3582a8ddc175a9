"""Programme files: what a good one becomes, and one exact sentence for every mistake."""

from datetime import date
from pathlib import Path

import pytest

from bot.content.content import Content
from bot.content.programme_file import load_programme, parse_programme
from bot.domain.errors import BadFile
from bot.domain.programme import Closure, Measure, Person, Programme, Session, Team
from tests.content.examples import PROGRAMME, replaced


def problems_of(text: str, content: Content) -> list[str]:
    with pytest.raises(BadFile) as bad:
        parse_programme(text, "ridge.yaml", content)
    return [str(problem).removeprefix("ridge.yaml:") for problem in bad.value.problems]


def test_a_programme_file_becomes_a_programme(content: Content, tmp_path: Path) -> None:
    path = tmp_path / "ridge.yaml"
    path.write_text(PROGRAMME, encoding="utf-8")

    loaded = load_programme(path, content)

    assert loaded.source == PROGRAMME
    assert loaded.programme == Programme(
        collaborative="safer-medication",
        title="Safer medication at home",
        model="quality-improvement-model",
        schedule="fortnightly",
        zone="Europe/Oslo",
        holidays="NO",
        language="nb",
        starts=date(2026, 8, 31),
        ends=date(2027, 6, 18),
        sessions=(
            Session("first", "First gathering", date(2026, 9, 8)),
            Session("second", "Second gathering", date(2026, 11, 17)),
        ),
        closures=(Closure(date(2026, 12, 21), date(2027, 1, 3), "Christmas"),),
        people=(
            Person("anne", "Anne Vik", language="nb"),
            Person("per", "Per Moe", email="per@example.org"),
            Person("kari", "Kari Lund"),
            Person("ola", "Ola Nes"),
        ),
        owners=("anne",),
        teams=(
            Team(
                "ridge",
                "Ridge home care",
                "prepare",
                ("kari", "ola"),
                ("anne",),
                ("per",),
                measures=(Measure("reviewed", "Medication lists reviewed", "share", "%", "up", 90),),
            ),
        ),
    )


def test_what_is_optional_on_a_team_and_a_person_is_taken(content: Content) -> None:
    text = replaced(
        PROGRAMME,
        "    managers: [per]\n",
        (
            "    managers: [per]\n    zone: Europe/London\n    schedule: weekly\n    starts: 2026-10-01\n"
            "    ends: 2026-12-01\n    quorum: reporter\n    reporter: kari\n"
        ),
    )
    text = replaced(text, "name: Ola Nes", "name: Ola Nes, zone: America/New_York, language: en")

    programme = parse_programme(text, "ridge.yaml", content)

    team = programme.teams[0]
    assert (team.zone, team.schedule, team.starts, team.ends, team.quorum, team.reporter) == (
        "Europe/London",
        "weekly",
        date(2026, 10, 1),
        date(2026, 12, 1),
        "reporter",
        "kari",
    )
    assert programme.people[3] == Person("ola", "Ola Nes", "en", "America/New_York")


def test_the_country_may_be_written_without_quotes(content: Content) -> None:
    assert parse_programme(replaced(PROGRAMME, '"NO"', "NO"), "ridge.yaml", content).holidays == "NO"


@pytest.mark.parametrize("country", ["NO", "SE", "US-NY", "DE-BY", "SA"])
def test_the_holidays_of_any_country_or_part_of_one_may_count(country: str, content: Content) -> None:
    assert parse_programme(replaced(PROGRAMME, '"NO"', country), "ridge.yaml", content).holidays == country


SHAPE = [
    (
        "title: Safer",
        "titel: Safer",
        ['1: "title" is missing; add it', '2: unknown key "titel"; did you mean "title"?'],
    ),
    ("model: quality-improvement-model\n", "", ['1: "model" is missing; add it']),
    ("title: Safer medication at home", "title:", ['2: "title" has nothing after it; fill it in or take the line out']),
    (
        "title: Safer medication at home",
        "title: 12",
        ['2: "title" is the number 12; it should be a text, in quotes where it is a number'],
    ),
    ("title: Safer medication at home", 'title: ""', ['2: "title" is ""; it should not be empty']),
    (
        "date: 2026-11-17",
        "date: 17.11.2026",
        ['12: "date" is "17.11.2026"; write a date as year-month-day, such as 2026-08-31'],
    ),
    ("date: 2026-11-17", "date: 2026-11-31", ['12: "date" is "2026-11-31"; there is no such day in the calendar']),
    (
        "starts: 2026-08-31",
        "starts: 2026",
        ['8: "starts" is the number 2026; write a date as year-month-day, such as 2026-08-31'],
    ),
    ("id: ola", "id: 12", ['19: "id" is the number 12; an id is a word, such as ward-12']),
    ("id: ola", "id: Ola", ['19: "id" is "Ola"; an id is small letters a-z, digits and hyphens, such as ridge-north']),
    (
        "id: ola",
        "id: måke",
        ['19: "id" is "måke"; an id is small letters a-z, digits and hyphens, such as ridge-north'],
    ),
    ("id: ola", f"id: {'o' * 49}", [f'19: "id" is "{"o" * 49}"; an id has at most 48 characters']),
    (
        "per@example.org",
        "per at example",
        ['17: "email" is "per at example"; it should be an address such as anne@example.org'],
    ),
    ("[kari, ola]", "kari", ['25: "members" is "kari"; it should be a list, as in [anne, per]']),
    ("[kari, ola]", "[kari, 3]", ['25: entry 2 of "members" is the number 3; an id is a word, such as ward-3']),
    ("facilitators: [anne]", "facilitators: []", ['26: "facilitators" is an empty list; there should be at least one']),
    ("    facilitators: [anne]\n", "", ['22: "facilitators" is missing; add it']),
    (
        "    phase: prepare",
        "    phase: prepare\n    member: [ola]",
        ['25: unknown key "member"; did you mean "members"?'],
    ),
    (
        "managers: [per]",
        "managers: [per]\n    quorum: all",
        ['28: "quorum" is "all"; it should be a number of people, 1 or more, or the word reporter'],
    ),
    ("kind: share", "kind: percent", ['29: "kind" is "percent"; it should be one of share, count, time, rare']),
    ("goal: 90", "goal: high", ['29: "goal" is "high"; it should be a number']),
    (
        "- {from: 2026-12-21, ",
        "- {start: 2026-12-21, ",
        ['14: "from" is missing; add it', '14: unknown key "start"; known are from, title, to'],
    ),
    (
        "- {from: 2026-12-21, ",
        "- {from: 2026-12-21, colour: red, ",
        ['14: unknown key "colour"; known are from, title, to'],
    ),
    (
        "teams:\n",
        "teams: none\nteam:\n",
        [
            '21: "teams" is "none"; it should be a list, as in [anne, per]',
            '22: unknown key "team"; did you mean "teams"?',
        ],
    ),
]
REFERENCES = [
    ("[kari, ola]", "[kari, olaf]", ['25: there is no person "olaf" under people; did you mean "ola"?']),
    ("[kari, ola]", "[kari, zoe]", ['25: there is no person "zoe" under people; known are anne, kari, ola, per']),
    ("[kari, ola]", "[kari, kari]", ['25: "kari" stands twice under members; keep one']),
    (
        "owners: [anne]",
        "owners: [nobody]",
        ['20: there is no person "nobody" under people; known are anne, kari, ola, per'],
    ),
    ("every: week", "every: week, owner: pre", ['29: there is no person "pre" under people; did you mean "per"?']),
    (
        "model: quality-improvement-model",
        "model: quality-model",
        ['3: there is no model "quality-model"; did you mean "quality-improvement-model"?'],
    ),
    ("schedule: fortnightly", "schedule: weekley", ['4: there is no schedule "weekley"; did you mean "weekly"?']),
    (
        "schedule: fortnightly",
        "schedule: monthly",
        ['4: there is no schedule "monthly"; known are fortnightly, session-anchored, weekly'],
    ),
    (
        "managers: [per]",
        "managers: [per]\n    schedule: daily",
        ['28: there is no schedule "daily"; known are fortnightly, session-anchored, weekly'],
    ),
    (
        "phase: prepare",
        "phase: begin",
        ['24: the model has no phase "begin"; known are prepare, plan, do, evaluate, follow-up'],
    ),
    ("Europe/Oslo", "Europe/Olso", ['5: there is no time zone "Europe/Olso"; did you mean "Europe/Oslo"?']),
    ("Europe/Oslo", "Oslo", ['5: there is no time zone "Oslo"; did you mean "Europe/Oslo"?']),
    (
        "Europe/Oslo",
        "GMT+1",
        ['5: there is no time zone "GMT+1"; did you mean "GMT+0"?'],
    ),
    (
        "Europe/Oslo",
        "../etc",
        ['5: there is no time zone "../etc"; it is written as continent and city, such as Europe/Oslo'],
    ),
    ('"NO"', "Norway", ['6: "Norway" is no country; did you mean "NO"?']),
    ('"NO"', "norge", ['6: "norge" is no country; did you mean "NO"?']),
    ('"NO"', "Sverige", ['6: "Sverige" is no country; did you mean "SE"?']),
    ('"NO"', "Middle-earth", ['6: "Middle-earth" is no country; write its two letters, such as NO or SE']),
    ('"NO"', "CI-AB", ['6: "CI" has no parts with holidays of their own; write "CI"']),
    ('"NO"', "XQ", ['6: no holidays are known for the country "XQ"; write its two letters, such as NO or SE']),
    ('"NO"', "DE-BAY", ['6: "DE" has no part "BAY"; did you mean "BY"?']),
    ("language: nb\nstarts", "language: no\nstarts", ['7: there is no language "no"; known are en, nb, nn']),
    ("name: Kari Lund", "name: Kari Lund, language: pl", ['18: there is no language "pl"; known are en, nb, nn']),
    (
        "ends: 2027-06-18",
        "ends: 2026-06-18",
        [
            "9: this ends (2026-06-18) before it starts (2026-08-31)",
            "11: the gathering on 2026-09-08 lies outside the programme (2026-08-31 to 2026-06-18)",
            "12: the gathering on 2026-11-17 lies outside the programme (2026-08-31 to 2026-06-18)",
        ],
    ),
    (
        "date: 2026-11-17",
        "date: 2027-11-17",
        ["12: the gathering on 2027-11-17 lies outside the programme (2026-08-31 to 2027-06-18)"],
    ),
    ("to: 2027-01-03", "to: 2026-01-03", ["14: this closure ends (2026-01-03) before it begins (2026-12-21)"]),
    (
        "managers: [per]",
        "managers: [per]\n    starts: 2027-02-01\n    ends: 2027-01-01",
        ["29: this ends (2027-01-01) before it starts (2027-02-01)"],
    ),
    (
        "managers: [per]",
        "managers: [per]\n    ends: 2028-01-01",
        ["28: 2028-01-01 lies outside the programme (2026-08-31 to 2027-06-18)"],
    ),
    ("id: second", "id: first", ['12: the session "first" stands here twice, first on line 11; give one another id']),
    (
        "id: ola",
        "id: kari",
        [
            '19: the person "kari" stands here twice, first on line 18; give one another id',
            '25: there is no person "ola" under people; known are anne, kari, per',
        ],
    ),
    (
        "managers: [per]",
        "managers: [per]\n    quorum: 3",
        ["28: the quorum is 3, but the team has 2 members; make it 2 or less"],
    ),
    (
        "managers: [per]",
        "managers: [per]\n    quorum: reporter",
        ["28: the quorum is the reporter, but the team names none; add reporter:"],
    ),
    (
        "managers: [per]",
        "managers: [per]\n    reporter: anne",
        ['28: the reporter "anne" is no member of the team; known are kari, ola'],
    ),
]


@pytest.mark.parametrize(("old", "new", "sentences"), SHAPE + REFERENCES)
def test_every_mistake_is_told_with_its_line(old: str, new: str, sentences: list[str], content: Content) -> None:
    assert problems_of(replaced(PROGRAMME, old, new), content) == sentences


def test_all_mistakes_are_told_at_once(content: Content) -> None:
    text = replaced(PROGRAMME, "[kari, ola]", "[karri, ola]")
    text = replaced(text, '"NO"', "no")
    text = replaced(text, "2027-01-03", "2026-12-01")

    assert problems_of(text, content) == [
        '6: "no" is no country; did you mean "NO"?',
        "14: this closure ends (2026-12-01) before it begins (2026-12-21)",
        '25: there is no person "karri" under people; did you mean "kari"?',
    ]


def test_teams_and_measures_have_ids_of_their_own(content: Content) -> None:
    second = PROGRAMME[PROGRAMME.index("  - id: ridge") :]

    assert problems_of(PROGRAMME + second, content) == [
        '30: the team "ridge" stands here twice, first on line 22; give one another id',
        '37: the measure "reviewed" stands here twice, first on line 29; give one another id',
    ]


def test_a_team_may_begin_without_members(content: Content) -> None:
    text = replaced(PROGRAMME, "    members: [kari, ola]\n", "")

    assert parse_programme(text, "ridge.yaml", content).teams[0].members == ()
