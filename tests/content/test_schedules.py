"""Schedule files: the shipped ones, and a sentence for every mistake."""

from datetime import time
from pathlib import Path

import pytest

from bot.content.schedules import load_schedules
from bot.domain.errors import BadFile
from bot.domain.grid_cadence import GridCadence
from bot.domain.permitted_hours import Window
from bot.domain.schedule import Budget, ReminderRule, Schedule
from bot.domain.session_cadence import SessionCadence
from bot.domain.stall_rules import StallRules, StuckRule
from tests.content.examples import SCHEDULES, edit

TUESDAY, MONDAY = 1, 0

STUCK = (
    StuckRule("no-progress", "progress", 3, says=frozenset({"1"}), every_check_in=True, nothing_new_too=True),
    StuckRule("same-obstacle", "obstacle", 3, same=True, but=frozenset({"none"})),
    StuckRule("no-meeting", "team-met", 2, says=frozenset({"no"}), within=20),
    StuckRule("nothing-tried", "tried-something", 2, says=frozenset({"no"}), within=15, duty="do", unless_tested=True),
    StuckRule("no-measurement", "measure", 2, missing=True),
)


def test_the_shipped_schedules_are_what_the_contract_says() -> None:
    fortnightly = Schedule(
        id="fortnightly",
        cadence=GridCadence(every_days=14, weekday=TUESDAY, at=time(10), merge_under=3),
        closes_after=10,
        reminder=ReminderRule(working_days=2, at=time(10)),
        stalls=StallRules(silent_after=10, never_started_after=5, stuck=STUCK),
        budget=Budget(check_ins=2, reminders=1),
        employee_hours=Window(time(7), time(20)),
        alert_hours=Window(time(8), time(16)),
        digest_weekday=MONDAY,
        digest_hours=Window(time(8), time(10)),
        baseline_after=frozenset({"plan"}),
        months_kept=12,
    )

    schedules = load_schedules(SCHEDULES)

    assert schedules["fortnightly"] == fortnightly
    assert schedules["weekly"].cadence == GridCadence(every_days=7, weekday=TUESDAY, at=time(10), merge_under=3)
    assert schedules["session-anchored"].cadence == SessionCadence(
        after_session=2, every=10, while_left=5, before_session=3, after_last=(10, 20, 40), at=time(10), merge_under=3
    )
    assert list(schedules) == ["fortnightly", "session-anchored", "weekly"]


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("id: weekly", "id: daily", '4: the id is "daily" but the file is weekly.yaml; give both the same name'),
        (
            "weekday: tuesday",
            "weekday: tirsdag",
            '8: "weekday" is "tirsdag"; write the day of the week in English, such as tuesday',
        ),
        ("at: 10:00", "at: 10.00", '9: "at" is the number 10.0; write a time of day as hours:minutes, such as 08:00'),
        ("at: 10:00", "at: 25:00", '9: "at" is "25:00"; write a time of day as hours:minutes, such as 08:00'),
        ("at: 10:00", "at: 21:00", "9: 21:00 lies outside the hours for employees below"),
        ("every_days: 7", "every_days: 0", '7: "every_days" is the number 0; it should be 1 or more'),
        ("silent_after: 10", "silent_after: ten", '20: "silent_after" is "ten"; it should be a whole number'),
        ("check_ins: 2", "check_ins: 5", '54: "check_ins" is the number 5; it should be 2 or less'),
        ("until: 16:00", "until: 07:00", "64: these hours end before they begin; `from` comes first"),
        ("merge_under: 3", "merge: 3", '6: "merge_under" is missing; add it'),
        ("end: 12", "end: 0", '90: "months_after_end" is the number 0; it should be 1 or more'),
        ("at: 09:00 ", "at: 17:00 ", "77: 17:00 lies outside the hours for alerts"),
        ("before: 2", "before: 0", '81: "before" is the number 0; it should be 1 or more'),
        ("\nstalls:\n", "\nstall:\n", '19: unknown key "stall"; did you mean "stalls"?'),
    ],
)
def test_every_mistake_is_told_with_its_line(old: str, new: str, sentence: str, schedules: Path) -> None:
    edit(schedules / "weekly.yaml", old, new)

    with pytest.raises(BadFile) as bad:
        load_schedules(schedules)

    assert f"{schedules / 'weekly.yaml'}:{sentence}" in [str(problem) for problem in bad.value.problems]


NEVER = [
    (
        [("  after: 2 ", "  after: 12 ")],
        [
            (
                "15: a check-in closes 10 working days after it was asked, before this reminder; "
                "make this less, or closes_after more"
            ),
            (
                "20: the facilitator would be told before the team is reminded, 12 working days after it was asked; "
                "make this more"
            ),
        ],
    ),
    (
        [("  after: 2 ", "  after: 5 ")],
        [
            (
                "15: the next check-in comes 5 working days after the last, before this reminder; "
                "make this less, or every_days more"
            )
        ],
    ),
    (
        [("silent_after: 10", "silent_after: 2")],
        [
            (
                "20: the facilitator would be told before the team is reminded, 2 working days after it was asked; "
                "make this more"
            )
        ],
    ),
    (
        [("every_days: 7 ", "every_days: 2 "), ("  after: 2 ", "  after: 1 "), ("merge_under: 3", "merge_under: 0")],
        ["54: a week can hold 3 check-ins by `every_days`, but no more than 2 reach a person; make every_days larger"],
    ),
    (
        [("every_days: 7 ", "every_days: 4 "), ("check_ins: 2", "check_ins: 1")],
        [
            (
                "54: a week can hold 2 check-ins by `every_days`, but no more than 1 reach a person; "
                "make every_days larger, or this"
            )
        ],
    ),
    (
        [("weekday: tuesday", "weekday: saturday"), ("merge_under: 3", "merge_under: 9")],
        ["10: every check-in is merged into the next, so nobody is ever asked; make this smaller"],
    ),
]


@pytest.mark.parametrize(("edits", "sentences"), NEVER)
def test_what_can_never_come_or_comes_in_the_wrong_order_is_told(
    edits: list[tuple[str, str]], sentences: list[str], schedules: Path
) -> None:
    for old, new in edits:
        edit(schedules / "weekly.yaml", old, new)

    with pytest.raises(BadFile) as bad:
        load_schedules(schedules)

    assert [str(it).removeprefix(f"{schedules / 'weekly.yaml'}:") for it in bad.value.problems] == sentences


@pytest.mark.parametrize(
    "edits",
    [
        [("  after: 2 ", "  after: 4 ")],
        [("silent_after: 10", "silent_after: 3")],
        [("every_days: 7 ", "every_days: 4 "), ("  after: 2 ", "  after: 1 ")],
        [("weekday: tuesday", "weekday: saturday")],
        [("reminders: 1", "reminders: 0")],
    ],
)
def test_what_can_come_is_no_mistake(edits: list[tuple[str, str]], schedules: Path) -> None:
    for old, new in edits:
        edit(schedules / "weekly.yaml", old, new)

    assert "weekly" in load_schedules(schedules)


def test_a_folder_without_schedules_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match="there should be a file here for each schedule"):
        load_schedules(tmp_path)


def test_a_schedule_that_does_not_say_how_long_keeps_for_a_year(schedules: Path) -> None:
    edit(schedules / "weekly.yaml", "\nretention:\n  months_after_end: 12 ", "\n#")
    edit(schedules / "fortnightly.yaml", "months_after_end: 12", "months_after_end: 24")
    loaded = load_schedules(schedules)

    assert (loaded["weekly"].months_kept, loaded["fortnightly"].months_kept) == (12, 24)
