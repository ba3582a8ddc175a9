"""What a programme file changes against the one before: each difference once, in an order that can be carried out."""

from dataclasses import replace
from datetime import date

import pytest

from bot.domain.changes import changes
from bot.domain.programme import Closure, Measure, Person, Programme, Session, Team

RIDGE = Team("ridge", "Ridge", "prepare", ("kari",), ("anne",), ("per",), measures=(Measure("m", "Lists", "share"),))
BEFORE = Programme(
    "safer", "Safer", "model", "weekly", "Europe/Oslo", "NO", "nb", date(2026, 8, 31), date(2027, 6, 18),
    (Session("first", "First", date(2026, 9, 8)),), (), (Person("anne", "Anne"), Person("kari", "Kari")), ("anne",),
    (RIDGE,),
)  # fmt: skip


def said(after: Programme) -> list[str]:
    return [str(change) for change in changes(BEFORE, after)]


def test_a_first_file_adds_everything_people_before_teams() -> None:
    assert [str(change) for change in changes(None, BEFORE)] == [
        "collaborative safer: added",
        "person anne: added",
        "person kari: added",
        "session first: added",
        "owner safer: people () -> (anne)",
        "team ridge: added",
        "member ridge: people () -> (kari)",
        "facilitator ridge: people () -> (anne)",
        "manager ridge: people () -> (per)",
        "measure ridge/m: added",
    ]


def test_the_same_file_changes_nothing() -> None:
    assert said(replace(BEFORE)) == []


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (replace(BEFORE, title="Safe"), ["collaborative safer: title Safer -> Safe"]),
        (replace(BEFORE, ends=date(2027, 7, 1)), ["collaborative safer: ends 2027-06-18 -> 2027-07-01"]),
        (
            replace(BEFORE, sessions=(Session("first", "First", date(2026, 9, 9)),)),
            ["session first: on 2026-09-08 -> 2026-09-09"],
        ),
        (replace(BEFORE, sessions=()), ["session first: removed"]),
        (
            replace(BEFORE, closures=(Closure(date(2026, 12, 21), date(2027, 1, 3), "Christmas"),)),
            ["collaborative safer: closures () -> (Christmas)"],
        ),
        (replace(BEFORE, people=(*BEFORE.people, Person("ola", "Ola"))), ["person ola: added"]),
        (replace(BEFORE, people=BEFORE.people[:1]), ["person kari: removed"]),
        (
            replace(BEFORE, people=(BEFORE.people[0], Person("kari", "Kari", language="nn"))),
            ["person kari: language nothing -> nn"],
        ),
        (replace(BEFORE, owners=("anne", "per")), ["owner safer: people (anne) -> (anne, per)"]),
        (replace(BEFORE, teams=()), ["team ridge: removed"]),
        (replace(BEFORE, teams=(replace(RIDGE, phase="plan"),)), ["team ridge: phase prepare -> plan"]),
        (replace(BEFORE, teams=(replace(RIDGE, quorum=2),)), ["team ridge: quorum 1 -> 2"]),
        (replace(BEFORE, teams=(replace(RIDGE, members=()),)), ["member ridge: people (kari) -> ()"]),
        (replace(BEFORE, teams=(replace(RIDGE, measures=()),)), ["measure ridge/m: removed"]),
        (
            replace(BEFORE, teams=(replace(RIDGE, measures=(Measure("m", "Lists", "share", goal=90.0),)),)),
            ["measure ridge/m: goal nothing -> 90.0"],
        ),
    ],
)
def test_each_difference_is_said_once(after: Programme, expected: list[str]) -> None:
    assert said(after) == expected


def test_a_renamed_id_is_one_gone_and_one_new() -> None:
    after = replace(BEFORE, teams=(replace(RIDGE, id="fjord"),))

    assert said(after)[:3] == ["team fjord: added", "team ridge: removed", "member fjord: people () -> (kari)"]
