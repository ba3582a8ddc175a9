"""What a tick costs: with 50 teams to be asked at once, and with nothing to do, on a SQLite file."""

import asyncio
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import typer
from sqlalchemy import Engine, event

from benchmarks.rehearsal import programme_of
from bot.content.content import load_content
from bot.domain.programme import Programme
from bot.flow.applying.apply import apply
from bot.flow.house import House
from bot.flow.rounds import ROUNDS
from bot.rehearsal.channel import Phones
from bot.rehearsal.deeds import Act, Deed
from bot.rehearsal.hands import Hands
from bot.settings import ROOT
from bot.storage.database import Database
from bot.storage.due import next_moment
from bot.storage.migrate import migrate_async

TEAMS, MEMBERS, WEEKS, IDLE_TICKS = 50, 5, 40, 200
OSLO = ZoneInfo("Europe/Oslo")
JOINED_AT = datetime(2026, 8, 31, 8, tzinfo=OSLO).astimezone(UTC)
ASKED_AT = datetime(2026, 9, 1, 10, tzinfo=OSLO).astimezone(UTC)


@dataclass(slots=True)
class Cost:
    """Seconds, and statements that the database was given."""

    seconds: float = 0.0
    statements: int = 0


async def tick(house: House, now: datetime) -> Counter[str]:
    """What the running bot does at a tick."""
    async with house.db.read() as tx:
        due = await next_moment(tx)
    counts: Counter[str] = Counter()
    if due is not None and due <= now:
        for act in ROUNDS:
            counts += await act(house, now)
    return counts


@contextmanager
def measured() -> Iterator[Cost]:
    """What is done here costs so much; known when it is done."""
    cost, began = Cost(), time.perf_counter()

    def counted(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        cost.statements += not statement.startswith("BEGIN")

    event.listen(Engine, "before_cursor_execute", counted)
    try:
        yield cost
    finally:
        cost.seconds = time.perf_counter() - began
        event.remove(Engine, "before_cursor_execute", counted)


async def _all_join(house: House, programme: Programme) -> None:
    people = tuple(person.id for person in programme.people)
    hands = Hands(house, Phones(JOINED_AT), people, count(1))
    for person in people:
        await hands.do(Deed(JOINED_AT, person, Act.JOIN), JOINED_AT)


async def _measure(folder: str) -> None:
    url = f"sqlite+aiosqlite:///{Path(folder) / 'bench.db'}"
    await migrate_async(url)
    house = House(Database(url), load_content(ROOT / "prompts", ROOT / "schedules"))
    programme = programme_of(TEAMS, WEEKS, MEMBERS, "fortnightly")
    try:
        await apply(house, programme, JOINED_AT)
        await _all_join(house, programme)
        await tick(house, ASKED_AT - timedelta(minutes=1))
        with measured() as full:
            counts = await tick(house, ASKED_AT)
        with measured() as idle:
            for n in range(IDLE_TICKS):
                await tick(house, ASKED_AT + timedelta(seconds=5 * (n + 1)))
    finally:
        await house.db.close()
    asked = counts["asked"]
    typer.echo(
        f"tick with {asked} teams of {MEMBERS} to ask: {full.seconds:.2f} s, {full.statements} statements "
        f"({full.statements / asked:.0f} a team)"
    )
    typer.echo(
        f"tick with nothing to do: {idle.seconds / IDLE_TICKS * 1000:.2f} ms, "
        f"{idle.statements / IDLE_TICKS:.0f} statements (mean of {IDLE_TICKS})"
    )


def main() -> None:
    """Measure both ticks and print what they cost."""
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(_measure(folder))


if __name__ == "__main__":
    typer.run(main)
