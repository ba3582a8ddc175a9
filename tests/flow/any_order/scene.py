"""One check-in of a team in the rooms, where people act, and the comparison with what is expected."""

from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

import pytest
from sqlalchemy import func, select, update

from bot.content.wording import Wording
from bot.domain.buttons import AnswerPressed, LeavePressed, unpack
from bot.domain.errors import BadButton
from bot.domain.model import Kind
from bot.flow import leave, say
from bot.flow.answering.press import press
from bot.flow.answering.write import write, write_in_group
from bot.flow.bring_back import bring_back
from bot.flow.close import close_check_in
from bot.flow.door import HASH_MARK, hash_of
from bot.flow.handling import AlreadyHandled, Incoming
from bot.flow.joining.start import start
from bot.storage import check_ins as check_in_rows
from bot.storage import conversations as conversation_rows
from bot.storage import invites as invite_rows
from bot.storage import people as people_rows
from bot.storage.tables import answers, check_ins, conversations, memberships, outbox, people, stalls, teams
from bot.storage.writes import add_row
from tests.flow.any_order.acts import (
    FIRST,
    HERE,
    MEMBERS,
    NINA,
    STRANGER,
    Act,
    Check,
    Closes,
    Delivers,
    Joins,
    Leaves,
    Place,
    Taps,
    TapsRaw,
    Waits,
    Writes,
    first_of,
)
from tests.flow.any_order.expected import GROUP, OLD, SAVED, Expected, Kept
from tests.flow.rooms import Rooms

NOW = datetime(2026, 9, 1, 8, tzinfo=UTC)
# So long that nothing of a holiday or of the winter's time comes in between.
LAST = NOW + timedelta(weeks=7)
NUMBERS = count(1)
NOBODYS = 10**9
TITLE = "T"


@dataclass
class Scene:
    """One check-in of a team of two, perhaps three, in a database that many examples share."""

    rooms: Rooms
    expected: Expected
    check_in: int
    people: tuple[int, int, int]
    chats: tuple[int, int, int, int]
    group: int
    other: int
    now: datetime = NOW
    talks: dict[int, int] = field(default_factory=dict)

    async def do(self, act: Act) -> None:
        """Let somebody do something, in the rooms and in the second telling."""
        match act:
            case Taps():
                await self.tap(act)
            case TapsRaw(who, data):
                data = data.replace("{other}", str(self.other))
                await self.tap_raw(who, data.replace("{group}", str(self.talks.get(GROUP, NOBODYS))))
            case Writes():
                await self.write(act)
            case Joins(who) if who not in self.expected.members:
                await self.join(who)
                self.expected.join(who)
            case Leaves(who):
                await leave.press(self.rooms.house, await self.incoming(who), LeavePressed("yes"), 1)
                self.expected.leave(who)
            case Waits():
                await self.wait()
            case Closes():
                await self.close()
                self.expected.close()
            case Delivers():
                await self.rooms.send()
        await self.look_up_talks()

    # A press

    async def tap(self, act: Taps) -> None:
        """A press of a button of the check-in, in the chat in which it stands."""
        whose = GROUP if self.group else act.whose
        position, choice = self.position(whose, act.place), act.choice
        if choice == FIRST:
            choice = self.first(whose, position)
        button = AnswerPressed(self.talks.get(whose, NOBODYS), position, choice)
        said = await self.twice(
            act.who, again=act.again, handle=lambda it: press(self.rooms.house, it, button, act.message_id)
        )
        assert key_of(self.rooms.house.content.wording, said) == self.expected.tap(act.who, whose, position, choice)

    def first(self, whose: int, position: int) -> str:
        """What takes this conversation further."""
        talk = self.expected.talks.get(whose)
        return first_of(self.expected.check.asked[position], talk.draft if talk else None)

    @property
    def length(self) -> int:
        """How many questions the check-in has."""
        return len(self.expected.check.asked)

    def position(self, whose: int, place: Place) -> int:
        """Where this is in the check-in; a question that is not asked is nowhere."""
        if place == HERE:
            return self.expected.talks[whose].position if whose in self.expected.talks else 0
        if isinstance(place, int):
            return place
        return next((n for n, question in enumerate(self.expected.check.asked) if question.id == place), self.length)

    async def tap_raw(self, who: int, data: str) -> None:
        """A press that belongs to nobody here; it changes nothing, whoever presses."""
        incoming = await self.rooms.incoming(self.chats[who])
        try:
            button = unpack(data)
        except BadButton:
            assert await say.old_button(self.rooms.house, incoming) != ""
            return
        if isinstance(button, AnswerPressed):
            assert await press(self.rooms.house, incoming, button, 1) != ""

    # A text

    async def write(self, act: Writes) -> None:
        """A text, alone or below the message on which the check-in stands."""
        whose, before = GROUP if self.group else act.who, await self.answers()
        message = await self.message_of(whose) if act.replies else None
        room = write_in_group if self.group else write
        await self.twice(act.who, again=act.again, handle=lambda it: room(self.rooms.house, it, act.text, message))
        if self.reads(act, whose, message):
            question = self.expected.check.asked[self.expected.talks[whose].position]
            if question.kind is Kind.TEXT:
                self.expected.text(act.who, whose, act.text)
            else:
                await self.learn(act.who, whose, before)

    def reads(self, act: Writes, whose: int, message: int | None) -> bool:
        """Whether the text can be an answer: to the question that is open, and once it has closed in reply only."""
        talk = self.expected.talks.get(whose)
        if act.who not in self.expected.members or talk is None or talk.stage != "open":
            return False
        if self.group:
            return message is not None
        return not act.text.startswith("/") and (message is not None or not self.expected.closed)

    async def learn(self, who: int, whose: int, before: list[Kept]) -> None:
        """What a text is taken for is told elsewhere; here: at most one answer, to the question on the screen."""
        found, talk = await self.answers(), self.expected.talks[whose]
        name = self.expected.check.asked[talk.position].id
        assert found[: len(before)] == before
        assert [(it[0], it[1]) for it in found[len(before) :]] in ([], [(who, name)])
        row = await self.talk(whose)
        if row[:2] != (talk.position, talk.stage):
            value = next(it[2] for it in reversed(found) if it[:2] == (who, name))
            self.expected.answer(who, talk, talk.position, value)

    # Who is there, and the time

    async def join(self, who: int) -> None:
        """Open a new link of one's own."""
        code = f"code-{next(NUMBERS)}"
        async with self.rooms.house.db.write() as tx:
            until = self.now + timedelta(days=30)
            await invite_rows.add_invite(
                tx, hash_of(code), person_id=self.people[who], team_id=None, now=self.now, expires_at=until
            )
        incoming = await self.rooms.incoming(self.chats[who])
        await start(self.rooms.house, incoming, f"{HASH_MARK}{hash_of(code)}")

    async def wait(self) -> None:
        """A week goes by."""
        self.now = self.rooms.now = min(self.now + timedelta(weeks=1), LAST)
        counts = await bring_back(self.rooms.house, self.now)
        assert counts["brought_back"] == self.expected.come_back()

    async def close(self) -> None:
        """Close the check-in as the clock does."""
        async with self.rooms.house.db.write() as tx:
            row = await check_in_rows.check_in_by_id(tx, self.check_in)
            if row.closed_at is None:
                await close_check_in(tx, self.rooms.house, row, self.now)

    async def incoming(self, who: int) -> Incoming:
        """An update from this person, in the group where the team has one."""
        if not self.group:
            return await self.rooms.incoming(self.chats[who])
        return replace(await self.rooms.incoming(self.group), sender_id=self.chats[who])

    async def twice(
        self, who: int, *, again: bool, handle: Callable[[Incoming], Coroutine[Any, Any, str | None]]
    ) -> str:
        """Handle an update, and once more where it comes twice; the toast."""
        incoming = await self.incoming(who)
        said = await handle(incoming)
        if again:
            with pytest.raises(AlreadyHandled):
                await handle(incoming)
        return said or ""

    # What there is

    async def look_up_talks(self) -> None:
        """Every conversation of the check-in, also that of who has joined since."""
        query = select(conversations.c.id, conversations.c.person_id).where(
            conversations.c.check_in_id == self.check_in
        )
        whose = {None: GROUP, **{person: who for who, person in enumerate(self.people)}}
        self.talks = {whose[it.person_id]: it.id for it in await self.rooms.rows(query)}

    async def message_of(self, whose: int) -> int | None:
        """The message on which a conversation stands."""
        query = select(conversations.c.message_id).where(conversations.c.id == self.talks.get(whose, NOBODYS))
        found = await self.rooms.rows(query)
        return found[0].message_id if found else None

    async def talk(self, whose: int) -> tuple[int, str, Any, bool]:
        """Where a conversation is."""
        query = select(conversations).where(conversations.c.id == self.talks[whose])
        (row,) = await self.rooms.rows(query)
        return row.position, row.stage, row.draft, row.later_at is not None

    async def answers(self) -> list[Kept]:
        """What is kept of this check-in."""
        query = select(answers.c.person_id, answers.c.question, answers.c.value, answers.c.late)
        rows = await self.rooms.rows(query.where(answers.c.check_in_id == self.check_in).order_by(answers.c.id))
        return [(self.people.index(it.person_id), it.question, it.value, it.late) for it in rows]

    async def cases(self) -> list[tuple[int, bool]]:
        """Who asked for help, and whether that is over."""
        query = select(people.c.id, stalls.c.closed_at).join_from(
            stalls, check_ins, check_ins.c.team_id == stalls.c.team_id
        )
        asked_by = stalls.c.reasons[0]["person"].as_string() == people.c.slug
        query = query.join(people, asked_by).where(check_ins.c.id == self.check_in).order_by(stalls.c.id)
        return [(self.people.index(person), closed is not None) for person, closed in await self.rooms.rows(query)]

    async def compare(self) -> None:
        """The database tells the same as the second telling."""
        told = self.expected
        assert await self.answers() == told.kept
        assert {whose: await self.talk(whose) for whose in self.talks} == {
            whose: (it.position, it.stage, it.draft, it.put_off) for whose, it in told.talks.items()
        }
        assert await self.cases() == told.cases
        query = select(check_ins.c.state, check_ins.c.closed_at, check_ins.c.answered_at)
        ((state, closed_at, answered_at),) = await self.rooms.rows(query.where(check_ins.c.id == self.check_in))
        assert (state, closed_at is not None, answered_at is not None) == (
            told.state, told.closed, told.state == "answered",
        )  # fmt: skip
        await self.compare_what_waits()

    async def compare_what_waits(self) -> None:
        """One screen at most waits for each conversation, and none for who has left."""
        waiting = select(outbox.c.conversation_id, func.count()).where(
            outbox.c.conversation_id.in_(self.talks.values()), outbox.c.state == "waiting", outbox.c.kind == "screen"
        )
        times = dict(await self.rooms.rows(waiting.group_by(outbox.c.conversation_id)))
        assert all(it == 1 for it in times.values())
        assert all(self.talks[who] not in times for who in self.talks if who not in (*self.expected.members, GROUP))

    async def end(self) -> None:
        """Nothing of this comes back while others are looked at."""
        mine = conversations.c.check_in_id == self.check_in
        await self.rooms.change(update(conversations).where(mine).values(later_at=None))


def key_of(wording: Wording, said: str) -> str:
    """The toast by its key; empty where nothing was said."""
    if not said:
        return ""
    keys = {f"refused.{key}": key for key in (OLD, "not-yours", "not-joined", "left")} | {f"toast.{SAVED}": SAVED}
    values = {"team": TITLE}
    toasts = {
        wording.plain(text, language, **{name: values[name] for name in wording.texts[language][text].values}): key
        for text, key in keys.items()
        for language in wording.languages
    }
    return toasts[said]


async def new_scene(rooms: Rooms, check: Check) -> Scene:
    """A team of its own with its open check-in, and a check-in of another team that is none of theirs."""
    rooms.now = NOW
    async with rooms.house.db.write() as tx:
        group = -10_000 - next(NUMBERS) if check.in_group else 0
        team = await add_row(
            tx, teams, collaborative_id=1, slug=f"t{next(NUMBERS)}", title=TITLE, phase="prepare",
            quorum=str(check.quorum), first_applied_at=NOW, next_merged=False, group_chat_id=group or None,
        )  # fmt: skip
        check_in = await check_in_rows.add_check_in(
            tx, team, date(2026, 9, 1), phase="prepare", state="asked", due_at=NOW, asked_at=NOW,
            questions=[{"id": question.id, "version": 1, "step": None} for question in check.asked],
        )  # fmt: skip
        made, chats, talks = [], [], {}
        for who in MEMBERS:
            number = next(NUMBERS)
            person = await add_row(tx, people, slug=f"p{number}", name="P", language="nb")
            await add_row(tx, memberships, team_id=team, person_id=person, role="member", place=0)
            made.append(person)
            chats.append(10_000 + number)
            if who != NINA:
                await people_rows.set_chat(tx, person, 10_000 + number, NOW)
            if who != NINA and not group:
                talks[who] = (await conversation_rows.add_conversation(tx, check_in, person)).id
        if group:
            talks[GROUP] = (await conversation_rows.add_conversation(tx, check_in, None)).id
    first = min(talks.values())
    people_of, chats_of = (made[0], made[1], made[2]), (*chats, 999_999)
    assert len(chats_of) == STRANGER + 1
    scene = Scene(rooms, Expected(check), check_in, people_of, chats_of, group, first - 1 or NOBODYS)
    await scene.look_up_talks()
    return scene
