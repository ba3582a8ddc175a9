"""The public holidays and the weekend of a country, by its code."""

import re
from collections.abc import Container, Mapping
from datetime import date
from difflib import get_close_matches
from functools import cache

from babel import Locale
from holidays import country_holidays, list_supported_countries

from bot.content.shape import suggest
from bot.domain.errors import MellomError

_TWO_LETTERS = "write its two letters, such as NO or SE"
# The languages in which somebody here may write a country's name.
_NAMED_IN = ("en", "nb", "nn", "sv", "da")
_COUNTRY = re.compile(r"[A-Z]{2,3}")


class UnknownCountry(MellomError):
    """A country or a part of one that the holiday calendar does not know."""


# A calendar works out each year once, and is asked for very often.
@cache
def holiday_dates(code: str) -> tuple[Container[date], frozenset[int]]:
    """The holidays and the weekdays off (Monday is 0) of `NO`, or of a part of a country as `US-NY`."""
    country, _, part = code.partition("-")
    if not _COUNTRY.fullmatch(country):
        raise UnknownCountry(f'"{code}" is no country; {_near_country(code)}')
    try:
        calendar = country_holidays(country, subdiv=part or None)
    except NotImplementedError:
        raise UnknownCountry(_what_is_wrong(country, part)) from None
    return calendar, frozenset(calendar.weekend)


def named_holidays(code: str, language: str) -> tuple[Mapping[date, str], frozenset[int]]:
    """The same with the name of each holiday: in English for English, else as the country itself calls it."""
    country, _, part = code.partition("-")
    calendar = country_holidays(country, subdiv=part or None)
    english = language.startswith("en") and "en_US" in calendar.supported_languages
    # Named outright: left to itself the library speaks the language of the machine.
    spoken = "en_US" if english else calendar.default_language
    return country_holidays(country, subdiv=part or None, language=spoken), frozenset(calendar.weekend)


def _what_is_wrong(country: str, part: str) -> str:
    # Asked only now: it loads the calendars of all countries.
    countries = list_supported_countries()
    if country not in countries:
        return f'no holidays are known for the country "{country}"; {_near_country(country)}'
    if not countries[country]:
        return f'"{country}" has no parts with holidays of their own; write "{country}"'
    return f'"{country}" has no part "{part}"; {suggest(part, countries[country])}'


def _near_country(word: str) -> str:
    """A hint for a country that is written in another way: by its name, or in small letters."""
    countries = list_supported_countries()
    if word.upper() in countries:
        return f'did you mean "{word.upper()}"?'
    named = {
        name.casefold(): code
        for language in _NAMED_IN
        for code, name in Locale(language).territories.items()
        if code in countries
    }
    near = get_close_matches(word.casefold(), named, n=1, cutoff=0.8)
    return f'did you mean "{named[near[0]]}"?' if near else _TWO_LETTERS
