"""How far a team has come: the levels, both sides, and when a facilitator is asked."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.content.models import load_models
from bot.domain.model import Kind
from bot.domain.progress_score import LEVELS, QUESTION, WHY, Scored, both_sides, next_asking, score_of
from bot.domain.schedule import ScoreRule
from bot.settings import ROOT

NOW = datetime(2026, 10, 7, 8, tzinfo=UTC)
OSLO = ZoneInfo("Europe/Oslo")


def test_the_levels_are_half_steps_up_to_five() -> None:
    assert [score_of(level) for level in LEVELS] == [0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5]
    assert [score_of(it) for it in ("level-9-0", "level-3", "yes", 3, ("level-3-0",))] == [None] * 5


@pytest.mark.parametrize("loaded", load_models(ROOT / "prompts" / "models").values(), ids=lambda it: it.model.id)
def test_every_shipped_model_asks_for_it_with_a_reason_and_shows_managers_neither(loaded: object) -> None:
    model = loaded.model  # type: ignore[attr-defined]
    score, why = model.question(QUESTION), model.question(WHY)

    assert (score.kind, score.choices, score.seen_by_managers) == (Kind.CHOICE, LEVELS, False)
    assert (why.kind, why.longest, why.seen_by_managers) == (Kind.TEXT, 200, False)
    assert {QUESTION, WHY} <= set(model.rules.monthly)


@pytest.mark.parametrize(
    ("team", "facilitator", "weeks", "differ"),
    [
        (2.5, 4, (0, 0), True),
        (3, 4, (0, 6), True),
        (4, 3, (0, 0), True),
        (3.5, 4, (0, 0), False),
        (1, 5, (7, 0), False),
        (1, 5, (0, 7), False),
        (1, None, (0, 0), False),
        (None, 1, (0, 0), False),
    ],
    ids=["far apart", "one apart", "the other way", "half a step", "the team said it long ago", "so did the other",
         "only the team", "only the facilitator"],
)  # fmt: skip
def test_both_sides_are_compared_while_they_hold(
    team: float | None, facilitator: float | None, weeks: tuple[int, int], *, differ: bool
) -> None:
    said = [
        None if score is None else Scored(score, NOW - timedelta(weeks=ago))
        for score, ago in zip((team, facilitator), weeks, strict=True)
    ]

    assert both_sides(*said, NOW).differ is differ


def asked(after: str, *, closed: str = "", ends: str = "2027-06-18", rule: ScoreRule | None = None) -> str:
    """When a facilitator is asked after this, in a collaborative that starts on Monday 31 August 2026."""
    moment = datetime.fromisoformat(after).replace(tzinfo=OSLO)
    starts, last = date(2026, 8, 31), date.fromisoformat(ends)
    found = next_asking(rule or ScoreRule(), starts, last, OSLO, lambda it: it.isoformat() in closed, moment)
    return f"{found.astimezone(OSLO):%Y-%m-%d %H:%M}" if found else ""


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        ("2026-08-01 12:00", "2026-09-30 09:00"),
        ("2026-09-02 09:00", "2026-09-30 09:00"),
        ("2026-09-30 08:59", "2026-09-30 09:00"),
        ("2026-09-30 09:00", "2026-10-28 09:00"),
        ("2027-03-18 12:00", "2027-04-14 09:00"),
    ],
    ids=["before the start", "not in the first week", "on the day", "every four weeks", "over the change of the clock"],
)
def test_a_facilitator_is_asked_every_fourth_week(after: str, expected: str) -> None:
    assert asked(after) == expected


def test_a_closed_day_shifts_the_question_and_is_not_made_up_for() -> None:
    assert asked("2026-09-29 12:00", closed="2026-09-30 2026-10-01") == "2026-10-02 09:00"
    assert asked("2026-10-02 09:00", closed="2026-09-30 2026-10-01") == "2026-10-28 09:00"


def test_nobody_is_asked_after_the_end() -> None:
    assert asked("2026-09-30 12:00", ends="2026-10-27") == ""
    assert asked("2026-09-29 12:00", ends="2026-09-30", closed="2026-09-30") == ""


def test_a_schedule_of_ones_own_says_when() -> None:
    assert asked("2026-09-01 12:00", rule=ScoreRule(every_weeks=2, weekday=0)) == "2026-09-14 09:00"
