"""Where an explanation comes from: the database, or a programme file as if it were applied now."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.content.content import Content
from bot.domain.errors import MellomError
from bot.domain.programme import Programme
from bot.flow.applying.apply import apply
from bot.flow.explaining.explain import explain, is_known
from bot.flow.explaining.explained import Explained
from bot.flow.house import House
from bot.storage.database import Database
from bot.storage.explaining import is_not_made
from bot.storage.looking import look_at
from bot.storage.opening import explained, open_database


async def explain_team(
    url: str, content: Content, files: Mapping[Path, Programme], name: str, now: datetime
) -> Explained:
    """The team as the database has it, or else as these files have it; the database is only read, and never made."""
    if not is_not_made(url):
        async with _only_read(url, content) as house:
            if not files or await is_known(house, name):
                return await explain(house, name, now)
    if not files:
        raise MellomError(
            f"nothing was applied yet: name the programme file too, as in mellom check FILE --explain {name}"
        )
    async with _thrown_away(content) as house:
        for programme in files.values():
            await apply(house, programme, now)
        return await explain(house, name, now, from_file=_file_of(files, name))


@asynccontextmanager
async def _only_read(url: str, content: Content) -> AsyncIterator[House]:
    await look_at(url)
    db = Database(url)
    try:
        with explained(url):
            yield House(db, content)
    finally:
        await db.close()


@asynccontextmanager
async def _thrown_away(content: Content) -> AsyncIterator[House]:
    with TemporaryDirectory(prefix="mellom-") as folder:
        db = await open_database(f"sqlite+aiosqlite:///{folder}/explain.db")
        try:
            yield House(db, content)
        finally:
            await db.close()


def _file_of(files: Mapping[Path, Programme], name: str) -> str:
    collaborative, _, slug = name.rpartition("/")
    for path, programme in files.items():
        if collaborative in ("", programme.collaborative) and any(team.id == slug for team in programme.teams):
            return path.name
    return ""
