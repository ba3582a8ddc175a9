"""Whatever people press and write, in any order and twice, nothing breaks and the answers are those that were given."""

import asyncio
import contextlib
import logging
from collections.abc import Callable, Coroutine, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from itertools import count
from typing import Any, TypeAlias

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from bot.domain.asking import ASKED_KINDS
from bot.domain.buttons import AGAIN, BACK, CHANGE, CORRECT, NOTHING_NEW, SKIP, AnswerPressed, unpack
from bot.domain.errors import BadButton
from bot.domain.model import Kind, Question
from bot.flow import answer, say, write
from bot.flow.close import close_check_in
from bot.flow.handling import AlreadyHandled, Incoming
from bot.flow.house import House
from bot.storage import check_ins as check_in_rows
from bot.storage import people as people_rows
from bot.storage.database import Database
from bot.storage.tables import answers, check_ins, conversations, memberships, outbox, people, teams
from bot.storage.writes import add_row
from tests.flow.rooms import Rooms
from tests.support.ridge import RIDGE
from tests.support.world import World, content, world

MODEL = content().models["quality-improvement-model"].model
ASKED = ("progress", "team-size", "where-it-fails", "team-met")
QUESTIONS = tuple(MODEL.question(name) for name in ASKED)
NOW = datetime(2026, 9, 1, 8, tzinfo=UTC)
MEMBERS = ("kari", "ola")
NUMBERS = count(1)

# What people do


@dataclass(frozen=True)
class Taps:
    """A press of a button on the person's own check-in, `again` if the update comes twice."""

    who: int
    position: int
    choice: str
    message_id: int
    again: bool = False


@dataclass(frozen=True)
class TapsRaw:
    """A press with data that may be none of ours, or of somebody else's check-in, by a member or a stranger."""

    who: int
    data: str


@dataclass(frozen=True)
class Writes:
    """A text, `again` if the update comes twice."""

    who: int
    text: str
    again: bool = False


@dataclass(frozen=True)
class Closes:
    """The check-in's time is over."""


@dataclass(frozen=True)
class Delivers:
    """What waits is sent."""


Act: TypeAlias = Taps | TapsRaw | Writes | Closes | Delivers

CHOICES = sorted({choice for question in QUESTIONS for choice in question.choices})
MOVES = [SKIP, BACK, NOTHING_NEW, CHANGE, AGAIN, CORRECT]
GARBAGE = ["6", "=", "=x", "=nan", "=1e400", "!dance", "ja", "é", "="]
WHO = st.integers(0, 1)
# Few values of each question, so that answers are often given twice, by both, and changed back.
VALID = [(0, "2"), (0, "4"), (1, "=4.0"), (1, "=99.5"), (1, "=-1"), (2, "handover"), (2, "other"), (3, "yes")]
# The question on the screen, with its first button.
HERE, FIRST = -1, "first"
PLACES = st.one_of(
    st.sampled_from(VALID),
    st.tuples(st.just(HERE), st.sampled_from([FIRST, FIRST, FIRST, *MOVES])),
    st.tuples(st.integers(0, 3), st.sampled_from(MOVES)),
    st.tuples(st.integers(0, 5), st.sampled_from([*CHOICES, *GARBAGE])),
)
TAPS = st.builds(
    lambda who, place, message_id, again: Taps(who, *place, message_id, again),
    WHO, PLACES, st.sampled_from([1, 10**6]), st.booleans(),
)  # fmt: skip
RAW = st.builds(
    TapsRaw, st.integers(0, 2),
    st.one_of(
        st.text(max_size=20),
        st.sampled_from(["", "a1", "a1:0:0:4", "a1:{other}:0:4", "a1:{other}:9:!skip", "a1:999999999999999999:0:yes",
                         "a0:{other}:0:4", "a1:{other}:99999999999:4"]),
    ),
)  # fmt: skip
TEXTS = st.builds(
    Writes, WHO,
    st.one_of(
        st.sampled_from(["4", "yes", "Nei", "99", "12,5", "1/4", "/dance", "hello", "  4. ", "other", "1e5", "𝟜"]),
        st.text(min_size=1, max_size=30),
    ),
    st.booleans(),
)  # fmt: skip
# Of a dozen acts nine are taps, and only then do answers meet each other.
DOZEN = [TAPS] * 9 + [RAW, TEXTS, st.one_of(st.builds(Delivers), st.builds(Closes))]
ACTS = st.lists(st.sampled_from(range(12)).flatmap(lambda n: DOZEN[n]), min_size=8, max_size=25)


# What should come of it


@dataclass
class Person:
    """Where somebody is in the check-in."""

    position: int = 0
    stage: str = "open"


@dataclass
class Expected:
    """A check-in as it should be: a small second telling of the rules."""

    people: tuple[Person, Person] = field(default_factory=lambda: (Person(), Person()))
    kept: list[tuple[int, str, Any, bool]] = field(default_factory=list)
    state: str = "asked"
    closed: bool = False

    def tap(self, who: int, position: int, choice: str) -> None:
        """A press of a button that belongs to this person."""
        if position >= len(QUESTIONS):
            return
        person = self.people[who]
        on_screen = person.stage == "open" and person.position == position
        if choice == NOTHING_NEW:
            person.stage = "nothing_new"
            self.hear()
        elif choice == CHANGE:
            person.stage, person.position = "open", 0
        elif choice == SKIP and on_screen:
            self.go_on(person)
        elif choice == BACK and on_screen:
            person.position = max(person.position - 1, 0)
        elif choice not in MOVES and (value := meaning(QUESTIONS[position], choice)) is not None:
            self.answer(who, position, value)

    def answer(self, who: int, position: int, value: Any) -> None:
        """An answer: kept unless it is this person's own and the newest already."""
        person, name = self.people[who], QUESTIONS[position].id
        on_screen = person.stage == "open" and person.position == position
        newest = next(((it[0], it[2]) for it in reversed(self.kept) if it[1] == name), None)
        if newest != (who, value):
            self.kept.append((who, name, value, self.closed))
            self.hear()
        if on_screen:
            self.go_on(person)

    def hear(self) -> None:
        """One voice is enough, as long as it is open."""
        if self.state == "asked":
            self.state = "answered"

    def go_on(self, person: Person) -> None:
        """The next question, or the end."""
        if person.position + 1 == len(QUESTIONS):
            person.stage = "done"
        else:
            person.position += 1

    def close(self) -> None:
        """No more answers in time."""
        self.closed = True
        self.state = "missed" if self.state == "asked" else self.state


def meaning(question: Question, choice: str) -> Any:
    """What a choice says: a whole number on a scale, `=4.0` for a number, else the choice itself."""
    if question.kind is Kind.NUMBER:
        return {"=4.0": 4.0, "=99.5": 99.5, "=-1": -1.0}.get(choice)
    if choice not in question.choices:
        return None
    return int(choice) if question.kind is Kind.SCALE else choice


def test_the_questions_of_these_tests_are_of_every_kind_that_is_asked() -> None:
    assert {question.kind for question in QUESTIONS} == ASKED_KINDS


# The rooms


@dataclass
class Scene:
    """One check-in of a team of two, in a database that many examples share."""

    rooms: Rooms
    check_in: int
    talks: tuple[int, int]
    chats: tuple[int, int]
    other: int
    expected: Expected = field(default_factory=Expected)

    async def do(self, act: Act) -> None:
        """Let somebody do something, in the rooms and in the second telling."""
        match act:
            case Taps(who, position, choice, message_id, again):
                if position == HERE:
                    position = self.expected.people[who].position
                if choice == FIRST:
                    choice = (*QUESTIONS[position].choices, "=4.0")[0]
                button = AnswerPressed(self.talks[who], position, choice)
                await self.twice(
                    who, again, lambda incoming: answer.press(self.rooms.house, incoming, button, message_id)
                )
                self.expected.tap(who, position, choice)
            case TapsRaw(who, data):
                await self.tap_raw(who, data.replace("{other}", str(self.other)))
            case Writes(who, text, again):
                before = len(await self.answers())
                await self.twice(who, again, lambda incoming: write.write(self.rooms.house, incoming, text, None))
                await self.learn(who, before)
            case Closes():
                await self.close()
                self.expected.close()
            case Delivers():
                await self.rooms.send()

    async def twice(self, who: int, again: bool, handle: Callable[[Incoming], Coroutine[Any, Any, Any]]) -> None:
        """Handle an update, and once more where it comes twice."""
        incoming = await self.rooms.incoming(self.chats[who])
        await handle(incoming)
        if again:
            with pytest.raises(AlreadyHandled):
                await handle(incoming)

    async def tap_raw(self, who: int, data: str) -> None:
        """A press that belongs to nobody here; it changes nothing, whoever presses."""
        incoming = await self.rooms.incoming(self.chats[who] if who < 2 else 999_999)
        try:
            button = unpack(data)
        except BadButton:
            assert await say.old_button(self.rooms.house, incoming) != ""
            return
        if isinstance(button, AnswerPressed):
            assert await answer.press(self.rooms.house, incoming, button, 1) != ""

    async def learn(self, who: int, before: int) -> None:
        """What a text is taken for is told elsewhere; here: at most one answer, to the question on the screen."""
        found, person = await self.answers(), self.expected.people[who]
        assert len(found) - before <= 1
        if len(found) > before:
            assert (person.stage, self.expected.closed) == ("open", False)
            assert found[-1][:2] == (who, ASKED[person.position])
        row = await self.talk(who)
        if row != (person.position, person.stage):
            value = next(it[2] for it in reversed(found) if it[1] == ASKED[person.position])
            self.expected.answer(who, person.position, value)

    async def close(self) -> None:
        """Close the check-in as the clock does."""
        async with self.rooms.house.db.write() as tx:
            row = await check_in_rows.check_in_by_id(tx, self.check_in)
            if row.closed_at is None:
                await close_check_in(tx, self.rooms.house, row, self.rooms.now)

    async def talk(self, who: int) -> tuple[int, str]:
        """Where the person stands."""
        query = select(conversations.c.position, conversations.c.stage).where(conversations.c.id == self.talks[who])
        return tuple((await self.rooms.rows(query))[0])

    async def answers(self) -> list[tuple[int, str, Any, bool]]:
        """What is kept of this check-in."""
        query = select(people.c.chat_id, answers.c.question, answers.c.value, answers.c.late).join_from(answers, people)
        rows = await self.rooms.rows(query.where(answers.c.check_in_id == self.check_in).order_by(answers.c.id))
        return [(self.chats.index(it.chat_id), it.question, it.value, it.late) for it in rows]

    async def compare(self) -> None:
        """The database tells the same as the second telling."""
        told = self.expected
        assert await self.answers() == told.kept
        assert [await self.talk(who) for who in (0, 1)] == [(it.position, it.stage) for it in told.people]
        ((state, closed_at, answered_at),) = await self.rooms.rows(
            select(check_ins.c.state, check_ins.c.closed_at, check_ins.c.answered_at).where(
                check_ins.c.id == self.check_in
            )
        )
        assert (state, closed_at is not None, answered_at is not None) == (
            told.state, told.closed, told.state == "answered",
        )  # fmt: skip
        waiting = select(outbox.c.conversation_id, func.count()).where(
            outbox.c.conversation_id.in_(self.talks), outbox.c.state == "waiting", outbox.c.kind == "screen"
        )
        assert all(times == 1 for _, times in await self.rooms.rows(waiting.group_by(outbox.c.conversation_id)))


async def new_scene(rooms: Rooms) -> Scene:
    """A team of its own with its open check-in, and a check-in of another team that is none of theirs."""
    async with rooms.house.db.write() as tx:
        team = await add_row(
            tx, teams, collaborative_id=1, slug=f"t{next(NUMBERS)}", title="T", phase="prepare", quorum="1",
            first_applied_at=NOW, next_merged=False,
        )  # fmt: skip
        check_in = await check_in_rows.add_check_in(
            tx, team, date(2026, 9, 1), phase="prepare", state="asked", due_at=NOW, asked_at=NOW,
            questions=[{"id": name, "version": 1, "step": None} for name in ASKED],
        )  # fmt: skip
        talks, chats = [], []
        for _ in MEMBERS:
            number = next(NUMBERS)
            person = await add_row(tx, people, slug=f"p{number}", name="P", language="nb")
            await people_rows.set_chat(tx, person, 10_000 + number, NOW)
            await add_row(tx, memberships, team_id=team, person_id=person, role="member", place=0)
            talks.append((await check_in_rows.add_conversation(tx, check_in, person)).id)
            chats.append(10_000 + number)
    return Scene(rooms, check_in, (talks[0], talks[1]), (chats[0], chats[1]), talks[0] - 2 or 10**9)


@dataclass
class Stage:
    """A loop and a database for all examples of a test."""

    runner: asyncio.Runner
    rooms: Rooms

    def play(self, acts: list[Act]) -> None:
        """Play one example from a fresh check-in on."""
        self.runner.run(self._play(acts))

    async def _play(self, acts: list[Act]) -> None:
        scene = await new_scene(self.rooms)
        for act in acts:
            await scene.do(act)
        await scene.compare()


@pytest.fixture
def stage(database_url: str) -> Iterator[Stage]:
    """The rooms in a loop of their own: hypothesis calls its examples from outside of any."""
    with asyncio.Runner() as runner:
        made = Rooms(House(Database(database_url), content()), NOW)
        runner.run(made.apply(RIDGE))
        yield Stage(runner, made)
        runner.run(made.house.db.close())


SHARED = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@settings(max_examples=60, deadline=None, suppress_health_check=SHARED)
@given(acts=ACTS)
def test_any_sequence_of_presses_and_texts_leaves_the_answers_that_were_given(stage: Stage, acts: list[Act]) -> None:
    stage.play(acts)


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
@settings(max_examples=10, deadline=None, suppress_health_check=SHARED)
@given(acts=ACTS)
def test_the_same_on_postgresql(stage: Stage, acts: list[Act]) -> None:
    stage.play(acts)


# The whole bot over HTTP

OVER_HTTP = st.lists(
    st.one_of(
        st.tuples(st.just("press"), WHO, st.sampled_from([*CHOICES, *MOVES, *GARBAGE]), st.integers(0, 4)),
        st.tuples(st.just("raw"), st.integers(0, 2), st.text(st.characters(codec="utf-8"), min_size=1, max_size=16)),
        st.tuples(st.just("write"), st.integers(0, 2), st.text(st.characters(codec="utf-8"), min_size=1, max_size=20)),
        st.tuples(st.just("command"), st.integers(0, 2), st.sampled_from(["/checkin", "/status", "/help", "/dance"])),
    ),
    max_size=12,
)  # fmt: skip


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
    """Two members with an open check-in, and a stranger who has opened the bot."""
    await w.joins("kari")
    await w.joins("ola")
    await (await w.phone("stranger")).says("/start")
    await w.to("2026-09-01 10:00")
