"""What a programme file says against what was applied before: an id that would mean something else from now on."""

import asyncio
from collections.abc import Collection, Iterator

from bot.content.programme_file import ReadProgramme
from bot.domain.errors import Problem
from bot.domain.programme import Programme
from bot.storage import explaining
from bot.storage import programme as rows
from bot.storage.database import Database, DatabaseUnusable, Tx
from bot.storage.looking import look_at
from bot.storage.opening import explained

# Looking is a courtesy here: `mellom doctor` is for what is wrong with the database.
LONGEST_LOOK = 10.0
_WHAT_IT_COUNTS = ("kind", "unit", "direction")


async def check_applied(url: str, files: Collection[ReadProgramme]) -> list[Problem]:
    """Every id that was applied with another meaning; nothing where there is no database to look into."""
    try:
        if explaining.is_not_made(url):
            return []
        async with asyncio.timeout(LONGEST_LOOK):
            await look_at(url)
            return await _look(url, files)
    except (DatabaseUnusable, TimeoutError):
        return []


async def _look(url: str, files: Collection[ReadProgramme]) -> list[Problem]:
    db, found = Database(url), list[Problem]()
    try:
        with explained(url):
            async with db.read() as tx:
                for read in files:
                    found += await _check(tx, read)
    finally:
        await db.close()
    return found


async def _check(tx: Tx, read: ReadProgramme) -> list[Problem]:
    last = await rows.applied(tx, read.part.collaborative)
    if last is None:
        return []
    removed = await explaining.removed_teams(tx, last.id)
    return [*_model(read, last.programme), *_teams(read, removed), *_measures(read, last.programme)]


def _model(read: ReadProgramme, before: Programme) -> Iterator[Problem]:
    if read.part.model != before.model:
        message = (
            f'"{before.collaborative}" was applied with the model "{before.model}", and its answers belong to that'
        )
        yield read.file.problem(f"{message}; keep it, or give the collaborative another id", "model")


def _teams(read: ReadProgramme, removed: dict[str, str]) -> Iterator[Problem]:
    for n, team in enumerate(read.part.teams):
        if removed.get(team.id, team.title) != team.title:
            message = f'"{team.id}" was the id of {removed[team.id]}, whose answers would become those of {team.title}'
            yield read.file.problem(f"{message}; give this team another id", "teams", n, "id")


def _measures(read: ReadProgramme, before: Programme) -> Iterator[Problem]:
    known = {measure.id: (team.id, measure) for team in before.teams for measure in team.measures}
    for n, team in enumerate(read.part.teams):
        for m, measure in enumerate(team.measures):
            of_team, was = known.get(measure.id, (team.id, measure))
            # What was left open before may be said now.
            changed = next(
                (key for key in _WHAT_IT_COUNTS if getattr(was, key) not in (None, "", getattr(measure, key))), None
            )
            if of_team != team.id:
                message = f'the measure "{measure.id}" is that of {of_team} so far; give this one another id'
                yield read.file.problem(message, "teams", n, "measures", m, "id")
            elif changed:
                message = (
                    f'the measure "{measure.id}" would go on as another one: its {changed} was {getattr(was, changed)}'
                )
                yield read.file.problem(f"{message}; give this one another id", "teams", n, "measures", m, changed)
