"""Whatever people press and write, in any order and twice, nothing breaks and the answers are those that were given."""

import asyncio
import contextlib
import logging
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import update

from bot.domain.model import About, Kind
from bot.flow.house import House
from bot.storage.database import Database
from bot.storage.tables import check_ins
from tests.flow.any_order.acts import ACTS, CHOICES, GARBAGE, MOVES, ON_SEVERAL, POOL, QUESTIONS, Act, Check, checks
from tests.flow.any_order.new_scene import new_scene
from tests.flow.any_order.scene import NOW
from tests.flow.rooms import Rooms
from tests.support.ridge import RIDGE
from tests.support.world import World, content, world

SHARED = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]


def test_the_questions_of_these_tests_are_of_every_kind() -> None:
    assert {question.kind for question in QUESTIONS} == set(Kind)
    assert {question.about for question in QUESTIONS} == set(About)


@dataclass
class Stage:
    """A loop and a database for all examples of a test."""

    runner: asyncio.Runner
    rooms: Rooms

    def play(self, check: Check, acts: list[Act]) -> None:
        """Play one example from a fresh check-in on."""
        self.runner.run(self._play(check, acts))

    async def _play(self, check: Check, acts: list[Act]) -> None:
        scene = await new_scene(self.rooms, check)
        for act in acts:
            await scene.do(act)
        await scene.end()


@pytest.fixture
def stage(database_url: str) -> Iterator[Stage]:
    """The rooms in a loop of their own: hypothesis calls its examples from outside of any."""
    with asyncio.Runner() as runner:
        made = Rooms(House(Database(database_url), content()), NOW)
        runner.run(made.apply(RIDGE))
        yield Stage(runner, made)
        runner.run(made.house.db.close())


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@settings(max_examples=80, deadline=None, suppress_health_check=SHARED)
@given(check=checks(), acts=ACTS)
def test_any_sequence_of_acts_leaves_the_answers_that_were_given(stage: Stage, check: Check, acts: list[Act]) -> None:
    stage.play(check, acts)


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
@settings(max_examples=12, deadline=None, suppress_health_check=SHARED)
@given(check=checks(), acts=ACTS)
def test_the_same_on_postgresql(stage: Stage, check: Check, acts: list[Act]) -> None:
    stage.play(check, acts)


# The whole bot over HTTP

ANYBODY = st.integers(0, 2)
PRESSED = [*CHOICES, *ON_SEVERAL, *MOVES, *GARBAGE]
COMMANDS = ["/checkin", "/status", "/help", "/later", "/dance"]
WRITTEN = st.one_of(
    st.text(st.characters(codec="utf-8"), min_size=1, max_size=20),
    st.sampled_from(["4", "12,5", "3/20", "22 33 44 55", "a@example.org", "😀" * 101]),
)
OVER_HTTP = st.lists(
    st.one_of(
        st.tuples(st.just("press"), st.integers(0, 1), st.sampled_from(PRESSED), st.integers(0, 7)),
        st.tuples(st.just("raw"), ANYBODY, st.text(st.characters(codec="utf-8"), min_size=1, max_size=16)),
        st.tuples(st.just("write"), ANYBODY, WRITTEN),
        st.tuples(st.just("command"), ANYBODY, st.sampled_from(COMMANDS)),
    ),
    max_size=12,
)


@dataclass
class Staged:
    """A world in a loop of its own, with its members and a stranger."""

    runner: asyncio.Runner
    world: World
    presses: list[str] = field(default_factory=list)

    async def play(self, acts: list[tuple[Any, ...]]) -> None:
        """Let it all come at once, and wait until the bot is done with it."""
        phones = [self.world.people[who] for who in ("kari", "ola", "stranger")]
        for kind, who, what, *more in acts:
            if kind in ("write", "command"):
                if what.strip():
                    await phones[who].says(what)
                continue
            owner = phones[who] if who < 2 else phones[0]
            message = next(it for it in reversed(await owner.messages()) if it.buttons or kind == "raw")
            data = f"a1:{who + 1}:{more[0]}:{what}" if kind == "press" else what
            pressed = await owner.presses(message=message.id, data=data)
            self.presses.append(pressed.id)
        await self.world.quiet()

    async def check(self) -> None:
        """Every press was answered once."""
        log = await self.world.phones.log("answerCallbackQuery")
        answered = [entry["params"]["callback_query_id"] for entry in log]
        assert sorted(answered) == sorted(self.presses)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_over_http_every_press_is_answered_once_and_nothing_is_logged_as_an_error(
    database_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    with asyncio.Runner() as runner, contextlib.ExitStack() as stack:
        w = enter(runner, stack, world(database_url, programme=RIDGE))
        runner.run(begin(w))
        staged = Staged(runner, w)

        @settings(max_examples=12, deadline=None, suppress_health_check=SHARED)
        @given(acts=OVER_HTTP)
        def play(acts: list[tuple[Any, ...]]) -> None:
            runner.run(staged.play(acts))

        play()
        runner.run(staged.check())
    assert [record.message for record in caplog.records if record.levelno >= logging.ERROR] == []


def enter(runner: asyncio.Runner, stack: contextlib.ExitStack, manager: Any) -> World:
    """Enter an asynchronous context from outside of its loop, until the stack ends."""
    entered: World = runner.run(manager.__aenter__())
    stack.callback(lambda: runner.run(manager.__aexit__(None, None, None)))
    return entered


async def begin(w: World) -> None:
    """Two members with an open check-in that asks every kind of question, and a stranger who has opened the bot."""
    await w.joins("kari")
    await w.joins("ola")
    await (await w.phone("stranger")).says("/start")
    await w.to("2026-09-01 10:00")
    async with w.db.write() as tx:
        await tx.execute(update(check_ins).values(questions=[{"id": it, "version": 1, "step": None} for it in POOL]))
