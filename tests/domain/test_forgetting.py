"""Until when something is kept, whose words are whose, and a programme without somebody."""

from dataclasses import replace
from datetime import date

import pytest

from bot.domain.forgetting import cleaned, erased_on, stays, without_people
from bot.domain.programme import Measure, Person, Programme, Team

CHOSEN = {"progress", "obstacle"}


@pytest.mark.parametrize(
    ("ends", "months", "erased"),
    [
        (date(2027, 6, 18), 12, date(2028, 6, 18)),
        (date(2027, 12, 31), 1, date(2028, 1, 31)),
        (date(2027, 12, 31), 2, date(2028, 2, 29)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2026, 8, 31), 120, date(2036, 8, 31)),
    ],
)
def test_the_day_is_so_many_months_after_the_end_or_the_last_of_a_shorter_month(
    ends: date, months: int, erased: date
) -> None:
    assert erased_on(ends, months) == erased


@pytest.mark.parametrize(
    ("about", "question", "value", "kept"),
    [
        ("team", "progress", 4, True),
        ("team", "obstacle", "time", True),
        ("team", "problem-sentence", "My own words", False),
        ("person", "progress", 4, False),
        ("team", "of-another-time", 12.5, True),
        ("team", "of-another-time", "yes", True),
        ("team", "of-another-time", "perhaps a name", False),
        ("team", "of-another-time", ("one", "two"), False),
    ],
)
def test_what_was_chosen_for_the_team_stays_and_every_word_of_ones_own_goes(
    about: str, question: str, value: str | float | tuple[str, ...], kept: bool
) -> None:
    assert stays(about, question, value, CHOSEN) == kept


RIDGE = Team(
    "ridge",
    "Ridge",
    "prepare",
    members=("kari", "ola"),
    facilitators=("kari",),
    managers=("kari", "per"),
    quorum="reporter",
    reporter="kari",
    measures=(Measure("reviewed", "Reviewed", "share", owner="kari"), Measure("sent", "Sent", "count", owner="ola")),
)
SAFER = Programme(
    "safer",
    "Safer",
    "model",
    "weekly",
    "Europe/Oslo",
    "NO",
    "en",
    date(2026, 8, 31),
    date(2027, 6, 18),
    people=(Person("kari", "Kari"), Person("ola", "Ola"), Person("per", "Per")),
    owners=("kari", "per"),
    teams=(RIDGE,),
)


def test_somebody_is_taken_out_of_every_place_of_a_programme() -> None:
    without = without_people(SAFER, {"kari"})

    assert "kari" not in repr(without)
    assert [it.owner for it in without.teams[0].measures] == [None, "ola"]
    assert (without.teams[0].reporter, without.teams[0].quorum) == (None, 1)
    assert without.owners == ("per",)


def test_a_programme_that_does_not_name_them_is_the_same() -> None:
    assert without_people(SAFER, {"nina"}) == SAFER
    two = replace(SAFER, teams=(replace(RIDGE, quorum=2),))
    assert without_people(two, {"kari"}).teams[0].quorum == 2


@pytest.mark.parametrize(
    ("value", "then"),
    [
        ("kari", "X"),
        ("kari, and kari-anne with kari.", "X, and kari-anne with X."),
        (["kari", {"by": "kari", "team": "kari"}], ["X", {"by": "X", "team": "kari"}]),
        ({"n": 3, "when": None, "skari": "askari"}, {"n": 3, "when": None, "skari": "askari"}),
        ("Kari Ødegård <kari@x.no>", "X <X>"),
    ],
)
def test_words_are_put_in_each_others_place_however_deep_they_stand(value: object, then: object) -> None:
    assert cleaned(value, {"Kari Ødegård": "X", "kari@x.no": "X", "kari": "X"}) == then
