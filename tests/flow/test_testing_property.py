"""Whatever people do with their small tests, in any order, nobody gets stuck and no two are half-made at once."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from bot.domain.buttons import AGAIN, BACK, CHANGE, DROP, GO_ON, KEEP, LATER, OPEN, SKIP, TELL, CyclePressed, unpack
from bot.domain.pdsa import HALF_MADE, TAKES_TEXT, Stage
from bot.flow.house import House
from bot.flow.testing.ask import ask_what_happened
from bot.storage import people as people_rows
from bot.storage.database import Database
from bot.storage.tables import memberships, outbox, pdsa_cycles, people, teams
from bot.storage.writes import add_row
from tests.flow.rooms import Rooms
from tests.flow.trying import Trying
from tests.support.ridge import RIDGE
from tests.support.world import content

# A Tuesday at ten; the clock stands still until somebody lets days pass.
NOW = datetime(2026, 9, 1, 8, tzinfo=UTC)
NUMBERS = count(1)
MEMBERS = 2

MOVES = [AGAIN, BACK, CHANGE, DROP, GO_ON, KEEP, LATER, OPEN, SKIP, TELL]
VALUES = [
    "one-user-or-shift",
    "whole-service",
    "2026-09-07",
    "2026-09-05",
    "2099-01-01",
    "adopt",
    "one-more",
    "adapt",
    "x",
]
WHO = st.integers(0, MEMBERS - 1)
# The first of the buttons mostly, for the last ones lead out again.
DRAWN = st.tuples(st.just("drawn"), WHO, st.sampled_from([0, 0, 0, 0, 1, 1, 2, 3, 4, 5]))
OTHERS = [
    st.tuples(st.just("press"), WHO, st.tuples(st.sampled_from("pserhldcx"), st.sampled_from([*MOVES, *VALUES]))),
    st.tuples(st.just("command"), WHO, st.none()),
    st.tuples(st.just("new"), WHO, st.none()),
    st.tuples(st.just("write"), WHO, st.sampled_from(["Færre turer", "Ring 22 22 22 22", "å" * 201, "<b>"])),
    st.tuples(st.just("days pass"), WHO, st.none()),
]
# Of a score of acts fifteen are presses on what is drawn, and only then do tests come to their end.
SCORE = [DRAWN] * 15 + OTHERS
ACTS = st.lists(st.integers(0, 19).flatmap(lambda n: SCORE[n]), min_size=15, max_size=40)


@dataclass
class Scene:
    """A team of its own with two members, in a database that many examples share."""

    rooms: Rooms
    trying: Trying
    team: int
    team_slug: str
    slugs: list[str]

    async def do(self, act: tuple[str, int, Any]) -> None:
        """Let somebody do something; what is drawn on the newest screen of a test always works."""
        kind, who, what = act
        slug = self.slugs[who]
        match kind:
            case "drawn":
                await self.press_drawn(slug, what)
            case "press" if rows := await self.tests():
                await self.trying.presses_button(slug, CyclePressed(rows[-1].id, *what))
            case "command":
                await self.trying.begins(slug)
            case "new":
                await self.trying.begins_another(slug, self.team_slug)
            case "write":
                await self.trying.writes(slug, what)
            case "days pass":
                self.rooms.now += timedelta(days=3)
                await ask_what_happened(self.rooms.house, self.rooms.now)
                await self.rooms.send()

    async def press_drawn(self, slug: str, choose: int) -> None:
        """Press one of the buttons that stand on the newest message of a test in this person's chat."""
        shown = self.trying.keyboards.get(await self.trying.chat(slug), {})
        rows = {row.id: row for row in await self.tests()}
        for cycle, keyboard in sorted(shown.items(), reverse=True):
            row = rows.get(cycle)
            if row is None or row.holder_id != await self.id_of(slug) or not keyboard:
                continue
            button = keyboard[choose % len(keyboard)]
            toast = await self.trying.presses_button(slug, button)
            # Only a day may have passed since it was drawn, and then new ones are shown.
            assert toast == "" or button.choice.startswith("2026-"), (button, toast)
            after = next(it for it in await self.tests() if it.id == cycle)
            assert after.screens > row.screens
            return

    async def tests(self) -> list[Any]:
        """Every test of the team."""
        query = select(pdsa_cycles).where(pdsa_cycles.c.team_id == self.team).order_by(pdsa_cycles.c.id)
        return list(await self.rooms.rows(query))

    async def id_of(self, slug: str) -> int:
        """The number of the person's row."""
        return int((await self.rooms.rows(select(people.c.id).where(people.c.slug == slug)))[0][0])

    async def compare(self) -> None:
        """What holds at every moment."""
        rows = await self.tests()
        half_made = [(row.person_id, row.team_id) for row in rows if row.stage in HALF_MADE]
        assert len(half_made) == len(set(half_made))
        numbers = [row.number for row in rows if row.number is not None]
        assert sorted(numbers) == list(range(1, len(numbers) + 1))
        for row in rows:
            saved = row.stage not in (*HALF_MADE, Stage.DROPPED)
            assert saved == (row.number is not None)
            assert not saved or (row.scale is not None and row.planned_end is not None)
            assert (row.decision is None) == (row.closed_at is None)
            assert row.draft is None or row.stage in TAKES_TEXT
            assert row.ask_at is None or row.decision is None
        waiting = await self.rooms.rows(select(outbox.c.id).where(outbox.c.state == "waiting"))
        assert waiting == []


class Watching(Trying):
    """The same, remembering the buttons that stand in each chat, by test."""

    def __init__(self, rooms: Rooms) -> None:
        super().__init__(rooms)
        self.keyboards: dict[int, dict[int, list[CyclePressed]]] = {}

    async def note(self) -> None:
        """Look at what waits before it is sent and its words are gone."""
        query = select(outbox.c.chat_id, outbox.c.subject, outbox.c.keyboard).where(
            outbox.c.kind == "cycle", outbox.c.state == "waiting"
        )
        for chat, cycle, keyboard in await self.rooms.rows(query.order_by(outbox.c.id)):
            buttons = [unpack(data) for row in keyboard for _, data in row]
            self.keyboards.setdefault(chat, {})[cycle] = [it for it in buttons if isinstance(it, CyclePressed)]


class WatchedRooms(Rooms):
    """Rooms that look at every message of a test before it leaves."""

    watching: Watching

    async def send(self) -> None:
        await self.watching.note()
        await super().send()


async def new_scene(rooms: WatchedRooms) -> Scene:
    rooms.now = NOW
    rooms.watching = Watching(rooms)
    async with rooms.house.db.write() as tx:
        team_slug = f"t{next(NUMBERS)}"
        team = await add_row(
            tx, teams, collaborative_id=1, slug=team_slug, title="T", phase="do", quorum="1", first_applied_at=NOW,
            next_merged=False,
        )  # fmt: skip
        slugs = []
        for _ in range(MEMBERS):
            number = next(NUMBERS)
            person = await add_row(tx, people, slug=f"p{number}", name="P", language="nb")
            await people_rows.set_chat(tx, person, 10_000 + number, NOW)
            await add_row(tx, memberships, team_id=team, person_id=person, role="member", place=0)
            slugs.append(f"p{number}")
    return Scene(rooms, rooms.watching, team, team_slug, slugs)


@dataclass(repr=False)
class Play:
    """A loop and a database for all examples of a test."""

    runner: asyncio.Runner
    rooms: WatchedRooms

    def play(self, acts: list[tuple[str, int, Any]]) -> None:
        self.runner.run(self._play(acts))

    async def _play(self, acts: list[tuple[str, int, Any]]) -> None:
        scene = await new_scene(self.rooms)
        for act in acts:
            await scene.do(act)
            await scene.compare()


@pytest.fixture
def stage(database_url: str) -> Iterator[Play]:
    """The rooms in a loop of their own: hypothesis calls its examples from outside of any."""
    with asyncio.Runner() as runner:
        made = WatchedRooms(House(Database(database_url), content()), NOW)
        runner.run(made.apply(RIDGE))
        yield Play(runner, made)
        runner.run(made.house.db.close())


SHARED = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@settings(max_examples=30, deadline=None, suppress_health_check=SHARED)
@given(acts=ACTS)
def test_whatever_is_pressed_and_written_what_is_drawn_leads_on(stage: Play, acts: list[Any]) -> None:
    stage.play(acts)


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
@settings(max_examples=10, deadline=None, suppress_health_check=SHARED)
@given(acts=ACTS)
def test_the_same_on_postgresql(stage: Play, acts: list[Any]) -> None:
    stage.play(acts)
