"""A message to teams shown once more: as they will read it, whom it reaches, and when."""

from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from bot.domain.language import Language
from bot.flow.facilitating.messages.send import Reader, as_read, joined_members, readers_of
from bot.flow.house import House, is_over, language_of, zone_of
from bot.storage import teams
from bot.storage.database import Tx
from bot.storage.rows import PersonRow, TeamRow, WritingRow

MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class Reached:
    """Whom a message reaches: the people by their ids, the moments at which it comes, and the teams without anybody."""

    people: frozenset[int]
    moments: tuple[datetime, ...]
    nobody_in: tuple[TeamRow, ...]


async def teams_of(tx: Tx, house: House, writing: WritingRow, now: datetime) -> list[TeamRow]:
    """The teams that a message is to go to: those that are still there and not at their end."""
    found = [await teams.team_by_id(tx, team_id) for team_id in writing.about["teams"]]
    return [team for team in found if house.knows(team) and team.removed_at is None and not is_over(team, now)]


async def reached_by(tx: Tx, house: House, its_teams: list[TeamRow], now: datetime) -> Reached:
    """Whom a message to these teams reaches now, and when."""
    members: set[int] = set()
    readers: list[Reader] = []
    nobody_in: list[TeamRow] = []
    for team in its_teams:
        joined = await joined_members(tx, team)
        members |= {person.id for person in joined}
        readers += await readers_of(tx, house, team, now, joined) if joined else []
        nobody_in += [] if joined else [team]
    return Reached(frozenset(members), tuple(sorted(it.at for it in readers)), tuple(nobody_in))


async def preview(
    tx: Tx, house: House, person: PersonRow, language: Language, writing: WritingRow, text: str, now: datetime
) -> str:
    """The message as it will be read, and whom it reaches when."""
    wording, its_teams = house.content.wording, await teams_of(tx, house, writing, now)
    reached = await reached_by(tx, house, its_teams, now)
    names = wording.list([team.title for team in reached.nobody_in[:MOST_NAMED]], language)
    return wording.layout(
        "message-preview",
        language,
        message=_as_the_first_reads_it(house, person, its_teams, text, language),
        who=_who(house, person, language, its_teams, reached, now) if reached.people else "",
        nobody_in=names if its_teams else "",
        more=max(0, len(reached.nobody_in) - MOST_NAMED),
    )


def _as_the_first_reads_it(
    house: House, person: PersonRow, its_teams: list[TeamRow], text: str, language: Language
) -> Markup:
    return as_read(house, person, text, Language(its_teams[0].language) if its_teams else language)


def _who(
    house: House, person: PersonRow, language: Language, its_teams: list[TeamRow], reached: Reached, now: datetime
) -> str:
    """Who gets it and when: now, later, or as each one's hours allow."""
    wording, (first, *_, last) = house.content.wording, (*reached.moments, reached.moments[-1])
    to = _to_whom(house, its_teams, language)
    people = wording.count("people", len(reached.people), language)
    if last <= now:
        return wording.render("messages.preview.now", language, to=to, people=people)
    when = wording.when(last, zone_of(person, its_teams[0]), now, language)
    key = "later" if first == last else "as-hours-allow"
    return wording.render(f"messages.preview.{key}", language, to=to, people=people, when=when)


def _to_whom(house: House, its_teams: list[TeamRow], language: Language) -> str:
    if len(its_teams) == 1:
        return its_teams[0].title
    return house.content.wording.count("teams", len(its_teams), language)


def language_for(person: PersonRow, its_teams: list[TeamRow], fallback: str) -> Language:
    """The language in which the writer is answered."""
    return language_of(person, its_teams[0].language if its_teams else fallback)
