"""A database with the example programme in it, one check-in that was asked, and answers as they were given."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import insert

from bot.content.programme_file import parse_programme
from bot.export import write_export
from bot.flow.applying.apply import apply
from bot.flow.house import House
from bot.storage import people
from bot.storage.check_ins import add_check_in
from bot.storage.database import Database
from bot.storage.tables import answers
from tests.support.programmes import programme
from tests.support.world import content

APPLIED = datetime(2026, 8, 20, 8, 0, tzinfo=UTC)
ASKED = datetime(2026, 9, 1, 8, 0, tzinfo=UTC)
ANSWERED = datetime(2026, 9, 1, 10, 30, 15, 250000, tzinfo=UTC)

ANSWER: dict[str, Any] = {
    "check_in_id": 1,
    "team_id": 1,
    "question": "progress",
    "question_version": 2,
    "phase": "prepare",
    "step": "anchor",
    "about": "team",
    "wording": "Hvordan går det?",
    "value": 4,
    "asked_at": ASKED,
    "answered_at": ANSWERED,
    "late": False,
    "source": "chat",
}


@asynccontextmanager
async def asked_once(database_url: str) -> AsyncIterator[Database]:
    """The example programme in this database; its team was asked once."""
    house = House(Database(database_url), content())
    await apply(house, parse_programme(programme(), "ridge.yaml", house.content), APPLIED)
    moments = {"due_at": ASKED, "asked_at": ASKED, "answered_at": ANSWERED}
    async with house.db.write() as tx:
        await add_check_in(tx, 1, date(2026, 9, 1), phase="prepare", state="answered", questions=[], **moments)
    yield house.db
    await house.db.close()


async def keep_answers(db: Database, *given: dict[str, Any], by: str = "kari") -> None:
    """Keep answers of this person; what is not given of one is as in `ANSWER`."""
    async with db.write() as tx:
        person = await people.person_by_slug(tx, by)
        assert person
        await tx.execute(insert(answers), [ANSWER | one | {"person_id": person.id} for one in given])


async def exported(db: Database, what: str, folder: Path) -> list[dict[str, Any]]:
    """The export as JSON lines, read back."""
    out = folder / f"{what}.jsonl"
    await write_export(db, what, "jsonl", out)
    return [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
