"""The public holidays and the weekend of a country, by its code."""

import re
from collections.abc import Container
from datetime import date

from holidays import country_holidays, list_supported_countries

from bot.content.shape import suggest
from bot.domain.errors import MellomError

_COUNTRY = re.compile(r"[A-Z]{2,3}")


class UnknownCountry(MellomError):
    """A country or a part of one that the holiday calendar does not know."""


def holiday_dates(code: str) -> tuple[Container[date], frozenset[int]]:
    """The holidays and the weekdays off (Monday is 0) of `NO`, or of a part of a country as `US-NY`."""
    country, _, part = code.partition("-")
    if not _COUNTRY.fullmatch(country):
        raise UnknownCountry(f'"{code}" is no country; write its two letters, such as NO or SE')
    try:
        calendar = country_holidays(country, subdiv=part or None)
    except NotImplementedError:
        raise UnknownCountry(_what_is_wrong(country, part)) from None
    return calendar, frozenset(calendar.weekend)


def _what_is_wrong(country: str, part: str) -> str:
    # Asked only now: it loads the calendars of all countries.
    countries = list_supported_countries()
    if country not in countries:
        return f'no holidays are known for the country "{country}"; write its two letters, such as NO or SE'
    return f'"{country}" has no part "{part}"; {suggest(part, countries[country])}'
