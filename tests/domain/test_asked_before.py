"""What came of a question so far."""

import pytest

from bot.domain.asked_before import Earlier, Record, Said, Urgency, record_of
from bot.domain.model import Value
from tests.domain.models import yes_no
from tests.domain.years import FIRST

QUESTION = yes_no("agreed")
ELSE: dict[str, Value] = {"progress": 3}


def record(*check_ins: dict[str, Value] | None) -> Record:
    """Of check-ins that asked the question and were answered so; None where one did not ask it."""
    return record_of(
        QUESTION, [Earlier(FIRST, () if said is None else ("progress", "agreed"), said or {}) for said in check_ins]
    )


@pytest.mark.parametrize(
    ("check_ins", "expected"),
    [
        ([], Record(Said.NOTHING, 0, 0, twice_running=False)),
        ([{}], Record(Said.NOTHING, 1, 0, twice_running=False)),
        ([ELSE, ELSE], Record(Said.NOTHING, 1, 2, twice_running=True)),
        ([{"agreed": "no"}, None], Record(Said.CONCERN, 2, 1, twice_running=False)),
        ([{"agreed": "no"}, {"agreed": "no"}], Record(Said.CONCERN, 1, 2, twice_running=False)),
        ([{"agreed": "no"}, ELSE], Record(Said.CONCERN, 1, 2, twice_running=True)),
        ([{"agreed": "no"}, {"agreed": "yes"}], Record(Said.FINE, 1, 0, twice_running=True)),
        ([{"agreed": "yes"}, None, None, {"agreed": "no"}], Record(Said.CONCERN, 1, 1, twice_running=False)),
    ],
    ids=[
        "never asked",
        "nobody answered",
        "skipped",
        "a concern",
        "twice",
        "then skipped",
        "well again",
        "not any more",
    ],
)
def test_what_the_team_said_and_how_often_it_was_asked_for_it(
    check_ins: list[dict[str, Value] | None], expected: Record
) -> None:
    assert record(*check_ins) == expected


@pytest.mark.parametrize(
    ("check_ins", "may_come", "urgency"),
    [
        ([], True, Urgency.OPEN),
        ([ELSE], True, Urgency.OPEN),
        ([{}, {}], False, Urgency.OPEN),
        ([{}, {}, None], True, Urgency.OPEN),
        ([ELSE, ELSE], False, Urgency.AGAIN),
        ([{"agreed": "no"}] * 2, True, Urgency.RETURNS),
        ([{"agreed": "no"}] * 3, False, Urgency.STILL_IN_THE_WAY),
        ([{"agreed": "yes"}, None, None], False, Urgency.AGAIN),
        ([{"agreed": "yes"}, None, None, None], True, Urgency.AGAIN),
        ([{"agreed": "yes"}, {}], False, Urgency.AGAIN),
    ],
)
def test_whether_it_may_come_again_and_how_urgent_it_is(
    check_ins: list[dict[str, Value] | None], may_come: bool, urgency: Urgency
) -> None:
    found = record(*check_ins)

    assert (found.may_come, found.urgency) == (may_come, urgency)
