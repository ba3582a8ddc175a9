"""Schedules that count from the gatherings: a sentence for every mistake in the file, and in the programme."""

from pathlib import Path

import pytest

from bot.content.check import check_programme
from bot.content.content import Content
from bot.content.schedules import load_schedules
from bot.domain.errors import BadFile
from tests.content.examples import PROGRAMME, edit, replaced


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        (
            "  every: 10 ",
            "  every_days: 14\n  every: 10 ",
            (
                '9: "every_days" counts from a date and "after_session" from the gatherings; '
                "keep the keys of one kind: "
                "either every_days and weekday, or after_session, every, while_left, before_session, after_last"
            ),
        ),
        ("  every: 10 ", "  #", '7: "every" is missing; add it'),
        ("  every: 10 ", "  each: 10 ", '7: "every" is missing; add it'),
        ("  every: 10 ", "  every: 0 ", '9: "every" is the number 0; it should be 1 or more'),
        (
            "before_session: 3",
            "before_sesion: 3",
            '11: unknown key "before_sesion"; did you mean "before_session"?',
        ),
        (
            "after_last: [10, 20, 40]",
            "after_last: 10",
            '12: "after_last" is the number 10; it should be a list, as in [anne, per]',
        ),
        (
            "after_last: [10, 20, 40]",
            "after_last: [10, 40, 20]",
            "12: 20 does not come after 40; write these days in order, each once",
        ),
        (
            "while_left: 5 ",
            "while_left: 2 ",
            "10: check-ins would be left out for the one 3 working days before a gathering; make this 3 or more",
        ),
        (
            "  every: 10 ",
            "  every: 1 ",
            "58: a week can hold 5 check-ins by `every`, but no more than 2 reach a person; make every larger",
        ),
        (
            "after: 2  ",
            "after: 12  ",
            (
                "19: a check-in closes 10 working days after it was asked, before this reminder; "
                "make this less, or closes_after more"
            ),
        ),
    ],
)
def test_every_mistake_is_told_with_its_line(old: str, new: str, sentence: str, schedules: Path) -> None:
    path = schedules / "session-anchored.yaml"
    edit(path, old, new)

    with pytest.raises(BadFile) as bad:
        load_schedules(schedules)

    assert f"{path}:{sentence}" in [str(problem) for problem in bad.value.problems]


def test_a_key_of_the_other_kind_in_a_schedule_that_counts_from_a_date_is_told(schedules: Path) -> None:
    edit(schedules / "weekly.yaml", "  every_days: 7 ", "  before_session: 3\n  every_days: 7 ")

    with pytest.raises(BadFile, match=r'weekly.yaml:7: "every_days" counts from a date and "before_session" from the'):
        load_schedules(schedules)


def test_every_alone_is_rather_a_slip_for_every_days(schedules: Path) -> None:
    edit(schedules / "weekly.yaml", "  every_days: 7 ", "  every: 7 ")

    with pytest.raises(BadFile, match=r'weekly.yaml:7: unknown key "every"; did you mean "every_days"'):
        load_schedules(schedules)


def test_nothing_after_the_last_gathering_is_no_mistake(schedules: Path) -> None:
    edit(schedules / "session-anchored.yaml", "after_last: [10, 20, 40]", "after_last: []")

    assert "session-anchored" in load_schedules(schedules)


# In a programme

FIRST = "  - {id: first, title: First gathering, date: 2026-09-08}\n"
SECOND = "  - {id: second, title: Second gathering, date: 2026-11-17}\n"


@pytest.mark.parametrize(
    ("edits", "expected"),
    [
        ([], []),
        (
            [("sessions:\n", ""), (FIRST, ""), (SECOND, "")],
            [
                (
                    '4: "session-anchored" counts from the gatherings, and this programme has none; '
                    "add sessions, or choose another schedule"
                )
            ],
        ),
        (
            [("date: 2026-11-17", "date: 2026-09-14")],
            [
                (
                    '10: the gatherings lie so near each other that the check-in of "session-anchored" 2 working days '
                    "after one never has 5 left to the next; move them apart, or choose another schedule"
                )
            ],
        ),
        ([("date: 2026-11-17", "date: 2026-09-09")], []),
        ([("date: 2026-11-17", "date: 2026-09-17")], []),
        (
            [
                ("ends: 2027-06-18", "ends: 2026-12-20"),
                ("from: 2026-12-21, to: 2027-01-03", "from: 2026-12-14, to: 2026-12-20"),
            ],
            [
                (
                    "9: only 18 working days are left after the last gathering (2026-11-17) until 2026-12-20, "
                    'so the check-in of "session-anchored" 20 and 40 working days after it never comes; '
                    "end later, or choose a schedule with fewer days in after_last"
                )
            ],
        ),
        (
            [("    managers: [per]\n", "    managers: [per]\n    starts: 2027-02-01\n")],
            [
                (
                    '28: no check-in of "session-anchored" falls between 2027-02-01 and 2027-06-18: none of the days '
                    "that it counts from the gatherings lies there; give it more time, or another schedule"
                )
            ],
        ),
        ([("    managers: [per]\n", "    managers: [per]\n    ends: 2026-10-30\n")], []),
    ],
    ids=[
        "sound",
        "no gatherings",
        "too near each other",
        "two days of one gathering",
        "near, and with room for one",
        "the end too early for the last ones",
        "a team that starts too late",
        "a team that ends before the last gathering",
    ],
)
def test_what_such_a_schedule_never_comes_to_is_told_with_its_line(
    edits: list[tuple[str, str]], expected: list[str], content: Content, tmp_path: Path
) -> None:
    text = replaced(PROGRAMME, "schedule: fortnightly", "schedule: session-anchored")
    for old, new in edits:
        text = replaced(text, old, new)
    path = tmp_path / "ridge.yaml"
    path.write_text(text, encoding="utf-8")

    assert [str(it).removeprefix(f"{path}:") for it in check_programme(path, content)] == expected
