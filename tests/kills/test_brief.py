"""The bot is killed while it hands out the brief of a gathering: everybody has it, and nobody has it decided twice."""

import asyncio
import random
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.storage.tables import outbox, people
from tests.kills.scene import Scene, scene
from tests.support.process import AT_WORK
from tests.support.until import until

STAFF = ("anne", "bo", "liv", "tor")
BEGINS = "2026-09-04 08:00"
PROGRAMME = """\
collaborative: safer-medication
title: Safer medication at home
model: quality-improvement-model
schedule: session-anchored
zone: Europe/Oslo
holidays: "NO"
language: nb
starts: 2026-08-31
ends: 2027-06-18
sessions:
  - {id: first, title: First gathering, date: 2026-09-08}
people:
  - {id: anne, name: Anne Vik}
  - {id: bo, name: Bo Dahl}
  - {id: liv, name: Liv Aas}
  - {id: tor, name: Tor Lie}
  - {id: kari, name: Kari Lund}
owners: [tor]
teams:
  - {id: ridge, title: Ridge home care, phase: evaluate, members: [kari], facilitators: [anne, bo]}
  - {id: fjord, title: Fjord ward, phase: evaluate, members: [kari], facilitators: [anne]}
  - {id: coast, title: Coast ward, phase: evaluate, members: [kari], facilitators: [liv]}
"""
REPEATED = "Kanskje har du fått denne før"


@pytest.mark.parametrize(
    ("database_url", "kills"),
    [("sqlite", 5), ("postgresql", 3)],
    indirect=["database_url"],
    ids=["sqlite", "postgresql"],
)
async def test_a_brief_is_neither_lost_nor_handed_out_twice_by_kills(
    database_url: str, kills: int, tmp_path: Path, kill_seed: int, record_property: Callable[[str, object], None]
) -> None:
    chance = random.Random(kill_seed)
    async with scene(database_url, tmp_path, names=STAFF, programme=PROGRAMME, begins=BEGINS) as it:
        bot = it.bot()
        try:
            for n in range(kills):
                await it.phones.clear_faults()
                # A slow Bot API keeps more under way, so that more kills meet something half-done.
                await it.phones.fault("delay", "sendDocument", seconds=chance.uniform(0.2, 0.8), times=100)
                await bot.start(it.shift)
                await bot.says(AT_WORK, times=n + 1)
                await asyncio.sleep(chance.uniform(0, 1.2))
                await bot.kill()
            await it.phones.clear_faults()
            await bot.start(it.shift)
            await until(lambda: len(_handed_out(it)) == len(STAFF), "a brief for each")
            await it.quiet()
        finally:
            await bot.kill()

        handed_out, decided = _handed_out(it), await _decided(it)
        repeated = [text for texts in handed_out.values() for text in texts[1:]]
        assert decided == {name: ["sent"] for name in STAFF}, f"KILL_SEED={kill_seed}"
        assert all(REPEATED in text for text in repeated), f"KILL_SEED={kill_seed}"
        assert all(len(texts) <= 1 + kills for texts in handed_out.values())
        assert "Traceback" not in bot.text
    record_property("figures", f"KILL_SEED={kill_seed}: {kills} kills, {len(repeated)} repeated, lost 0, doubled 0")


def _handed_out(it: Scene) -> dict[int, list[str]]:
    """What was said with each brief that reached a chat."""
    found: dict[int, list[str]] = {}
    for entry in it.stand_in.sandbox.log.since(0, "sendDocument"):
        if entry.executed:
            found.setdefault(int(entry.params["chat_id"]), []).append(entry.params.get("caption", ""))
    return found


async def _decided(it: Scene) -> dict[str, list[str]]:
    """What became of each brief that was decided, for each reader."""
    async with it.db.read() as tx:
        query = select(people.c.slug, outbox.c.state).join_from(outbox, people, people.c.id == outbox.c.person_id)
        rows = (await tx.execute(query.where(outbox.c.kind == "brief"))).all()
    states: dict[str, list[str]] = {}
    for row in rows:
        states.setdefault(row.slug, []).append(row.state)
    assert Counter(map(len, states.values())) in (Counter({1: len(states)}), Counter())
    return states
