"""The rooms without a network: the real flow on a real database, with time and the channel in our hands."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Executable, Select, func, literal, select, union_all

from bot.content.content import Content
from bot.content.programme_file import parse_programme
from bot.domain.buttons import AnswerPressed
from bot.domain.outgoing import Delivery, Outcome
from bot.domain.programme import Programme, Role
from bot.flow import deliver
from bot.flow.answering.press import press
from bot.flow.applying.apply import Done, apply
from bot.flow.asking.ask import ask
from bot.flow.beat import beat
from bot.flow.bring_back import bring_back
from bot.flow.cases.watch import watch
from bot.flow.close import close
from bot.flow.digests.digest import digest
from bot.flow.digests.plan import start_digests
from bot.flow.ending import thank
from bot.flow.facilitating.matters.tell import tell_matters
from bot.flow.facilitating.scores.ask import ask_for_scores, start_scores
from bot.flow.handling import Incoming
from bot.flow.house import Counts, House
from bot.flow.life import somebody_joined
from bot.flow.remind import remind
from bot.flow.reporting.send import hand_out_briefs
from bot.flow.testing.ask import ask_what_happened
from bot.storage import audit, inbox, outbox, people
from bot.storage.columns import Moment
from bot.storage.database import Database
from bot.storage.endings import PART_OVER, PROGRAMME_OVER
from bot.storage.outbox_rows import OutboxRow
from bot.storage.tables import (
    askings,
    check_ins,
    conversations,
    matters,
    memberships,
    pdsa_cycles,
    readers,
    sessions,
    stalls,
    teams,
)
from bot.storage.tables import audit as audit_table
from bot.storage.tables import outbox as messages
from bot.storage.tables import people as people_table
from bot.storage.writes import add_row
from tests.support.ridge import RIDGE
from tests.support.world import content

OSLO = ZoneInfo("Europe/Oslo")
# Who reads in a stranger's chat, or in a group.
NOBODY_OF_OURS = "somebody"
# Databases stay open from test to test.
OPEN: dict[str, Database] = {}
ROOMS = {
    "close": close,
    "watch": watch,
    "ask": ask,
    "bring_back": bring_back,
    "remind": remind,
    "test": ask_what_happened,
    "matters": tell_matters,
    "digest": digest,
    "scores": ask_for_scores,
    "briefs": hand_out_briefs,
    "thank": thank,
}


def _earliest(what: str, moment: Any, *only: Any) -> Select[Any]:
    return select(literal(what), func.min(moment, type_=Moment())).where(*only)


IN_PROGRAMME = teams.c.removed_at.is_(None)
# Mail has a way of its own.
CHAT_WAITS = (messages.c.state == "waiting", messages.c.lane != "mail")
DUE = union_all(
    _earliest("close", check_ins.c.close_at),
    _earliest("watch", teams.c.look_at, IN_PROGRAMME),
    _earliest("watch", teams.c.silent_at, IN_PROGRAMME),
    _earliest("watch", teams.c.never_started_at, IN_PROGRAMME),
    _earliest("watch", stalls.c.alert_at, stalls.c.closed_at.is_(None)),
    _earliest("watch", stalls.c.moves_on_at, stalls.c.closed_at.is_(None)),
    _earliest("ask", teams.c.next_due_at, IN_PROGRAMME),
    _earliest("bring_back", conversations.c.later_at),
    _earliest("remind", check_ins.c.remind_at),
    _earliest("test", pdsa_cycles.c.ask_at),
    _earliest("matters", matters.c.tell_at),
    _earliest("digest", readers.c.next_due_at),
    _earliest("scores", askings.c.due_at),
    _earliest("briefs", sessions.c.brief_at),
    _earliest("thank", teams.c.thanks_at, PROGRAMME_OVER),
    _earliest("thank", memberships.c.removed_at, PART_OVER),
    _earliest("send", func.coalesce(messages.c.not_before, messages.c.decided_at), *CHAT_WAITS),
)


@cache
def parsed(programme: str) -> Programme:
    """A programme file's text, read once for all tests that use it."""
    return parse_programme(programme, "programme.yaml", content())


@dataclass(frozen=True, slots=True)
class Sent:
    """A message that reached somebody, at a local time."""

    to: str
    kind: str
    at: str
    text: str


@dataclass
class Rooms:
    """The house at a moment, with what has left it."""

    house: House
    now: datetime
    zone: ZoneInfo = OSLO
    sent: list[Sent] = field(default_factory=list)
    gone: set[str] = field(default_factory=set)
    numbers: Any = field(default_factory=lambda: count(1))

    async def apply(self, programme: str, *, dry_run: bool = False) -> Done:
        """Apply the text of a programme file."""
        return await apply(self.house, parsed(programme), self.now, dry_run=dry_run)

    async def join(self, *slugs: str) -> None:
        """These people open their links."""
        async with self.house.db.write() as tx:
            for slug in slugs:
                person = await people.person_by_slug(tx, slug)
                assert person is not None
                await people.set_chat(tx, person.id, 1000 + person.id, self.now)
                await start_digests(tx, self.house, await people.person_by_id(tx, person.id), self.now)
                await start_scores(tx, self.house, await people.person_by_id(tx, person.id), self.now)
                for role in await people.roles_of(tx, person.id):
                    if role.role is Role.MEMBER and role.team_id is not None:
                        await somebody_joined(tx, self.house, role.team_id, self.now)

    async def to(self, local: str) -> None:
        """Let time pass up to this local time; everything due on the way happens at its own moment."""
        target = self.moment(local)
        while (due := await self.due()) and min(due.values()) <= target:
            self.now = max(self.now, min(due.values()))
            await self.tick(due)
        self.now = target

    async def leap(self, local: str) -> None:
        """The process is not there until this local time."""
        began, self.now = self.now, self.moment(local)
        await beat(self.house.db, self.now, away_since=began)
        await self.tick()

    async def due(self) -> dict[str, datetime]:
        """For each room the earliest moment at which it has something to do."""
        due: dict[str, datetime] = {}
        for what, moment in await self.rows(DUE):
            if moment is not None:
                due[what] = min(moment, due.get(what, moment))
        return due

    async def tick(self, due: dict[str, datetime] | None = None) -> Counts:
        """Do what is due now in the order of the clock, and send what may leave; the other rooms are left in peace."""
        due, counts = due or await self.due(), Counts()
        for what, act in ROOMS.items():
            if what in due and due[what] <= self.now:
                counts += await act(self.house, self.now)
        if counts or due.get("send", self.now) <= self.now:
            await self.send()
        return counts

    async def send(self) -> None:
        """Hand every message that may leave to its reader."""
        while True:
            async with self.house.db.write() as tx:
                await outbox.drop_expired(tx, self.now)
                claimed = await outbox.claim_next(tx, self.now, (), 500)
            if not claimed:
                return
            for row in claimed:
                await self._send_one(row)

    async def _send_one(self, row: OutboxRow) -> None:
        found = await self.rows(select(people_table.c.slug).where(people_table.c.chat_id == row.outgoing.chat_id))
        who = found[0][0] if found else NOBODY_OF_OURS
        if who in self.gone:
            await deliver.settle(self.house, row, Delivery(Outcome.GONE, why="blocked"), self.now)
            return
        self.sent.append(Sent(who, row.outgoing.kind, self.local(self.now), row.outgoing.text))
        delivery = Delivery(Outcome.SENT, message_id=row.edits or next(self.numbers))
        await deliver.settle(self.house, row, delivery, self.now)

    async def presses(self, who: str, choice: str, position: int = 0, *, team: str = "") -> str:
        """The person presses a button of their newest check-in (of this team's); the toast."""
        query = (
            select(conversations.c.id, people_table.c.chat_id)
            .join_from(conversations, people_table)
            .join(check_ins, check_ins.c.id == conversations.c.check_in_id)
            .join(teams, teams.c.id == check_ins.c.team_id)
            .where(people_table.c.slug == who)
            .order_by(conversations.c.id.desc())
        )
        found = (await self.rows(query.where(teams.c.slug == team) if team else query))[0]
        return await self.presses_on(found.chat_id, AnswerPressed(found.id, position, choice))

    async def presses_on(self, chat_id: int, button: AnswerPressed) -> str:
        """A press of this button in this chat; the toast."""
        toast = await press(self.house, await self.incoming(chat_id), button, 1)
        await self.send()
        return toast

    async def incoming(self, chat_id: int) -> Incoming:
        """An update from this chat, kept and waiting to be handled."""
        update = {
            "bot_id": 1, "update_id": next(self.numbers), "chat_id": chat_id, "payload": {}, "masked": False,
            "received_at": self.now,
        }  # fmt: skip
        async with self.house.db.write() as tx:
            await inbox.keep_updates(tx, [update])
            row = (await inbox.next_waiting(tx, self.now, (), 1))[0]
        return Incoming(row.id, chat_id, chat_id, self.now)

    async def rows(self, query: Executable) -> Any:
        """What a query finds."""
        async with self.house.db.read() as tx:
            return (await tx.execute(query)).all()

    async def add(self, table: Any, **values: Any) -> int:
        """Put a row where only a fault could have put it."""
        async with self.house.db.write() as tx:
            return await add_row(tx, table, **values)

    async def change(self, statement: Executable) -> None:
        """Change rows where only a fault could have changed them."""
        async with self.house.db.write() as tx:
            await tx.execute(statement)

    async def outage(self, began: str, ended: str) -> None:
        """Note that we were not there between two local times."""
        async with self.house.db.write() as tx:
            await audit.add_outage(tx, self.moment(began), self.moment(ended))

    def moment(self, local: str) -> datetime:
        """The moment of a local time such as `2026-09-01 10:00`."""
        return datetime.fromisoformat(local).replace(tzinfo=self.zone).astimezone(UTC)

    def local(self, moment: datetime | None) -> str:
        """A moment as the local time."""
        return f"{moment.astimezone(self.zone):%Y-%m-%d %H:%M}" if moment else ""

    def heard(self, kind: str, *who: str) -> list[tuple[str, str]]:
        """Who got messages of this kind, and when."""
        return [(it.to, it.at) for it in self.sent if it.kind == kind and (not who or it.to in who)]

    async def check_ins(self, team: str = "ridge") -> list[tuple[str, str, str]]:
        """A team's check-ins: the day of the grid, the state, and when it was asked."""
        query = select(check_ins).join(teams).where(teams.c.slug == team).order_by(check_ins.c.grid_on)
        return [(f"{it.grid_on}", it.state, self.local(it.asked_at)) for it in await self.rows(query)]

    async def cases(self) -> list[tuple[str, str, str, str]]:
        """Every case: the team, the kind, since when, and why it closed."""
        query = select(teams.c.slug, stalls.c.kind, stalls.c.opened_at, stalls.c.closed_because)
        rows = await self.rows(query.join_from(stalls, teams).order_by(stalls.c.id))
        return [(it.slug, it.kind, self.local(it.opened_at), it.closed_because or "") for it in rows]

    async def audited(self, action: str) -> list[tuple[str, str]]:
        """What the audit holds of this action: when, and about whom."""
        query = select(audit_table.c.at, audit_table.c.subject).where(audit_table.c.action == action)
        return [(self.local(it.at), it.subject) for it in await self.rows(query.order_by(audit_table.c.id))]


@asynccontextmanager
async def rooms(
    database_url: str,
    programme: str = RIDGE,
    *,
    at: str = "2026-08-31 08:00",
    words: Content | None = None,
    base_url: str = "",
    sends_mail: bool = False,
) -> AsyncIterator[Rooms]:
    """The rooms at this local time, with this programme applied; tests that use them share a loop."""
    db = OPEN.setdefault(database_url, Database(database_url))
    house = House(db, words or content(), base_url, sends_mail=sends_mail)
    made = Rooms(house, datetime.fromisoformat(at).replace(tzinfo=OSLO).astimezone(UTC))
    if programme:
        await made.apply(programme)
    yield made


def teams_text(*made: str, schedule: str = "fortnightly", people_of: str = "kari ola nina", more: str = "") -> str:
    """A programme of these teams, each a line `id: ...` without its braces; anne facilitates and owns, per manages."""
    lines = "".join(f"  - {{{line}}}\n" for line in made)
    folk = "".join(f"  - {{id: {who}, name: {who.title()}}}\n" for who in ("anne", "per", *people_of.split()))
    return (
        "collaborative: safer\ntitle: Safer\nmodel: quality-improvement-model\n"
        f'schedule: {schedule}\nzone: Europe/Oslo\nholidays: "NO"\nlanguage: en\n'
        f"starts: 2026-08-31\nends: 2027-06-18\n{more}people:\n{folk}owners: [anne]\nteams:\n{lines}"
    )


def team(slug: str, members: str = "kari", *, more: str = "") -> str:
    """A team's line for `teams_text`."""
    folk = f"members: [{members}], facilitators: [anne], managers: [per]"
    return f"id: {slug}, title: {slug.title()}, phase: prepare, {folk}{more}"
