"""Whole collaboratives made at random, in which everything about persons would be recognised wherever it stood."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import count
from zoneinfo import ZoneInfo

from hypothesis import strategies as st
from sqlalchemy import select, update

from bot.flow.digests.digest import digest
from bot.storage.database import Tx
from bot.storage.tables import (
    answers,
    check_ins,
    collaboratives,
    homework,
    measure_points,
    measures,
    memberships,
    notes,
    outbox,
    pdsa_cycles,
    people,
    readers,
    sessions,
    teams,
)
from bot.storage.writes import add_row
from tests.flow.rooms import Rooms

OSLO = ZoneInfo("Europe/Oslo")
BEGAN = datetime(2026, 8, 31, 8, tzinfo=OSLO).astimezone(UTC)
MONDAYS = [datetime(2026, 9, 7, 8, tzinfo=OSLO).astimezone(UTC) + timedelta(weeks=n) for n in range(4)]
NUMBERS = count(1)
OBSTACLES = ("none", "time", "staffing", "manager")
# Where any of these stood in a page, somebody could be told by it.
MARK = "zqx"


@dataclass(frozen=True, slots=True)
class TeamMade:
    """A team: how many members have joined, whether its manager is one of them, and what it says each fortnight."""

    joined: int
    manager_is_member: bool
    answered: tuple[bool, bool]
    obstacles: tuple[str, str]
    has_test: bool
    has_homework: bool
    points: int

    @property
    def others(self) -> int:
        """Who has joined beside the manager."""
        return self.joined - self.manager_is_member


@dataclass(frozen=True, slots=True)
class Persons:
    """Everything that is of persons and must not be told by a page: who answers, how many more, personal answers."""

    first: int
    more: int
    personal: tuple[int, ...]
    words: str


TEAMS = st.builds(
    TeamMade,
    joined=st.integers(1, 5),
    manager_is_member=st.booleans(),
    answered=st.tuples(st.booleans(), st.booleans()),
    obstacles=st.tuples(st.sampled_from(OBSTACLES), st.sampled_from(OBSTACLES)),
    has_test=st.booleans(),
    has_homework=st.booleans(),
    points=st.integers(0, 12),
)
WORLDS = st.lists(TEAMS.filter(lambda it: it.others >= 1), min_size=1, max_size=3)
PERSONS = st.builds(
    Persons,
    first=st.integers(0, 4),
    more=st.integers(0, 4),
    personal=st.lists(st.integers(1, 5), max_size=4).map(tuple),
    words=st.sampled_from([f"{MARK} said she was tired", f"Call {MARK} in room 12", f"<b>{MARK}</b> {{{{ 7 }}}}"]),
)


async def pages_of(r: Rooms, world: list[TeamMade], persons: Persons) -> list[str]:
    """What the manager of these teams reads over four weeks: every text, and every picture with all of its words."""
    async with r.house.db.write() as tx:
        manager = await _world(tx, world, persons)
    for now in MONDAYS:
        await digest(r.house, now)
    its = (outbox.c.person_id == manager, outbox.c.kind == "digest")
    found = await r.rows(select(outbox.c.text, outbox.c.pictures).where(*its).order_by(outbox.c.id))
    await r.change(update(readers).values(next_due_at=None))
    return [f"{row.text}\n{row.pictures}" for row in found]


async def _world(tx: Tx, world: list[TeamMade], persons: Persons) -> int:
    number = next(NUMBERS)
    collaborative = await add_row(
        tx, collaboratives, slug=f"c{number}", title="Safer", model="quality-improvement-model", schedule="fortnightly",
        zone="Europe/Oslo", holidays="NO", language="en", starts=date(2026, 8, 31), ends=date(2027, 6, 18),
        applied={}, applied_at=BEGAN,
    )  # fmt: skip
    session = await add_row(
        tx, sessions, collaborative_id=collaborative, slug="first", title="First gathering", on_date=date(2026, 11, 17)
    )
    manager = await _person(tx)
    for place, made in enumerate(world):
        await _Team(tx, collaborative, session, made, persons, manager).fill(place)
    await add_row(
        tx, readers, collaborative_id=collaborative, person_id=manager, every="weekly", next_week=date(2026, 9, 7),
        next_due_at=MONDAYS[0],
    )  # fmt: skip
    return manager


async def _person(tx: Tx) -> int:
    number = next(NUMBERS)
    name = f"{MARK.title()} Vorn-{number}"
    return await add_row(
        tx, people, slug=f"{MARK}-{number}", name=name, email=f"{MARK}{number}@example.org", chat_id=770000 + number,
        joined_at=BEGAN,
    )  # fmt: skip


@dataclass
class _Team:
    """A team that is being filled, with its members who have joined."""

    tx: Tx
    collaborative: int
    session: int
    made: TeamMade
    persons: Persons
    manager: int

    async def fill(self, place: int) -> None:
        """Its people, its check-ins, and all that was said and written in it."""
        said = self.made.answered
        self.team = await add_row(
            self.tx, teams, collaborative_id=self.collaborative, slug=f"t{place}", title=f"Team {place}", phase="do",
            quorum="1", first_applied_at=BEGAN, next_merged=False, last_sign_at=BEGAN,
        )  # fmt: skip
        self.members = [member async for member in _members(self)]
        await self._role(self.manager, "manager")
        for n, on in enumerate((date(2026, 9, 1), date(2026, 9, 15))):
            await self._check_in(n, on, answered=said[n])
        await self._written()

    async def _role(self, person: int, role: str) -> None:
        await add_row(self.tx, memberships, team_id=self.team, person_id=person, role=role, place=0)

    async def join(self, person: int) -> int:
        """The person is a member."""
        await self._role(person, "member")
        return person

    def someone(self, n: int = 0) -> int:
        """One of the members who is not the manager: another one in a world with other persons."""
        others = [it for it in self.members if it != self.manager]
        return others[(self.persons.first + n) % len(others)]

    async def _check_in(self, n: int, on: date, *, answered: bool) -> None:
        asked_at = datetime(on.year, on.month, on.day, 10, tzinfo=OSLO).astimezone(UTC)
        check_in = await add_row(
            self.tx, check_ins, team_id=self.team, grid_on=on, phase="do", state="answered" if answered else "asked",
            questions=[{"id": "obstacle", "version": 1, "step": None}], due_at=asked_at, asked_at=asked_at,
            answered_at=asked_at + timedelta(hours=2) if answered else None,
        )  # fmt: skip
        if answered:
            await self._answer(check_in, self.someone(n), "obstacle", "team", self.made.obstacles[n], asked_at)
            await self._answer(check_in, self.someone(n), "what-helped", "team", self.persons.words, asked_at)
        for k, value in enumerate(self.persons.personal):
            await self._answer(check_in, self.someone(k), "dare-to-speak", "person", value, asked_at)

    async def _answer(self, check_in: int, who: int, question: str, about: str, value: object, at: datetime) -> None:
        await add_row(
            self.tx, answers, check_in_id=check_in, team_id=self.team, person_id=who, question=question,
            question_version=1, phase="do", step=None, about=about, wording="?", value=value, asked_at=at,
            answered_at=at + timedelta(hours=2), late=False, source="telegram",
        )  # fmt: skip

    async def _written(self) -> None:
        at, who, words = MONDAYS[1] - timedelta(days=2), self.someone(), self.persons.words
        await add_row(self.tx, notes, team_id=self.team, person_id=who, text=words, at=at)
        if self.made.has_test:
            await add_row(
                self.tx, pdsa_cycles, team_id=self.team, person_id=who, holder_id=who, told_id=who, number=1,
                phase="do", step="test-changes", stage="closed", prediction=words, what_happened=words,
                scale="a-few-shifts", decision="adopt", started_at=BEGAN, closed_at=at, screens=1,
            )  # fmt: skip
        if self.made.has_homework:
            await add_row(
                self.tx, homework, team_id=self.team, person_id=who, text=words, session_id=self.session,
                given_at=BEGAN, state="done", closed_at=at,
            )  # fmt: skip
        measure = await add_row(
            self.tx, measures, team_id=self.team, slug="lists", title="Lists reviewed", kind="count", unit="",
            direction="up", every="week", owner=f"{MARK}-owner", rules="anhoej",
        )  # fmt: skip
        for n in range(self.made.points):
            await add_row(
                self.tx, measure_points, measure_id=measure, on_date=date(2026, 6, 1) + timedelta(days=n), value=n % 5,
                entered_at=BEGAN, person_id=who, source="chat",
            )  # fmt: skip


async def _members(team: _Team) -> AsyncIterator[int]:
    """Those who joined: more of them where there are enough already, so that nothing else is another."""
    others = team.made.others
    if others >= 3:
        others += team.persons.more
    elif team.persons.more % 2:
        others = 3 - others
    for _ in range(others):
        yield await team.join(await _person(team.tx))
    if team.made.manager_is_member:
        yield await team.join(team.manager)


def told(pages: list[str]) -> Iterator[str]:
    """Every page in which something of a person stands."""
    return (page for page in pages if MARK in page.casefold() or "77000" in page)
