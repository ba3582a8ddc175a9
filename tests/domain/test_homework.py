"""Which homework a check-in asks about, what an answer makes of it, and what it takes the place of."""

from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.domain.asked_before import Earlier
from bot.domain.asking import Way, choose_questions
from bot.domain.homework import Given, State, state_after, which_to_ask
from bot.domain.model import HOMEWORK
from bot.domain.why_asked import Why
from tests.domain.models import MODEL
from tests.domain.years import FIRST

OSLO = ZoneInfo("Europe/Oslo")
NOVEMBER, JANUARY = date(2026, 11, 17), date(2027, 1, 20)


def on(*days: str) -> tuple[datetime, ...]:
    return tuple(datetime.fromisoformat(day).replace(hour=9, tzinfo=UTC) for day in days)


@pytest.mark.parametrize(
    ("given", "asked"),
    [
        ([], None),
        ([Given(1, None)], 1),
        ([Given(1, None), Given(2, JANUARY), Given(3, NOVEMBER)], 3),
        ([Given(1, NOVEMBER, on("2026-11-02")), Given(2, NOVEMBER)], 2),
        ([Given(1, NOVEMBER, on("2026-11-02")), Given(2, NOVEMBER, on("2026-10-19"))], 2),
        ([Given(1, NOVEMBER, on("2026-11-16")), Given(2, JANUARY)], 1),
        ([Given(1, NOVEMBER, on("2026-11-16", "2026-11-17")), Given(2, JANUARY)], 2),
        ([Given(1, NOVEMBER, on("2026-11-30"))], None),
        ([Given(1, None, on("2026-11-02", "2026-11-16", "2026-11-30"))], 1),
    ],
    ids=["nothing", "before no gathering", "the nearest gathering", "of two what was not asked", "and then in turn",
         "once more after its gathering", "and then it rests", "however few there are", "one without rests never"],
)  # fmt: skip
def test_what_is_asked_about(given: list[Given], asked: int | None) -> None:
    assert which_to_ask(given, OSLO) == asked


@pytest.mark.parametrize(
    ("state", "before", "answer", "after"),
    [
        (State.OPEN, None, "done", State.DONE),
        (State.OPEN, "not-yet", "no-longer", State.DROPPED),
        (State.OPEN, None, "partly", State.OPEN),
        (State.DONE, "done", "not-yet", State.OPEN),
        (State.DONE, "done", "no-longer", State.DROPPED),
        (State.DROPPED, "partly", "not-yet", State.DROPPED),
        (State.DROPPED, None, "partly", State.DROPPED),
        (State.DROPPED, None, "done", State.DONE),
    ],
    ids=["done", "not wanted any more", "on its way", "corrected", "corrected to the other", "closed by hand",
         "said late", "done after all"],
)  # fmt: skip
def test_what_an_answer_makes_of_it(state: State, before: str | None, answer: str, after: State) -> None:
    assert state_after(state, before, answer) == after


def test_it_comes_after_what_is_always_asked_in_the_place_of_another() -> None:
    chosen = choose_questions(MODEL, "prepare", [], FIRST, way=Way(homework=7))

    assert [it.question.id for it in chosen] == ["progress", "homework", "agreed", "team-met"]
    assert (chosen[1].question, chosen[1].step, chosen[1].why, chosen[1].homework) == (HOMEWORK, None, Why.HOMEWORK, 7)


def test_where_two_recurring_ones_must_come_one_waits() -> None:
    earlier = [Earlier(FIRST, ("progress", "obstacle"), {}), Earlier(FIRST, ("progress",), {"progress": 1})]

    chosen = choose_questions(MODEL, "prepare", earlier, FIRST, way=Way(homework=7))

    assert [it.question.id for it in chosen] == ["progress", "homework", "agreed", "team-met"]


def test_in_a_small_check_in_the_step_keeps_its_place() -> None:
    small = replace(MODEL, rules=replace(MODEL.rules, most_questions=3))

    chosen = choose_questions(small, "prepare", [], FIRST, way=Way(homework=7))

    assert [it.question.id for it in chosen] == ["progress", "homework", "agreed"]


def test_it_is_a_question_of_every_model() -> None:
    assert MODEL.question("homework") is HOMEWORK
    assert HOMEWORK.best == "done"
    assert not any(HOMEWORK.is_concern(choice) for choice in HOMEWORK.choices)
