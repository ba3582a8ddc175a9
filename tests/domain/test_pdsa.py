"""A small test goes through its stages by what is pressed and written, and ends on a day on which the team works."""

from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.buttons import AGAIN, BACK, CHANGE, DROP, GO_ON, KEEP, LATER, SKIP, TELL
from bot.domain.pdsa import Cycle, Decision, Ends, Offered, Stage, press, write
from bot.domain.working_time import DateRange, WorkingCalendar

SCALES = ("one-shift", "one-unit")
DAY = date(2026, 12, 8)
OFFERED = Offered(SCALES, {DAY})
RUNNING = Cycle(Stage.RUNNING, prediction="Fewer calls", scale="one-shift", planned_end=DAY)
NEW = Cycle(Stage.PREDICTION)
MOVES = [AGAIN, BACK, CHANGE, DROP, GO_ON, KEEP, LATER, SKIP, TELL]
CHOICES = [*MOVES, *SCALES, DAY.isoformat(), "2026-12-09", "soon", *Decision]


def pressed(cycle: Cycle, *choices: str) -> Cycle:
    for choice in choices:
        found = press(cycle, cycle.stage[0], choice, OFFERED)
        assert found is not None, (cycle, choice)
        cycle = found
    return cycle


# Stages and moves


def test_a_test_is_saved_after_its_words_its_scale_and_its_end() -> None:
    written = write(NEW, "Fewer calls")

    assert written == Cycle(Stage.SCALE, prediction="Fewer calls")
    assert pressed(written, "one-shift", "2026-12-08") == RUNNING


def test_no_text_is_ever_an_obstacle() -> None:
    closed = pressed(NEW, SKIP, "one-unit", "2026-12-08", TELL, SKIP, "adopt")

    assert closed == Cycle(Stage.CLOSED, scale="one-unit", planned_end=DAY, decision=Decision.ADOPT)


@pytest.mark.parametrize(
    ("on_the_way", "expected"),
    [
        ((SKIP, BACK), NEW),
        ((SKIP, "one-unit", BACK), Cycle(Stage.SCALE, scale="one-unit")),
        ((SKIP, "one-unit", "2026-12-08", TELL, BACK), Cycle(Stage.RUNNING, scale="one-unit", planned_end=DAY)),
        ((SKIP, "one-unit", "2026-12-08", TELL, LATER, BACK), Cycle(Stage.HAPPENED, scale="one-unit", planned_end=DAY)),
    ],
)
def test_back_goes_one_stage_back_and_loses_nothing(on_the_way: tuple[str, ...], expected: Cycle) -> None:
    assert pressed(NEW, *on_the_way) == expected


def test_what_was_written_is_kept_or_left_out_when_somebody_comes_back_to_it() -> None:
    back = pressed(write(NEW, "Fewer calls"), BACK)

    assert pressed(back, GO_ON).prediction == "Fewer calls"
    assert pressed(back, SKIP).prediction is None
    assert write(back, "No calls").prediction == "No calls"


def test_a_text_that_was_asked_back_is_kept_only_after_a_yes() -> None:
    asked = replace(NEW, draft="Call 22 22 22 22")

    assert pressed(asked, KEEP) == Cycle(Stage.SCALE, prediction="Call 22 22 22 22")
    assert pressed(asked, AGAIN) == NEW
    assert pressed(asked, SKIP) == Cycle(Stage.SCALE)
    assert press(NEW, "p", KEEP, OFFERED) is None
    assert press(asked, "p", GO_ON, OFFERED) is None


def test_one_that_is_not_done_yet_gets_another_day_and_runs_on() -> None:
    later = pressed(RUNNING, TELL, LATER)

    assert later.stage is Stage.LATER
    assert pressed(later, "2026-12-08") == RUNNING


def test_a_decision_may_be_changed_but_the_test_does_not_run_again() -> None:
    closed = pressed(RUNNING, TELL, SKIP, "adapt")

    assert pressed(closed, CHANGE, "abandon").decision is Decision.ABANDON
    told_anew = pressed(closed, CHANGE, BACK)
    assert told_anew.stage is Stage.HAPPENED
    assert press(told_anew, "h", BACK, OFFERED) is None
    assert press(told_anew, "h", LATER, OFFERED) is None


@pytest.mark.parametrize("stage", [Stage.PREDICTION, Stage.SCALE, Stage.END])
def test_a_half_made_one_can_be_dropped_at_any_stage(stage: Stage) -> None:
    assert pressed(Cycle(stage), DROP).stage is Stage.DROPPED


def test_a_saved_one_cannot_be_dropped() -> None:
    assert press(RUNNING, "r", DROP, OFFERED) is None


@pytest.mark.parametrize(
    ("cycle", "letter", "choice"),
    [
        (NEW, "s", "one-unit"),
        (Cycle(Stage.SCALE), "p", SKIP),
        (Cycle(Stage.SCALE), "s", "whole-country"),
        (Cycle(Stage.END), "e", "2026-12-09"),
        (Cycle(Stage.END), "e", "tomorrow"),
        (Cycle(Stage.DECISION), "d", "postpone"),
        (Cycle(Stage.DROPPED), "d", "adopt"),
        (RUNNING, "r", BACK),
    ],
)
def test_a_button_of_another_stage_or_none_of_ours_does_nothing(cycle: Cycle, letter: str, choice: str) -> None:
    assert press(cycle, letter, choice, OFFERED) is None


def test_every_stage_with_buttons_has_a_letter_of_its_own() -> None:
    letters = [stage[0] for stage in Stage if stage is not Stage.DROPPED]

    assert len(set(letters)) == len(letters)


# Whatever is pressed

STATES = st.lists(st.tuples(st.sampled_from([*Stage, None]), st.sampled_from(CHOICES)), max_size=20)


def played(presses: list[tuple[Stage | None, str]]) -> Cycle:
    cycle = NEW
    for stage, choice in presses:
        cycle = press(cycle, (stage or cycle.stage)[0], choice, OFFERED) or cycle
    return cycle


@given(STATES)
def test_no_sequence_of_presses_leads_to_where_nothing_leads_on(presses: list[tuple[Stage | None, str]]) -> None:
    reached, ahead = set[Cycle](), [played(presses)]
    while ahead:
        cycle = ahead.pop()
        if cycle not in reached:
            reached.add(cycle)
            ahead += [it for choice in CHOICES if (it := press(cycle, cycle.stage[0], choice, OFFERED))]

    assert any(cycle.stage in (Stage.CLOSED, Stage.DROPPED) for cycle in reached)


@given(STATES)
def test_a_test_has_all_that_its_stage_needs(presses: list[tuple[Stage | None, str]]) -> None:
    cycle = played(presses)

    half_made = cycle.stage in (Stage.PREDICTION, Stage.SCALE, Stage.END, Stage.DROPPED)
    assert half_made or (cycle.scale in SCALES and cycle.planned_end == DAY)
    assert cycle.stage is not Stage.CLOSED or cycle.decision
    assert not (cycle.stage in (Stage.RUNNING, Stage.LATER) and cycle.decision)


# The days on which it may end


def ends(today: str, last: str = "2027-06-18", *, closed: tuple[str, str] | None = None, session: str = "") -> Ends:
    closures = (DateRange(*map(date.fromisoformat, closed)),) if closed else ()
    calendar = WorkingCalendar(ZoneInfo("Europe/Oslo"), frozenset({5, 6}), {date(2026, 12, 25)}, closures)
    days = frozenset({date.fromisoformat(session)}) if session else frozenset()
    return Ends(calendar, date.fromisoformat(today), date.fromisoformat(last), days)


def said(found: Ends) -> str:
    return ", ".join(f"{name} {day:%m-%d}" for name, day in found.offered())


@pytest.mark.parametrize(
    ("found", "offered"),
    [
        (ends("2026-09-01"), "three-days 09-04, week 09-08, two-weeks 09-15, month 10-01"),
        # A Saturday and a Saturday: on Monday.
        (ends("2026-09-02"), "three-days 09-07, week 09-09, two-weeks 09-16, month 10-02"),
        # A gathering on the day.
        (ends("2026-09-01", session="2026-09-08"), "three-days 09-04, week 09-09, two-weeks 09-15, month 10-01"),
        # A closure brings several to one day, which is named once.
        (ends("2026-12-18", closed=("2026-12-21", "2027-01-03")), "two-weeks 01-04, month 01-18"),
        # The end of a month that is longer than the next.
        (ends("2027-01-31"), "three-days 02-03, week 02-08, two-weeks 02-15, month 03-01"),
        # Near the end of the programme.
        (ends("2027-06-10"), "three-days 06-14, week 06-17"),
        (ends("2027-06-16"), "last 06-18"),
        (ends("2027-06-17"), "last 06-18"),
        (ends("2027-06-18"), ""),
        (ends("2027-07-18"), ""),
    ],
)
def test_the_days_that_are_offered_are_working_days_of_the_team(found: Ends, offered: str) -> None:
    assert said(found) == offered


@pytest.mark.parametrize("day", ["2026-09-01", "2026-08-31", "2026-09-05", "2026-12-25", "2027-06-21"])
def test_a_day_that_is_past_closed_or_after_the_end_is_no_end(day: str) -> None:
    assert date.fromisoformat(day) not in ends("2026-09-01")
    assert None not in ends("2026-09-01")


@given(st.dates(date(2026, 8, 1), date(2027, 8, 1)))
def test_what_is_offered_may_always_be_chosen(today: date) -> None:
    found = ends(today.isoformat(), closed=("2026-12-21", "2027-01-03"))

    days = [day for _, day in found.offered()]
    assert all(day in found for day in days)
    assert days == sorted(set(days))
