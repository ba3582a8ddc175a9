"""Stall rules are data: what they say is read as it stands, and what goes against itself is told with its line."""

import shutil
from pathlib import Path

import pytest

from bot.content.check import look_through
from bot.content.schedules import load_schedules
from bot.domain.errors import BadFile
from bot.domain.stall_rules import PhaseNumbers
from tests.content.examples import PROMPTS, SCHEDULES


def with_edit(folder: Path, old: str, new: str) -> Path:
    """The shipped schedules, with other words in the weekly one."""
    made = folder / "schedules"
    shutil.copytree(SCHEDULES, made)
    text = (made / "weekly.yaml").read_text()
    assert old in text
    (made / "weekly.yaml").write_text(text.replace(old, new, 1))
    return made


def test_a_phase_may_have_numbers_of_its_own(tmp_path: Path) -> None:
    own = "  in_phase:\n    follow-up: {silent_after: 20}\n  stuck:"
    rules = load_schedules(with_edit(tmp_path, "  stuck:", own))["weekly"].stalls

    assert rules.in_phase == {"follow-up": PhaseNumbers(silent_after=20)}
    assert (rules.of_phase("follow-up").silent_after, rules.of_phase("do").silent_after) == (20, 10)


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("      says: [1]\n", "", "write which answers count: `says`, or `same_but` for any that stays the same"),
        ("      says: [1]\n", "      says: [1]\n      same_but: [2]\n", "any that stays the same, not both"),
        ("      says: [1]\n", "      says: []\n", "name at least one answer that counts"),
        ("      check_ins_in_a_row: 3\n", "", "write how often: `answers_in_a_row`, or `check_ins_in_a_row`"),
        ("rule: same-obstacle", "rule: no-progress", 'there is a rule "no-progress" on line'),
        ("rule: same-obstacle", "rule: help-wanted", '"help-wanted" is a kind of stall'),
        ("      within: 15\n", "", "say in how many working days a test counts: `within`"),
        (
            "      same_but: [none]\n",
            "      same_but: [none]\n      nothing_new_too: true\n",
            '"nothing new" can only count',
        ),
        ("question: measure", "question: progress", "only the values of measures can be missing"),
        (
            "      missing_in_a_row: 2",
            "      says: [1]\n      missing_in_a_row: 2",
            "`says` reads answers, and does not go with `missing_in_a_row`",
        ),
    ],
)
def test_a_rule_that_goes_against_itself_is_told(tmp_path: Path, old: str, new: str, sentence: str) -> None:
    with pytest.raises(BadFile) as bad:
        load_schedules(with_edit(tmp_path, old, new))

    (problem,) = bad.value.problems
    assert sentence in problem.message
    assert problem.file.endswith("weekly.yaml")
    assert problem.line > 20


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("question: progress", "question: progres", 'no model asks "progres"; did you mean "progress"?'),
        ("question: progress", "question: problem-sentence", "a rule reads yes_no, scale or choice"),
        ("says: [1]", "says: [7]", '"7" is no answer to "progress"'),
        ("same_but: [none]", "same_but: [nothing]", '"nothing" is no answer to "obstacle"'),
        ("duty: do", "duty: doing", 'no phase carries the duty "doing"'),
        ("question: measure\n", "question: measure\n      duty: doing\n", 'no phase carries the duty "doing"'),
        ("  stuck:", "  in_phase:\n    folow-up: {silent_after: 20}\n  stuck:", 'no model has a phase "folow-up"'),
        ("  stuck:", "  in_phase:\n    do: {silent_after: 1}\n  stuck:", "before the team is reminded"),
        ("within: 20", "within: 3", 'waits for 2 answers to "team-met" within 3 working days, but in the model'),
    ],
)
def test_a_rule_that_reads_what_is_not_there_or_can_never_hold_is_told(
    tmp_path: Path, old: str, new: str, sentence: str
) -> None:
    found = look_through(PROMPTS, with_edit(tmp_path, old, new)).problems

    assert found
    assert all(sentence in problem.message for problem in found)
    assert all(problem.file.endswith("weekly.yaml") for problem in found)
