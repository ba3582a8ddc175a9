"""Simulated people do what their behaviour says, seen through the same flow as everybody else's answers."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select

from bot.domain.behaviour import Behaviour, Does, Event, Habit, Saying
from bot.domain.buttons import AnswerPressed, DeskPressed, LeavePressed, unpack
from bot.flow import leave
from bot.flow.answering.press import press
from bot.flow.answering.write import write
from bot.flow.facilitating.desk.press import press as press_at_desk
from bot.rehearsal.deeds import Act, Deed
from bot.rehearsal.people import deeds_ahead
from bot.storage.tables import answers, conversations, people
from tests.flow.rooms import Rooms, rooms
from tests.support.programmes import programme

pytestmark = pytest.mark.asyncio(loop_scope="session")

THREE = programme(
    ("people:\n", "people:\n  - {id: nina, name: Nina Berg}\n"),
    ("members: [kari, ola]", "members: [kari, ola, nina]"),
)
NOBODY = {person: Habit(share=0) for person in ("kari", "ola", "nina", "anne", "per")}


@dataclass
class Company:
    """The rooms with simulated people in them, whose deeds are done at their moments, each once."""

    rooms: Rooms
    behaviour: Behaviour
    done: list[Deed] = field(default_factory=list)

    async def ahead(self) -> list[Deed]:
        found = await deeds_ahead(self.rooms.house, self.behaviour, self.rooms.zone, 1, self.rooms.now)
        return [deed for deed in found if deed not in self.done]

    async def to(self, local: str) -> None:
        """Let time pass; everybody acts when it is their turn."""
        until = self.rooms.moment(local)
        while (stop := await self._next_stop()) <= until:
            await self.rooms.to(self.rooms.local(stop))
            while (ahead := await self.ahead()) and ahead[0].at <= stop:
                await self.do(ahead[0])
        await self.rooms.to(local)

    async def _next_stop(self) -> datetime:
        moments = [*(await self.rooms.due()).values(), *(deed.at for deed in await self.ahead())]
        return max(min(moments), self.rooms.now)

    async def do(self, deed: Deed) -> None:
        self.done.append(deed)
        if deed.act is Act.JOIN:
            await self.rooms.join(deed.person)
            return
        ((chat,),) = await self.rooms.rows(select(people.c.chat_id).where(people.c.slug == deed.person))
        incoming, house = await self.rooms.incoming(chat), self.rooms.house
        match deed.act, deed.what:
            case Act.WRITE, "/leave":
                await leave.ask(house, incoming)
            case Act.WRITE, text:
                await write(house, incoming, text, None)
            case Act.PRESS, data:
                match unpack(data):
                    case AnswerPressed() as button:
                        await press(house, incoming, button, 1)
                    case DeskPressed() as button:
                        await press_at_desk(house, incoming, button, 1)
                    case LeavePressed() as button:
                        await leave.press(house, incoming, button, 1)
        await self.rooms.send()

    async def answers(self) -> list[tuple[str, str, object]]:
        """Who answered what, in the order in which they did."""
        query = select(people.c.slug, answers.c.question, answers.c.value).join_from(answers, people)
        return [tuple(row) for row in await self.rooms.rows(query.order_by(answers.c.id))]


@asynccontextmanager
async def company(
    database_url: str, habits: dict[str, Habit], says: tuple[Saying, ...] = (), events: tuple[Event, ...] = ()
) -> AsyncIterator[Company]:
    async with rooms(database_url, THREE) as r:
        yield Company(r, Behaviour(NOBODY | habits, says, events))


async def test_people_join_at_the_start_on_their_day_or_never(database_url: str) -> None:
    late, never = Habit(share=0, joins=date(2026, 9, 15)), Habit(share=0, stays_away=True)
    async with company(database_url, {"ola": late, "nina": never}) as it:
        joining = {deed.person: it.rooms.local(deed.at) for deed in await it.ahead() if deed.act is Act.JOIN}
        await it.to("2026-09-20 12:00")
        query = select(people.c.slug).where(people.c.joined_at.is_not(None))
        joined = {row.slug for row in await it.rooms.rows(query)}

    assert joining["kari"] == "2026-08-31 08:00"
    assert joining["ola"] == "2026-09-15 09:00"
    assert "nina" not in joined
    assert {"kari", "ola"} <= joined


async def test_whoever_answers_does_so_after_their_time_with_the_best_answers(database_url: str) -> None:
    async with company(database_url, {"kari": Habit(after=timedelta(hours=26))}) as it:
        await it.to("2026-09-02 11:59")
        before = await it.answers()
        await it.to("2026-09-02 12:00")
        given = await it.answers()
        ((stage,),) = await it.rooms.rows(select(conversations.c.stage).join(people).where(people.c.slug == "kari"))

    assert before == []
    assert given[0] == ("kari", "progress", 4)
    assert {who for who, _, _ in given} == {"kari"}
    assert stage == "done"


async def test_what_a_colleague_has_answered_is_not_repeated_unless_it_is_said(database_url: str) -> None:
    says = (Saying("ola", "progress", 2),)
    habits = {"kari": Habit(), "ola": Habit(after=timedelta(hours=3)), "nina": Habit(after=timedelta(hours=4))}
    async with company(database_url, habits, says) as it:
        await it.to("2026-09-01 18:00")
        given = await it.answers()

    assert ("ola", "progress", 2) in given
    assert [question for who, question, _ in given if who == "ola"] == ["progress"]
    assert not [who for who, _, _ in given if who == "nina"]


async def test_who_never_answers_or_no_longer_does_stays_silent(database_url: str) -> None:
    async with company(database_url, {"kari": Habit(until=date(2026, 9, 14))}) as it:
        await it.to("2026-09-16 12:00")
        first = len(await it.answers())
        await it.to("2026-09-25 12:00")

        assert len(await it.answers()) == first
        assert {who for who, _, _ in await it.answers()} == {"kari"}


async def test_an_event_answers_the_check_in_that_is_open_and_another_says_nothing_is_new(database_url: str) -> None:
    async with rooms(database_url, THREE) as r:
        events = (
            Event(r.moment("2026-09-05 12:00"), "kari", Does.ANSWER),
            Event(r.moment("2026-09-17 12:00"), "ola", Does.NOTHING_NEW),
        )
        it = Company(r, Behaviour(NOBODY, events=events))
        await it.to("2026-09-05 11:00")
        before = await it.answers()
        await it.to("2026-09-18 12:00")
        states = [state for _, state, _ in await r.check_ins()]
        given = await it.answers()

    assert before == []
    assert {who for who, _, _ in given} == {"kari"}
    assert states == ["answered", "answered"]


async def test_a_facilitator_takes_the_case_of_which_they_were_told(database_url: str) -> None:
    async with rooms(database_url, THREE) as r:
        take = Event(r.moment("2026-09-16 09:00"), "anne", Does.ACKNOWLEDGE, "ridge")
        too_soon = Event(r.moment("2026-09-02 09:00"), "anne", Does.ACKNOWLEDGE, "ridge")
        it = Company(r, Behaviour(NOBODY, events=(too_soon, take)))
        await it.to("2026-09-16 10:00")
        acknowledged = await r.audited("acknowledge")

    assert acknowledged == [("2026-09-16 09:00", "stall 1")]


async def test_who_leaves_says_so_and_does_nothing_more(database_url: str) -> None:
    async with rooms(database_url, THREE) as r:
        leaving = Event(r.moment("2026-09-02 09:00"), "ola", Does.LEAVE)
        it = Company(r, Behaviour(NOBODY | {"ola": Habit(after=timedelta(days=2))}, events=(leaving,)))
        await it.to("2026-09-04 12:00")

        assert await r.audited("leave") == [("2026-09-02 09:00", "ola")]
        assert await it.answers() == []
        assert not [deed for deed in await it.ahead() if deed.person == "ola"]


async def test_blocking_and_unblocking_are_foreseen(database_url: str) -> None:
    async with rooms(database_url, THREE) as r:
        events = (
            Event(r.moment("2026-09-02 09:00"), "ola", Does.BLOCK_BOT),
            Event(r.moment("2026-09-08 09:00"), "ola", Does.UNBLOCK_BOT),
        )
        it = Company(r, Behaviour(NOBODY, events=events))
        await it.to("2026-09-01 09:00")
        acts = [(deed.act, r.local(deed.at)) for deed in await it.ahead() if deed.person == "ola"]

    assert acts == [(Act.BLOCK, "2026-09-02 09:00"), (Act.UNBLOCK, "2026-09-08 09:00")]


async def test_several_choices_are_ticked_and_texts_are_written(database_url: str) -> None:
    async with company(database_url, {"kari": Habit()}) as it:
        await it.to("2026-09-16 12:00")
        given = {question: value for _, question, value in await it.answers()}
        texts = it.rooms.house.content.models["quality-improvement-model"].texts["nb"]

    assert given["signs-of-need"] == ["incidents", "users", "numbers", "staff"]
    assert given["problem-sentence"] == texts.questions["problem-sentence"].best
    assert given["safe-to-say"] == 5


async def test_who_says_other_ticks_and_other_words_gives_those(database_url: str) -> None:
    says = (
        Saying("kari", "signs-of-need", ("users",)),
        Saying("kari", "problem-sentence", "Call 22 33 44 55."),
        Saying("ola", "signs-of-need", ("none",)),
    )
    async with company(database_url, {"kari": Habit(), "ola": Habit(after=timedelta(hours=3))}, says) as it:
        await it.to("2026-09-16 12:00")
        given = await it.answers()

    assert [(who, value) for who, question, value in given if question == "signs-of-need"] == [
        ("kari", ["users"]),
        ("ola", ["none"]),
    ]
    assert ("kari", "problem-sentence", "Call 22 33 44 55.") in given
