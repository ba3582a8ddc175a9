"""When a measure wants a value, which one a check-in asks about, and which are missing."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.domain.asked_before import Earlier
from bot.domain.asking import Way, choose_questions
from bot.domain.measuring import Standing, is_due, missing, overdue, which_to_ask
from bot.domain.model import HOMEWORK, MEASURE
from bot.domain.why_asked import Why
from tests.domain.models import MODEL
from tests.domain.years import FIRST

TUESDAY = date(2026, 11, 3)


def days(*offsets: int) -> tuple[date, ...]:
    """Days so many after the first Tuesday of November."""
    return tuple(TUESDAY + timedelta(days=it) for it in offsets)


@pytest.mark.parametrize(
    ("every", "counted", "due"),
    [
        ("week", (), True),
        ("week", (-7,), True),
        ("week", (-4,), True),
        ("week", (-3,), False),
        ("fortnight", (-7,), False),
        ("fortnight", (-14,), True),
        ("month", (-14,), False),
        ("month", (-28,), True),
        ("day", (-1,), True),
        ("day", (0,), False),
        ("quarter", (-84,), False),
        ("year", (-364,), True),
    ],
)
def test_a_value_is_wanted_after_its_interval(every: str, counted: tuple[int, ...], due: bool) -> None:
    assert is_due(Standing(1, every, counted=days(*counted)), TUESDAY) is due


def test_what_was_said_not_to_be_counted_rests_for_an_interval() -> None:
    measure = Standing(1, "month", counted=days(-40), asked=days(-7), put_off=days(-7))

    assert not is_due(measure, TUESDAY)
    assert is_due(replace(measure, put_off=()), TUESDAY)


@pytest.mark.parametrize(
    ("measures", "asked"),
    [
        ([], None),
        ([Standing(1, "week", days(-1))], None),
        ([Standing(1, "week", days(-7)), Standing(2, "week", days(-14))], 2),
        ([Standing(1, "week", days(-7)), Standing(2, "week")], 2),
        ([Standing(1, "month", days(-30)), Standing(2, "week", days(-21))], 2),
        ([Standing(1, "week"), Standing(2, "week")], 1),
        ([Standing(1, "week", asked=days(-7)), Standing(2, "week", days(-14))], 2),
        ([Standing(1, "week", asked=days(-14)), Standing(2, "week", days(-7), days(-7))], 1),
    ],
    ids=["nothing", "nothing due", "the most overdue", "what has no value yet", "by their intervals",
         "the first of two", "in vain the last time", "and then again"],
)  # fmt: skip
def test_a_check_in_asks_about_the_most_overdue(measures: list[Standing], asked: int | None) -> None:
    assert which_to_ask(measures, TUESDAY) == asked


def test_how_long_a_value_is_wanted() -> None:
    assert overdue(Standing(1, "week", days(-10)), TUESDAY) == 3
    assert overdue(Standing(1, "fortnight", days(-10)), TUESDAY) == -4


@pytest.mark.parametrize(
    ("every", "counted", "asked", "found"),
    [
        ("week", (), (0, 14), ()),
        ("week", (-14,), (0, 14), (0, 14)),
        ("week", (0,), (0, 14), (14,)),
        ("week", (-14, 15), (0, 14), ()),
        ("week", (-14, 20), (0, 14, 28), (28,)),
        ("month", (-28,), (0, 7, 14, 28), (0, 28)),
        ("week", (-3,), (0,), ()),
    ],
    ids=["no first value", "twice", "once, after a value", "a value after both", "a value before the last",
         "askings within an interval are one", "given a little early"],
)  # fmt: skip
def test_which_askings_miss_a_value(
    every: str, counted: tuple[int, ...], asked: tuple[int, ...], found: tuple[int, ...]
) -> None:
    standing = Standing(1, every, counted=days(*counted))
    assert missing(standing, days(*asked)) == list(days(*found))


WITH_BOTH = Way(homework=7, measure=(MEASURE, 5))


def _earlier(*questions: str) -> list[Earlier]:
    return [Earlier(FIRST, questions, {})]


def test_a_value_takes_the_place_of_a_question_of_the_step() -> None:
    without = choose_questions(MODEL, "prepare", [], FIRST)
    with_one = choose_questions(MODEL, "prepare", [], FIRST, way=Way(measure=(MEASURE, 5)))

    assert [it.question.id for it in with_one][:2] == [*MODEL.rules.always, "measure"]
    assert (with_one[1].why, with_one[1].measure) == (Why.MEASURE, 5)
    assert len(with_one) <= len(without) <= 4
    assert sum(it.step is not None for it in with_one) == 1


def test_homework_and_a_value_take_turns() -> None:
    asked = [
        [it.question.id for it in choose_questions(MODEL, "prepare", earlier, FIRST, way=WITH_BOTH)]
        for earlier in ([], _earlier("progress", HOMEWORK.id), _earlier("progress", MEASURE.id))
    ]

    assert [[it for it in ids if it in ("homework", "measure")] for ids in asked] == [
        ["homework"],
        ["measure"],
        ["homework"],
    ]


def test_a_model_with_room_for_two_questions_asks_for_no_value() -> None:
    small = replace(MODEL, rules=replace(MODEL.rules, most_questions=3))

    asked = choose_questions(small, "prepare", [], datetime(2026, 9, 1, tzinfo=UTC), way=Way(measure=(MEASURE, 5)))

    assert "measure" not in [it.question.id for it in asked]
