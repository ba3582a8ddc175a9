"""One check-in of a team in the rooms, where people act, and the comparison with what is expected."""

from collections.abc import Callable, Coroutine
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import pytest

from bot.content.wording import Wording
from bot.domain.buttons import AGAIN, AnswerPressed, LeavePressed, unpack
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
from bot.storage import invites as invite_rows
from tests.flow.any_order.acts import (
    FIRST,
    HERE,
    STRANGER,
    Act,
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
from tests.flow.any_order.expected import GROUP, LEFT, NOT_JOINED, NOT_YOURS, OLD, SAVED, Expected, Kept
from tests.flow.any_order.stored import Stored
from tests.flow.rooms import Rooms

NOW = datetime(2026, 9, 1, 8, tzinfo=UTC)
# So long that nothing of a holiday or of the winter's time comes in between.
LAST = NOW + timedelta(weeks=7)
NUMBERS = count(1)
TITLE = "T"


@dataclass
class Scene:
    """One check-in of a team of two, perhaps three, in a database that many examples share."""

    rooms: Rooms
    expected: Expected
    stored: Stored
    chats: tuple[int, ...]
    group: int
    other: int
    now: datetime = NOW

    async def do(self, act: Act) -> None:
        """Let somebody do something, in the rooms and in the second telling."""
        match act:
            case Taps():
                await self.tap(act)
            case TapsRaw(who, data):
                data = data.replace("{other}", str(self.other))
                await self.tap_raw(who, data.replace("{group}", str(self.stored.id_of(GROUP))))
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
        await self.stored.look_up_talks()

    async def end(self) -> None:
        """All is as it should be, and who is in the midst of it sees the question at which they are."""
        await self.stored.is_as(self.expected)
        for whose, talk in list(self.expected.talks.items()):
            who = next(iter(self.expected.members), STRANGER) if whose == GROUP else whose
            if talk.stage == "open" and who in self.expected.members:
                await self.tap(Taps(who, whose, HERE, AGAIN, message_id=1))
                await self.stored.shows(self.expected, who, whose)
        await self.stored.is_as(self.expected)
        await self.stored.let_be()

    # A press

    async def tap(self, act: Taps) -> None:
        """A press of a button of the check-in, in the chat in which it stands."""
        whose = GROUP if self.group else act.whose
        position, choice = self.position(whose, act.place), act.choice
        if choice == FIRST:
            choice = self.first(whose, position)
        button = AnswerPressed(self.stored.id_of(whose), position, choice)
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
        whose, before = GROUP if self.group else act.who, await self.stored.answers()
        message = await self.stored.message_of(whose) if act.replies else None
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
        found, talk = await self.stored.answers(), self.expected.talks[whose]
        name = self.expected.check.asked[talk.position].id
        assert found[: len(before)] == before
        assert [(it[0], it[1]) for it in found[len(before) :]] in ([], [(who, name)])
        row = await self.stored.talk(whose)
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
                tx, hash_of(code), person_id=self.stored.people[who], team_id=None, now=self.now, expires_at=until
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
            row = await check_in_rows.check_in_by_id(tx, self.stored.check_in)
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


def key_of(wording: Wording, said: str) -> str:
    """The toast by its key; empty where nothing was said."""
    if not said:
        return ""
    keys = {f"refused.{key}": key for key in (OLD, NOT_YOURS, NOT_JOINED, LEFT)} | {f"toast.{SAVED}": SAVED}
    values = {"team": TITLE}
    toasts = {
        wording.plain(text, language, **{name: values[name] for name in wording.texts[language][text].values}): key
        for text, key in keys.items()
        for language in wording.languages
    }
    return toasts[said]
