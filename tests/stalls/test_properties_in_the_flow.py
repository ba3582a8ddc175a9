"""What holds for every way that a team may go, in the real flow: signs only help, and late ticks change nothing."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select

from bot.domain.buttons import NOTHING_NEW, SKIP
from bot.flow.cases.watch import watch
from bot.flow.house import Counts, House
from bot.flow.joining.back import chat_changed
from bot.storage.database import Database
from bot.storage.tables import alert_cases, conversations, metadata, people, stall_moves, stalls
from tests.flow.rooms import Rooms, rooms, team, teams_text
from tests.support.world import content

SHARED = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
# A play takes too long to look for a smaller one that fails as well.
PHASES = [Phase.explicit, Phase.reuse, Phase.generate]
BEGIN = datetime(2026, 8, 31, 6, tzinfo=UTC)
PAIR = teams_text(team("ridge", "kari, ola")).replace("phase: prepare", "phase: plan")


class Dozing(Rooms):
    """Rooms in which nobody watches but when told to; everything else goes on in its time."""

    dozes = False

    async def due(self) -> Any:
        due = await super().due()
        if self.dozes:
            due.pop("watch", None)
        return due

    async def wakes(self) -> None:
        """Watch once, at this moment."""
        self.dozes = False
        await self.to(self.local(self.now))
        self.dozes = True


@dataclass(frozen=True)
class Act:
    """What somebody does so many hours after what was done before; whether watch is kept then too."""

    hours: int
    who: str
    what: str
    is_watched: bool = True


ANSWERS = ("1", "1", "3", NOTHING_NEW, SKIP)
ACTS = st.builds(
    Act,
    st.integers(1, 200),
    st.sampled_from(["kari", "ola"]),
    st.sampled_from([*ANSWERS, "block", "unblock"]),
    st.booleans(),
)


@dataclass
class Stage:
    """A loop and a database for all examples of a test: hypothesis calls them from outside of any."""

    runner: asyncio.Runner
    db: Database

    def play(self, acts: list[Act], *, days: int, dozes: bool = False) -> list[Any]:
        """Every case after these acts, up to so many days after the beginning."""
        return self.runner.run(self._play(acts, days, dozes=dozes))

    async def _play(self, acts: list[Act], days: int, *, dozes: bool) -> list[Any]:
        r = await self._begin()
        start, r.dozes = r.now, dozes
        for act in acts:
            await r.to(r.local(min(r.now + timedelta(hours=act.hours), start + timedelta(days=days))))
            await _do(r, act)
            if dozes and act.is_watched:
                await r.wakes()
        r.dozes = False
        await r.to(r.local(start + timedelta(days=days)))
        query = select(stalls.c.kind, stalls.c.opened_at, stalls.c.closed_at).order_by(stalls.c.opened_at, stalls.c.id)
        return list(await r.rows(query))

    async def _begin(self) -> Dozing:
        async with self.db.write() as tx:
            for table in reversed(metadata.sorted_tables):
                await tx.execute(delete(table))
        r = Dozing(House(self.db, content()), BEGIN)
        await r.apply(PAIR)
        await r.join("kari", "ola", "anne")
        return r


async def _do(r: Rooms, act: Act) -> None:
    if act.what in ("block", "unblock"):
        ((chat_id,),) = await r.rows(select(people.c.chat_id).where(people.c.slug == act.who))
        await chat_changed(r.house, await r.incoming(chat_id), gone=act.what == "block")
        (r.gone.add if act.what == "block" else r.gone.discard)(act.who)
        return
    asked = select(conversations.c.id).join(people).where(people.c.slug == act.who)
    if act.who not in r.gone and await r.rows(asked):
        await r.presses(act.who, act.what)


@pytest.fixture
def stage(database_url: str) -> Iterator[Stage]:
    with asyncio.Runner() as runner:
        made = Stage(runner, Database(database_url))
        yield made
        runner.run(made.db.close())


# Signs of life


SIGNS = st.lists(st.integers(10, 12 * 24), max_size=3)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@settings(max_examples=10, deadline=None, phases=PHASES, suppress_health_check=SHARED)
@given(gaps=SIGNS, more=st.integers(30, 45 * 24))
def test_one_more_sign_of_life_never_opens_a_silence_nor_brings_one_nearer(
    stage: Stage, gaps: list[int], more: int
) -> None:
    """Whenever the team is silent with one more sign, it would have been without it."""
    hours = [sum(gaps[: n + 1]) + 26 for n in range(len(gaps))]
    few, many = (stage.play(_at(it), days=56) for it in (hours, sorted([*hours, more])))
    spans = [(case.opened_at, case.closed_at) for case in few]

    for case in many:
        at = case.opened_at
        assert any(began <= at and (ended is None or ended > at) for began, ended in spans)


def _at(hours: list[int]) -> list[Act]:
    return [Act(now - before, "kari", SKIP) for before, now in zip([0, *hours], hours, strict=False)]


# Ticks


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@settings(max_examples=12, deadline=None, phases=PHASES, suppress_health_check=SHARED)
@given(acts=st.lists(ACTS, min_size=4, max_size=12))
def test_one_late_tick_finds_what_many_would_have_found(stage: Stage, acts: list[Act]) -> None:
    """What is open at the end is the same; what came and went unseen is no case, and no end of one."""
    many, few = stage.play(acts, days=70), stage.play(acts, days=70, dozes=True)

    assert _open(few) == _open(many)
    assert {(it.kind, it.opened_at) for it in few} <= {(it.kind, it.opened_at) for it in many}


def _open(cases: list[Any]) -> set[str]:
    return {it.kind for it in cases if it.closed_at is None}


# Workers


TEAMS = 4
FOLK = " ".join(f"m{n}" for n in range(TEAMS))


@pytest.mark.asyncio(loop_scope="session")
@pytest.mark.parametrize("kind", ["stuck", "unreachable"])
async def test_two_workers_open_each_case_once_and_tell_it_once(database_url: str, kind: str) -> None:
    many = teams_text(*(team(f"t{n}", f"m{n}") for n in range(TEAMS)), people_of=FOLK)
    async with rooms(database_url, many) as r:
        await r.join(*FOLK.split(), "anne")
        for day in ("2026-09-01", "2026-09-15", "2026-09-29"):
            await r.to(f"{day} 12:00")
            for n in range(TEAMS):
                await r.presses(f"m{n}", "1" if kind == "stuck" else "3")
        if kind == "unreachable":
            for n in range(TEAMS):
                await _do(r, Act(0, f"m{n}", "block"))
        second = House(Database(database_url), content())

        done = await asyncio.gather(watch(r.house, r.now), watch(second, r.now), watch(second, r.now))
        await second.db.close()

        assert [it[1:3] for it in await r.cases()] == [(kind, "2026-09-29 12:00")] * TEAMS
        # What one opened while another put the message of the day comes with the next.
        await r.to("2026-09-30 12:00")
        opened = await r.rows(select(stall_moves.c.stall_id).where(stall_moves.c.move == "opened"))
        told = await r.rows(select(alert_cases.c.stall_id))
    assert sum(done, Counts())[kind] == TEAMS
    assert sorted(opened) == sorted(told) == [(n,) for n in range(1, TEAMS + 1)]
