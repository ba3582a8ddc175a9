"""What the pages of the week cost: so many managers with so many teams each, all due at the same moment."""

import asyncio
import tempfile
import time
import tracemalloc
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from typing import Any
from zoneinfo import ZoneInfo

import typer
from sqlalchemy import insert

from benchmarks.tick import measured
from bot.content.content import load_content
from bot.flow.digests.digest import digest
from bot.flow.house import House
from bot.settings import ROOT
from bot.storage.database import Database, Tx
from bot.storage.migrate import migrate_async
from bot.storage.tables import (
    answers,
    check_ins,
    collaboratives,
    measure_points,
    measures,
    memberships,
    people,
    readers,
    teams,
)

OSLO = ZoneInfo("Europe/Oslo")
BEGAN = datetime(2026, 8, 31, 8, tzinfo=OSLO).astimezone(UTC)
MONDAY = datetime(2026, 9, 21, 8, tzinfo=OSLO).astimezone(UTC)
MEMBERS, POINTS, CHECK_INS = 4, 12, (date(2026, 9, 1), date(2026, 9, 15))
WORDS = ("nb", "nn", "en")


async def _fill(tx: Tx, managers: int, each: int, all_teams: int) -> None:
    """A collaborative in its fourth week: every team has answered, has an obstacle, and counts something."""
    await _put(
        tx,
        collaboratives,
        [
            {
                "id": 1, "slug": "big", "title": "Safer medication", "model": "quality-improvement-model",
                "schedule": "fortnightly", "zone": "Europe/Oslo", "holidays": "NO", "language": "nb",
                "starts": date(2026, 8, 31), "ends": date(2027, 6, 18), "applied": {}, "applied_at": BEGAN,
            }
        ],
    )  # fmt: skip
    numbers = range(1, all_teams + 1)
    await _put(tx, people, [_person(n) for n in range(1, MEMBERS + managers + 1)])
    await _put(tx, teams, [_team(n) for n in numbers])
    members = [_role(n, m, "member") for n in numbers for m in range(1, MEMBERS + 1)]
    managed = [
        _role((n * each + k) % all_teams + 1, MEMBERS + n + 1, "manager") for n in range(managers) for k in range(each)
    ]
    await _put(tx, memberships, members + managed)
    await _put(tx, check_ins, [_check_in(n, on) for n in numbers for on in CHECK_INS])
    await _put(tx, answers, [_answer(n, k) for n in numbers for k in range(len(CHECK_INS))])
    await _put(tx, measures, [_measure(n) for n in numbers])
    await _put(tx, measure_points, [_point(n, k) for n in numbers for k in range(POINTS)])
    await _put(tx, readers, [_reader(MEMBERS + n + 1) for n in range(managers)])


async def _put(tx: Tx, table: Any, rows: list[dict[str, Any]]) -> None:
    for start in range(0, len(rows), 5000):
        await tx.execute(insert(table), rows[start : start + 5000])


def _person(n: int) -> dict[str, Any]:
    return {"id": n, "slug": f"p{n}", "name": f"P {n}", "language": WORDS[n % 3], "chat_id": n, "joined_at": BEGAN}


def _team(n: int) -> dict[str, Any]:
    phase = ("prepare", "plan", "do", "evaluate")[n % 4]
    named = {"slug": f"t{n}", "title": f"Ward {n:05}", "phase": phase, "quorum": "1"}
    return {
        "id": n,
        "collaborative_id": 1,
        **named,
        "first_applied_at": BEGAN,
        "next_merged": False,
        "last_sign_at": BEGAN,
    }


def _role(team: int, person: int, role: str) -> dict[str, Any]:
    return {"team_id": team, "person_id": person, "role": role, "place": person}


def _check_in(n: int, on: date) -> dict[str, Any]:
    at = datetime(on.year, on.month, on.day, 8, tzinfo=UTC)
    asked = [{"id": "obstacle", "version": 1, "step": None}]
    times = {"due_at": at, "asked_at": at, "answered_at": at + timedelta(hours=2)}
    return {"team_id": n, "grid_on": on, "phase": "do", "state": "answered", "questions": asked, **times}


def _answer(n: int, k: int) -> dict[str, Any]:
    at = datetime(2026, 9, 1 + 14 * k, 10, tzinfo=UTC)
    said = {"question": "obstacle", "question_version": 1, "value": ("time", "staffing", "none")[n % 3]}
    about = {"phase": "do", "step": None, "about": "team", "wording": "?", "late": False, "source": "telegram"}
    ids = {"check_in_id": 2 * n - 1 + k, "team_id": n, "person_id": 1}
    return {**ids, **said, **about, "asked_at": at, "answered_at": at}


def _measure(n: int) -> dict[str, Any]:
    how = {"kind": "share", "unit": "%", "direction": "up", "every": "week", "rules": "anhoej"}
    return {"id": n, "team_id": n, "slug": "lists", "title": "Lists reviewed", **how}


def _point(n: int, k: int) -> dict[str, Any]:
    day = date(2026, 6, 29) + timedelta(weeks=k)
    return {"measure_id": n, "on_date": day, "value": 40 + (n * 7 + k * 13) % 50, "entered_at": BEGAN, "source": "chat"}


def _reader(person: int) -> dict[str, Any]:
    due = {"next_week": date(2026, 9, 21), "next_due_at": MONDAY}
    return {"collaborative_id": 1, "person_id": person, "every": "weekly", **due}


async def _measure_all(folder: str, managers: int, each: int, all_teams: int, *, memory: bool) -> None:
    url = f"sqlite+aiosqlite:///{Path(folder) / 'bench.db'}"
    await migrate_async(url)
    house = House(Database(url), load_content(ROOT / "prompts", ROOT / "schedules"))
    try:
        async with house.db.write() as tx:
            await _fill(tx, managers, each, all_teams)
        if memory:
            tracemalloc.start()
        began = time.process_time()
        with measured() as cost:
            counts = await digest(house, MONDAY)
        used = time.process_time() - began
        peak = tracemalloc.get_traced_memory()[1] / 2**20 if memory else 0
    finally:
        await house.db.close()
    made = counts["digests"]
    typer.echo(
        f"digests: {made} of {each} teams each, {all_teams} teams in all: {cost.seconds:.1f} s "
        f"({made / cost.seconds:.0f} a second, {used:.1f} s of processor time), {cost.statements} statements "
        f"({cost.statements / made:.1f} a digest)"
    )
    if memory:
        typer.echo(f"peak of what Python held for it: {peak:.0f} MB")
    typer.echo(f"peak of the whole process: {getrusage(RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def main(managers: int = 1000, each: int = 20, all_teams: int = 2000, *, memory: bool = False) -> None:
    """Decide every page and print what that cost; `--memory` traces it, which makes it slower."""
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(_measure_all(folder, managers, each, all_teams, memory=memory))


if __name__ == "__main__":
    typer.run(main)
