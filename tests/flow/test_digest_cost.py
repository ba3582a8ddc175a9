"""What is known of a team is read once, however many read about it."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine, event, select, update

from bot.flow.digests.digest import digest
from bot.storage.tables import people, readers
from tests.flow.rooms import Rooms, rooms, team, teams_text

pytestmark = pytest.mark.asyncio(loop_scope="session")

FOLK = "kari ola nina zara zoe zita"


def text(number: int) -> str:
    """So many teams, each with the same four managers."""
    lines = [team(f"team-{n}", "zara, zoe, zita") for n in range(number)]
    return teams_text(*lines, people_of=FOLK).replace("[per]", "[per, kari, ola, nina]")


async def cost(r: Rooms, of: int) -> int:
    """How many statements the pages of so many readers take."""
    found = 0

    def counted(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        nonlocal found
        found += not statement.startswith("BEGIN")

    event.listen(Engine, "before_cursor_execute", counted)
    try:
        counts = await digest(r.house, r.now)
    finally:
        event.remove(Engine, "before_cursor_execute", counted)
    assert counts["digests"] == of
    return found


async def test_one_more_reader_costs_the_same_however_many_teams_they_have(database_url: str) -> None:
    async with rooms(database_url, text(8)) as r:
        await r.join("zara", "zoe", "zita", "per", "kari", "ola", "nina")
        await r.to("2026-09-06 12:00")
        r.now = r.moment("2026-09-07 08:00")
        four = await cost(r, 4)

        await r.change(update(readers).values(next_due_at=None))
        await r.to("2026-09-13 12:00")
        r.now = r.moment("2026-09-14 08:00")
        per = select(people.c.id).where(people.c.slug == "per").scalar_subquery()
        due = {"next_due_at": r.now, "next_week": date(2026, 9, 14)}
        await r.change(update(readers).where(readers.c.person_id == per).values(due))
        one = await cost(r, 1)
    # Three more readers: each with their own rows, and none of the teams' again.
    assert four - one <= 3 * 24
    assert one > 80
