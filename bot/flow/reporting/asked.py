"""Which document somebody means who names a team or a collaborative."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.content.shape import suggest
from bot.domain.errors import MellomError
from bot.domain.report import Report
from bot.domain.working_time import local_time
from bot.flow.house import House
from bot.flow.reporting.brief import brief_of
from bot.flow.reporting.monthly import monthly_report_of
from bot.storage import explaining, teams
from bot.storage.database import Tx
from bot.storage.programme import collaborative_ids
from bot.storage.rows import TeamRow

# With a gathering within so many days a brief is meant, else the report of a month.
AHEAD = timedelta(days=14)


class Kind(StrEnum):
    """The kinds of documents."""

    BRIEF = "brief"
    MONTHLY = "monthly"


@dataclass(frozen=True, slots=True)
class Document:
    """A document with a name for its file, of which the ending is still to come."""

    report: Report
    file_name: str


async def document_about(house: House, name: str, kind: Kind | None, language: str | None, now: datetime) -> Document:
    """The document about the team or collaborative of this id. MellomError with near ones where there is none."""
    known = house.content.wording.languages
    if language is not None and language not in known:
        raise MellomError(f'there are no words in "{language}"; {suggest(language, known)}')
    async with house.db.read() as tx:
        found = await _called(tx, house, name)
        return await _document(tx, house, found, name, kind, language or found[0].language, now)


async def _document(
    tx: Tx, house: House, found: list[TeamRow], name: str, kind: Kind | None, language: str, now: datetime
) -> Document:
    today = local_time(now, ZoneInfo(found[0].zone)).date()
    session = await teams.next_session(tx, found[0].collaborative_id, today)
    if kind is None:
        kind = Kind.BRIEF if session is not None and session.on_date - today <= AHEAD else Kind.MONTHLY
    file_name = f"{name.replace('/', '-')}-{kind}-{today}"
    if kind is Kind.MONTHLY:
        return Document(await monthly_report_of(tx, house, found, language, now), file_name)
    if session is None:
        raise MellomError(f'no gathering of "{found[0].collaborative}" is to come; write --kind monthly')
    return Document(await brief_of(tx, house, found, session, language, now), file_name)


async def _called(tx: Tx, house: House, name: str) -> list[TeamRow]:
    """The team, or the teams of the collaborative, of this id; at least one, and all of them readable."""
    collaboratives = await collaborative_ids(tx)
    of_id = [team for team in await explaining.teams_called(tx, name) if team.removed_at is None]
    if name in collaboratives and not of_id:
        found = await teams.teams_of(tx, collaboratives[name])
        if not found:
            raise MellomError(f'the collaborative "{name}" has no team')
    else:
        found = [_the_one(of_id, name, collaboratives, await explaining.team_names(tx))]
    readable = [team for team in found if house.knows(team)]
    if not readable:
        raise MellomError(f'what "{name}" goes by is not in the content any more; see mellom check --explain {name}')
    return readable


def _the_one(found: list[TeamRow], name: str, collaboratives: dict[str, int], teams_known: list[str]) -> TeamRow:
    names = " or ".join(f"{team.collaborative}/{team.slug}" for team in found)
    if len(found) > 1:
        raise MellomError(f'there is more than one team "{name}"; name it as {names}')
    if found and name in collaboratives:
        raise MellomError(f'"{name}" is a team and a collaborative; name the team as {names}')
    if not found:
        near = suggest(name.rpartition("/")[2], [*teams_known, *collaboratives])
        raise MellomError(f'there is no team or collaborative "{name}"; {near}')
    return found[0]
