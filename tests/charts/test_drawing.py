"""What stands where in a chart, before it is drawn."""

from itertools import pairwise

import pytest

from bot.charts.drawing import drawing_of
from bot.domain.charts.picture import Level, Mark
from tests.charts.charts import chart, day, dots, improved


def test_the_baseline_ends_half_way_to_the_first_point_after_it() -> None:
    drawn = drawing_of(improved())

    places = [dot[0] for dot in drawn["dots"]]  # type: ignore[attr-defined]
    assert drawn["baseline"] == pytest.approx((places[9] + places[10]) / 2)


@pytest.mark.parametrize("baseline", [0, 10, 11])
def test_where_nothing_is_compared_there_is_no_end_of_a_baseline(baseline: int) -> None:
    assert drawing_of(chart(baseline=baseline))["baseline"] is None


def test_missing_weeks_leave_a_gap() -> None:
    drawn = drawing_of(chart(dots=dots((1, 2, 3, 4), [day(0), day(1), day(2), day(12)])))

    gaps = [right[0] - left[0] for left, right in pairwise(drawn["dots"])]  # type: ignore[call-overload]
    assert gaps == pytest.approx([0.0775, 0.0775, 0.775])


def test_limits_are_steps_that_meet() -> None:
    drawn = drawing_of(chart((1, 2, 3), lower=(0, 0, 1), upper=(4, 5, 4), limits="limits"))

    left, middle, right = drawn["limits"]  # type: ignore[misc]
    assert (left[0], left[1], middle[1], right[1]) == (0.0, middle[0], right[0], 1.0)
    assert [*left[2:], *middle[2:], *right[2:]] == pytest.approx([0, 4 / 6, 0, 5 / 6, 1 / 6, 4 / 6])


def test_marks_of_nearly_the_same_day_are_one_and_those_beyond_stand_at_the_edge() -> None:
    phases = (Mark(day(20), "Evaluate"), Mark(day(3), "Plan"), Mark(day(3.15), "Do"), Mark(day(-9), "Prepare"))

    marks = drawing_of(chart(phases=phases))["phases"]

    assert marks == [[0.0, "Prepare"], [pytest.approx(0.345), "Plan, Do"], [1.0, "Evaluate"]]


def test_a_test_has_its_number_for_where_its_words_have_no_room() -> None:
    tests = (Mark(day(3), "Test 12: adapt"), Mark(day(6), "adopted"))

    assert [mark[2] for mark in drawing_of(chart(tests=tests))["tests"]] == ["12", ""]  # type: ignore[attr-defined]


def test_dots_are_smaller_where_they_are_many() -> None:
    assert drawing_of(chart((1.0, 2.0) * 100))["radius"] == 2.5
    assert drawing_of(chart((1.0, 2.0)))["radius"] == 9


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("goal 90 %", "goal 90\u00a0%"),
        ("middle 1 200 days", "middle 1\u00a0200\u00a0days"),
        ("under 2 falls a month", "under 2 falls a month"),
    ],
)
def test_a_number_and_its_unit_stay_together(words: str, kept: str) -> None:
    assert drawing_of(chart(goal=Level(60, words)))["goal"][1] == kept  # type: ignore[index]
