"""How simulated people act: who answers, and with what."""

from datetime import date

import pytest

from bot.domain.behaviour import Behaviour, Habit, Saying
from bot.domain.model import Kind, Question

DAY = date(2026, 9, 1)
PROGRESS = Question("progress", 1, Kind.SCALE, choices=("1", "2", "3", "4", "5"), best=5)


def test_who_is_not_named_answers_everything_with_the_best_answer() -> None:
    behaviour = Behaviour()

    assert behaviour.answers("kari", "ridge", DAY)
    assert behaviour.answer_to("kari", PROGRESS, DAY) == 5


def test_the_last_day_that_counts_is_included() -> None:
    behaviour = Behaviour({"kari": Habit(until=DAY)})

    assert behaviour.answers("kari", "ridge", DAY)
    assert not behaviour.answers("kari", "ridge", date(2026, 9, 2))


def test_a_share_is_drawn_with_the_seed_and_each_person_alone() -> None:
    days = [date(2026, 9, 1 + n) for n in range(30)]
    one, same = (Behaviour({"kari": Habit(share=0.6)}, seed=7) for _ in range(2))
    beside_others = Behaviour({"kari": Habit(share=0.6), "ola": Habit(share=0.1)}, seed=7)
    drawn, again, beside = ([it.answers("kari", "ridge", day) for day in days] for it in (one, same, beside_others))

    assert drawn == again == beside
    assert 10 <= sum(drawn) <= 26
    assert drawn != [Behaviour({"kari": Habit(share=0.6)}, seed=8).answers("kari", "ridge", day) for day in days]


@pytest.mark.parametrize(("on", "value"), [(date(2026, 8, 31), 5), (DAY, 1), (date(2026, 9, 2), 5)])
def test_what_is_said_instead_holds_from_its_first_to_its_last_day(on: date, value: int) -> None:
    behaviour = Behaviour(says=(Saying("kari", "progress", 1, DAY, DAY),))

    assert behaviour.answer_to("kari", PROGRESS, on) == value
    assert behaviour.answer_to("ola", PROGRESS, on) == 5
