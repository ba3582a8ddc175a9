"""A team is stuck where its newest answers say so, from the moment at which they did until one says something else."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.domain.stall_rules import StuckRule
from bot.domain.stuck import Finding, Heard, Said, findings
from bot.domain.working_time import WorkingCalendar
from tests.support.world import content

PLAIN = WorkingCalendar(ZoneInfo("UTC"), frozenset({5, 6}), frozenset())
MODEL = content().models["quality-improvement-model"].model
FIRST = datetime(2026, 9, 1, 10, tzinfo=UTC)
LATER = timedelta(hours=2)

NO_PROGRESS = StuckRule("no-progress", "progress", 3, frozenset({"1"}), every_check_in=True, nothing_new_too=True)
SAME = StuckRule("same-obstacle", "obstacle", 3, same=True, but=frozenset({"none"}))
NOT_MET = StuckRule("no-meeting", "team-met", 2, frozenset({"no"}), within=20)
NOT_TRIED = StuckRule(
    "nothing-tried", "tried-something", 2, frozenset({"no"}), within=15, duty="do", unless_tested=True
)


def heard(question: str, *values: object, weeks: int = 2, phase: str = "plan") -> list[Heard]:
    """Check-ins every so many weeks, answered two hours later; None is "nothing new", ... another question's answer."""
    found = []
    for n, value in enumerate(values):
        asked = FIRST + n * timedelta(weeks=weeks)
        said = {"other": Said("x", asked + LATER)}
        if value is not None and value is not ...:
            said = {question: Said(value, asked + LATER)}  # type: ignore[dict-item]
        found.append(Heard(asked, phase, said, asked + LATER if value is None else None))
    return found


def stuck(
    rule: StuckRule, those: list[Heard], *, phase: str = "plan", tests: tuple[datetime, ...] = ()
) -> list[Finding]:
    return findings([rule], those, MODEL, phase, PLAIN, tests)


@pytest.mark.parametrize(
    ("values", "holds"),
    [
        ((1, 1, 1), True),
        ((3, 1, 1, 1), True),
        ((1, 1), False),
        ((1, 1, 2), False),
        ((1, 2, 1, 1), False),
        ((1, None, 1), True),
        ((None, None, None), True),
        ((1, 1, ..., 1), False),
        ((1, 1, 1, 1, 1), True),
        ((1, 1, 1, 4), False),
    ],
)
def test_three_answered_check_ins_in_a_row_without_progress(values: tuple[object, ...], holds: bool) -> None:
    assert bool(stuck(NO_PROGRESS, heard("progress", *values))) is holds


def test_nothing_new_is_no_standstill_in_the_first_phase() -> None:
    quiet = heard("progress", None, None, None, phase="prepare")
    little = heard("progress", 1, 1, 1, phase="prepare")

    assert stuck(NO_PROGRESS, quiet, phase="prepare") == []
    assert stuck(NO_PROGRESS, little, phase="prepare") != []


@pytest.mark.parametrize(
    ("values", "holds"),
    [
        (("time", "time", "time"), True),
        (("staffing", "time", "time", "time"), True),
        (("time", ..., "time", ..., "time"), True),
        (("time", "staffing", "time"), False),
        (("none", "none", "none"), False),
        (("time", "time", "none"), False),
    ],
)
def test_the_same_obstacle_in_its_last_three_answers(values: tuple[object, ...], holds: bool) -> None:
    assert bool(stuck(SAME, heard("obstacle", *values))) is holds


@pytest.mark.parametrize(("weeks", "holds"), [(1, True), (4, True), (5, False)])
def test_two_answers_count_that_lie_within_the_window(weeks: int, holds: bool) -> None:
    assert bool(stuck(NOT_MET, heard("team-met", "no", "no", weeks=weeks))) is holds


def test_the_finding_names_its_numbers_and_its_true_moments() -> None:
    (found,) = stuck(NO_PROGRESS, heard("progress", 2, 1, 1, 1, 1))

    assert found.at == FIRST + timedelta(weeks=6) + LATER, "when the third said so, and not the fourth"
    assert found.reason.since == FIRST + timedelta(weeks=2) + LATER
    assert (found.reason.count, found.reason.working_days, found.reason.answer) == (4, 30, "1")


def test_it_goes_on_until_an_answer_says_something_else_however_seldom_it_is_asked() -> None:
    seldom = [*heard("team-met", "no", "no"), *heard("team-met", ..., ..., ..., ..., ..., ..., "no")[6:]]

    (found,) = stuck(NOT_MET, seldom)
    assert found.at == FIRST + timedelta(weeks=2) + LATER
    assert found.reason.count == 3


@pytest.mark.parametrize(
    ("tested", "holds"),
    [
        (None, True),
        (FIRST - timedelta(weeks=2), True),
        (FIRST - timedelta(days=1), False),
        (FIRST + timedelta(days=3), False),
        (FIRST + timedelta(weeks=3), False),
    ],
    ids=["none", "long before", "just before", "between the answers", "afterwards"],
)
def test_a_test_that_was_recorded_speaks_for_itself(tested: datetime | None, holds: bool) -> None:
    tests = (tested,) if tested else ()

    assert bool(stuck(NOT_TRIED, heard("tried-something", "no", "no", phase="do"), phase="do", tests=tests)) is holds


def test_a_rule_for_a_duty_holds_in_its_phases_only() -> None:
    assert stuck(NOT_TRIED, heard("tried-something", "no", "no"), phase="plan") == []


def test_a_correction_counts_from_when_it_was_made() -> None:
    those = heard("progress", 1, 1, 1)
    corrected = FIRST + timedelta(weeks=5)
    those[1] = Heard(those[1].asked_at, "plan", {"progress": Said(1, corrected)})

    (found,) = stuck(NO_PROGRESS, those)
    assert found.at == corrected


def test_several_rules_are_found_together_the_one_that_has_held_longest_first() -> None:
    both = [
        Heard(it.asked_at, "plan", {"progress": Said(1, it.asked_at), "team-met": Said("no", it.asked_at)})
        for it in heard("progress", 1, 1, 1)
    ]

    found = findings([NO_PROGRESS, NOT_MET], both, MODEL, "plan", PLAIN)
    assert [it.rule.id for it in found] == ["no-meeting", "no-progress"]
