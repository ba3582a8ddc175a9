"""Public holidays and weekends by country."""

from datetime import date

import pytest

from bot.content.holidays_of import UnknownCountry, holiday_dates

SATURDAY, SUNDAY, FRIDAY = 5, 6, 4


def test_norway_has_its_twelve_days() -> None:
    holidays, weekend = holiday_dates("NO")

    days = [
        date(2026, *day)
        for day in [
            (1, 1),
            (4, 2),
            (4, 3),
            (4, 5),
            (4, 6),
            (5, 1),
            (5, 14),
            (5, 17),
            (5, 24),
            (5, 25),
            (12, 25),
            (12, 26),
        ]
    ]
    assert all(day in holidays for day in days)
    assert date(2026, 12, 24) not in holidays
    assert date(2026, 3, 29) not in holidays  # Palm Sunday is a Sunday, no holiday of its own
    assert weekend == {SATURDAY, SUNDAY}


def test_a_part_of_a_country_has_its_own_days() -> None:
    epiphany = date(2026, 1, 6)

    assert epiphany in holiday_dates("DE-BY")[0]
    assert epiphany not in holiday_dates("DE")[0]


def test_the_weekend_is_the_countrys() -> None:
    assert holiday_dates("EG")[1] == {FRIDAY, SATURDAY}


@pytest.mark.parametrize("code", ["no", "", "NO-XX", "../x", "XQ", "registry"])
def test_an_unknown_country_is_told(code: str) -> None:
    with pytest.raises(UnknownCountry):
        holiday_dates(code)
