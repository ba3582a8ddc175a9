"""What is stored about somebody in a few lines, as they read it in the chat."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.flow.house import House
from bot.flow.privacy.kept import day_for_person, zone_for_person
from bot.storage import holding, people
from bot.storage.absences import absences_of
from bot.storage.database import Tx
from bot.storage.rows import PersonRow


async def summary(tx: Tx, house: House, person: PersonRow, now: datetime, language: str) -> str:
    """What is stored about the person, who sees it, and when it is erased."""
    wording, held = house.content.wording, await holding.in_short(tx, person.id)
    erased_on = await day_for_person(tx, house, person.id)
    zone = ZoneInfo(person.zone or await zone_for_person(tx, person.id))
    today = now.astimezone(zone).date()
    return wording.layout(
        "mydata",
        language,
        person=person.name,
        id=person.slug,
        email=person.email or "",
        language=wording.language_name(person.language, language) if person.language else "",
        zone=person.zone or "",
        quiet=_quiet(person),
        days=_days(house, person, language),
        away=await _away(tx, house, person, today, language),
        roles=await _roles(tx, house, person, language),
        is_member=held.was_member,
        joined_on=_day(house, person.joined_at.astimezone(zone).date(), language) if person.joined_at else "",
        answers=wording.count("answers", held.answers, language) if held.answers else "",
        since=_day(house, held.since.astimezone(zone).date(), language) if held.since else "",
        tests=wording.count("tests", held.tests, language) if held.tests else "",
        waiting=wording.count("messages", held.waiting, language) if held.waiting else "",
        erased_on=_day(house, erased_on, language) if erased_on else "",
    )


def _day(house: House, day: date, language: str) -> str:
    return house.content.wording.date(day, language, "year")


def _quiet(person: PersonRow) -> tuple[str, str] | None:
    if person.quiet_from is None or person.quiet_until is None:
        return None
    return f"{person.quiet_from:%H:%M}", f"{person.quiet_until:%H:%M}"


def _days(house: House, person: PersonRow, language: str) -> str:
    if not person.working_days:
        return ""
    wording = house.content.wording
    return wording.list(
        [wording.spelling(language).weekday_named(day) for day in sorted(person.working_days)], language
    )


async def _away(tx: Tx, house: House, person: PersonRow, today: date, language: str) -> str:
    """The days away that are not over; past ones stand in the file."""
    wording = house.content.wording
    coming = [
        wording.plain(
            "mydata.range", language, first=_day(house, it.first, language), last=_day(house, it.last, language)
        )
        for it in await absences_of(tx, person.id)
        if it.last >= today
    ]
    return wording.list(coming, language) if coming else ""


async def _roles(tx: Tx, house: House, person: PersonRow, language: str) -> list[tuple[str, str]]:
    titles = people.titles_by_role(await people.roles_of(tx, person.id))
    return [(role, house.content.wording.list(found, language)) for role, found in titles.items() if found]
