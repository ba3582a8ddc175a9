"""Where and in which language a programme takes place: zones, countries and languages have to be there."""

from collections.abc import Iterable, Iterator
from zoneinfo import ZoneInfo, available_timezones

from bot.content.content import Content
from bot.content.holidays_of import UnknownCountry, holiday_dates
from bot.content.programme_parts import ProgrammePart
from bot.content.shape import suggest
from bot.content.yaml_file import Place, YamlFile
from bot.domain.errors import Problem


def check_places(file: YamlFile, part: ProgrammePart) -> Iterator[Problem]:
    """Every time zone and country that is not there."""
    zones: list[tuple[str | None, Place]] = [(part.zone, ("zone",))]
    zones += [(person.zone, ("people", n, "zone")) for n, person in enumerate(part.people)]
    zones += [(team.zone, ("teams", n, "zone")) for n, team in enumerate(part.teams)]
    for zone, place in zones:
        if zone is not None and not _is_zone(zone):
            yield file.problem(f'there is no time zone "{zone}"; {_near_zone(zone)}', *place)
    try:
        holiday_dates(part.holidays)
    except UnknownCountry as unknown:
        yield file.problem(str(unknown), "holidays")


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (OSError, ValueError):  # ZoneInfoNotFoundError is a KeyError
        return False
    except KeyError:
        return False
    return True


def _near_zone(name: str) -> str:
    # Etc/GMT+1 is an hour behind Greenwich and not before it, which nobody means.
    zones = {zone for zone in available_timezones() if not zone.startswith("Etc/")}
    of_city = [zone for zone in sorted(zones) if zone.rpartition("/")[2].casefold() == name.casefold()]
    if of_city:
        return f'did you mean "{of_city[-1]}"?'
    hint = suggest(name, zones)
    return hint if hint.startswith("did") else "it is written as continent and city, such as Europe/Oslo"


def check_languages(file: YamlFile, part: ProgrammePart, content: Content) -> Iterator[Problem]:
    """Every language in which the bot has no words."""
    languages = content.wording.languages
    yield from known(file, "language", part.language, languages, "language")
    for n, person in enumerate(part.people):
        if person.language is not None:
            yield from known(file, "language", person.language, languages, "people", n, "language")


def known(file: YamlFile, what: str, id_: str, there: Iterable[str], *place: str | int) -> Iterator[Problem]:
    """The problem with an id that is not among those there are."""
    names = list(there)
    if id_ not in names:
        yield file.problem(f'there is no {what} "{id_}"; {suggest(id_, names)}', *place)
