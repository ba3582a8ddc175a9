"""Where each step of a phase stands."""

from dataclasses import replace

import pytest

from bot.domain.asking import Way
from bot.domain.model import Phase, Step
from bot.domain.step_standing import step_standings
from tests.domain.models import MODEL, yes_no
from tests.domain.years import Year, saying

STEPS = tuple(Step(name, (yes_no(f"{name}-done"),)) for name in ("one", "two", "three"))
THREE = replace(MODEL, phases=(Phase("prepare", STEPS),))


def only(*steps: str) -> frozenset[str]:
    return frozenset(steps)


@pytest.mark.parametrize(
    ("said", "way", "wanted"),
    [
        ({}, Way(), "current waiting waiting"),
        ({"one-done": "yes"}, Way(), "done current waiting"),
        ({}, Way(skipped=only("one")), "skipped current waiting"),
        ({}, Way(opened=only("three")), "current waiting beside"),
        ({"one-done": "yes"}, Way(opened=only("two")), "done current waiting"),
        ({"one-done": "yes", "two-done": "yes"}, Way(), "done done current"),
        ({}, Way(skipped=only("one", "two", "three")), "current skipped skipped"),
    ],
    ids=["at first", "one done", "one skipped", "one beside", "the one beside is next", "the last", "all skipped"],
)
def test_each_step_is_done_current_beside_waiting_or_skipped(said: dict[str, str], way: Way, wanted: str) -> None:
    year = Year(THREE, "prepare")
    year.ask(saying(dict(said)))
    year.ask(saying(dict(said)))

    assert " ".join(it for _, it in step_standings(THREE, "prepare", year.earlier, way)) == wanted
