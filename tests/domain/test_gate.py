"""What is in place at a gate: by the team's answers, or by what its facilitator says, and since when."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.domain.asked_before import Given
from bot.domain.gate import Gate, Item, Standing, Tick, find_gate
from bot.domain.model import Evidence, Phase, Step, Value
from tests.domain.models import MODEL, NOTE, yes_no

SHARED = Evidence("shared", ("agreed", "note"))
READY = Evidence("ready", question=yes_no("ready"))
PREPARE = Phase("prepare", (Step("need", (yes_no("agreed"), NOTE)),), gate=(SHARED, READY))
GATED = replace(MODEL, phases=(PREPARE, MODEL.phases[1]))


def day(n: int) -> datetime:
    return datetime(2026, 9, n, 10, tzinfo=UTC)


def given(n: int, question: str, value: Value) -> Given:
    return Given(question, value, day(n))


def tick(n: int, evidence: str, *, in_place: bool = True) -> Tick:
    return Tick(evidence, in_place, "anne", day(n))


def gate(answers: list[Given], ticks: list[Tick] | None = None) -> Gate:
    return find_gate(GATED, "prepare", answers, ticks or [])


def stands(item: Item) -> tuple[str, int | None, str | None]:
    """How it stands, since which day, and on whose word where it is a facilitator's."""
    return item.standing.value, item.since.day if item.since else None, item.by


YES, NO, WROTE = ("agreed", "yes"), ("agreed", "no"), ("note", "Too many falls.")


@pytest.mark.parametrize(
    ("said", "ticks", "wanted"),
    [
        ([], [], ("unknown", None, None)),
        ([(1, *YES)], [], ("unknown", None, None)),
        ([(1, *YES), (2, *WROTE)], [], ("in_place", 2, None)),
        ([(1, *YES), (2, *WROTE), (3, *YES), (4, *WROTE)], [], ("in_place", 2, None)),
        ([(1, *NO)], [], ("missing", 1, None)),
        ([(1, *NO), (2, *NO), (3, *WROTE)], [], ("missing", 1, None)),
        ([(1, *YES), (2, *WROTE), (3, *NO)], [], ("missing", 3, None)),
        ([(1, *NO), (2, *WROTE), (3, *YES)], [], ("in_place", 3, None)),
        ([(1, *YES), (2, *NO), (3, *YES), (4, *NO)], [], ("missing", 4, None)),
        ([], [(5, True)], ("in_place", 5, "anne")),
        ([], [(5, False)], ("missing", 5, "anne")),
        ([], [(5, True), (6, False)], ("missing", 6, "anne")),
        ([(1, *NO)], [(5, True)], ("in_place", 5, "anne")),
        ([(1, *YES), (2, *WROTE)], [(5, False)], ("missing", 5, "anne")),
        ([(6, *YES)], [(5, True)], ("in_place", 5, "anne")),
        ([(6, *NO)], [(5, True)], ("missing", 6, None)),
        ([(1, *NO), (6, *WROTE)], [(5, True)], ("in_place", 5, "anne")),
        ([(1, *YES), (6, *WROTE)], [(5, False)], ("in_place", 6, None)),
        ([(6, *YES)], [(5, False)], ("missing", 5, "anne")),
    ],
    ids=[
        "nothing is known", "one of two is answered", "both are", "and stay so", "a concern", "since the first of them",
        "a concern later", "which is over", "and back", "ticked", "unticked", "the newest tick holds",
        "a tick above an older concern", "above what was in place", "a tick and more that is good",
        "a concern after the tick", "something else after it", "all answered well after it", "one of two after it",
    ],
)  # fmt: skip
def test_evidence_is_in_place_by_answers_or_by_the_facilitators_word(
    said: list[tuple[int, str, Value]], ticks: list[tuple[int, bool]], wanted: tuple[str, int | None, str | None]
) -> None:
    found = gate([given(*it) for it in said], [tick(n, "shared", in_place=it) for n, it in ticks])

    assert stands(found.items[0]) == wanted


def test_what_waits_for_an_answer_or_is_in_the_way_is_named() -> None:
    assert gate([given(1, *YES)]).items[0].questions == ("note",)
    assert gate([given(1, *NO), given(2, *WROTE)]).items[0].questions == ("agreed",)
    assert gate([]).items[1].questions == ("ready",)


def test_a_gate_is_complete_when_the_last_of_it_came() -> None:
    both = [given(1, *YES), given(2, *WROTE)]

    assert gate(both).complete_since is None
    assert gate([*both, given(4, "ready", "yes")]).complete_since == day(4)
    assert gate([*both, given(4, "ready", "no")]).complete_since is None
    assert gate(both, [tick(7, "ready")]).complete_since == day(7)
    assert [it.evidence.id for it in gate(both).open] == ["ready"]
    assert [it.standing for it in gate(both).in_place] == [Standing.IN_PLACE]


def test_a_gate_that_asks_for_nothing_is_never_complete() -> None:
    assert find_gate(GATED, "plan", [], []).complete_since is None


def test_what_no_gate_asks_is_not_read() -> None:
    assert gate([given(1, "progress", 1), given(2, "gone-question", "no")]).in_place == ()
