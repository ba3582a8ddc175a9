"""A mean of what people said of themselves tells nobody what one of them said."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.personal import Mean, mean_of

SCALE = st.integers(1, 5)
ANSWERS = st.lists(st.tuples(st.integers(1, 6), SCALE), max_size=12)


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ([3, 4, 4], Mean(3.5, 3)),
        ([3, 3, 4], Mean(3.5, 3)),
        ([2, 4, 3, 3], Mean(3.0, 4)),
        ([3, 4, 4, 4], Mean(4.0, 4)),
        ([5, 5, 5], Mean(4.5, 3)),
        ([4, 4, 5, 5], Mean(4.5, 4)),
        ([1, 1, 1], Mean(1.5, 3)),
    ],
)
def test_the_mean_comes_to_the_nearest_half_and_its_ends_are_open(answers: list[int], expected: Mean) -> None:
    assert mean_of(enumerate(answers)) == expected


def test_of_each_person_the_newest_answer_counts() -> None:
    assert mean_of([(1, 1), (2, 3), (1, 3), (3, 3)]) == Mean(3.0, 3)


@given(ANSWERS)
def test_fewer_than_three_people_have_no_mean(answers: list[tuple[int, int]]) -> None:
    people = len({person for person, _ in answers})
    mean = mean_of(answers)

    assert (mean is None) == (people < 3)
    assert mean is None or mean.people == people


@given(st.lists(SCALE, min_size=3, max_size=30))
def test_it_is_near_to_the_true_mean(answers: list[int]) -> None:
    mean = mean_of(enumerate(answers))

    assert mean is not None
    assert mean.value in {1.5, 2.0, 2.5, 3.0, 3.5, 4.0, 4.5}
    assert abs(mean.value - min(max(sum(answers) / len(answers), 1.5), 4.5)) <= 0.25


def test_one_person_more_with_the_others_as_before_leaves_open_what_that_one_said() -> None:
    before = mean_of(enumerate([3, 4, 4]))

    assert before == mean_of(enumerate([3, 3, 4]))
    assert mean_of(enumerate([3, 4, 4, 2])) == mean_of(enumerate([3, 4, 4, 3])) == mean_of(enumerate([3, 3, 4, 4]))


def test_whoever_sees_the_mean_of_three_cannot_tell_what_any_of_them_said() -> None:
    shown: dict[Mean | None, set[int]] = {}
    for answers in product(range(1, 6), repeat=3):
        shown.setdefault(mean_of(enumerate(answers)), set()).add(answers[0])

    assert all(len(possible) >= 3 for possible in shown.values())
