"""A whole programme played in virtual time: the real rooms, a database in memory, and phones that only remember."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from zoneinfo import ZoneInfo

from bot.content.content import Content
from bot.domain.behaviour import Behaviour, Event
from bot.domain.outgoing import OutgoingKind
from bot.domain.programme import Programme
from bot.flow.applying.apply import apply
from bot.flow.house import House
from bot.rehearsal.agenda import Agenda
from bot.rehearsal.channel import Phones
from bot.rehearsal.clock import anything_due, tick
from bot.rehearsal.deeds import Deed
from bot.rehearsal.hands import Hands
from bot.rehearsal.people import deeds_of
from bot.rehearsal.post import deliver_all
from bot.rehearsal.span import ending, opening
from bot.rehearsal.staff import acts_of_staff, do
from bot.storage import people
from bot.storage.asked_now import asked_in
from bot.storage.due import next_sending
from bot.storage.programme import collaborative_ids
from bot.storage.throwaway import ThrowawayDatabase

# One thing leads to another at the same moment, and never to so many.
MOST_ROUNDS = 1000


@dataclass(slots=True)
class Play:
    """The programme under way at a moment; `done` is what people have done, each thing once."""

    house: House
    collaborative_id: int
    programme: Programme
    behaviour: Behaviour
    phones: Phones
    hands: Hands
    agenda: Agenda
    now: datetime
    staff: list[Event]
    done: set[Deed] = field(default_factory=set)
    _asked: set[int] = field(default_factory=set)

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.programme.zone)

    async def to(self, end: datetime, passed: Callable[[datetime], None]) -> None:
        """Let time pass up to this moment; everything on the way happens at its own."""
        stop: datetime | None = self.now
        while stop is not None and stop < end:
            self.now = stop
            self.phones.at(stop)
            await self._this_moment()
            stop = await self._next_stop()
            passed(self.now)
            # Nothing else is ever waited for, and so nobody could break it off.
            await asyncio.sleep(0)

    async def _this_moment(self) -> None:
        """Do all there is to do now: what people do before what is due."""
        for _ in range(MOST_ROUNDS):
            await self._acts_of_staff()
            await self._deeds()
            due, _ = await anything_due(self.house, self.now)
            if due:
                await tick(self.house, self.now)
            await self._deliver()
            acts = self.agenda.next_moment
            if not due and (acts is None or acts > self.now):
                return
        raise RuntimeError(f"something stays due for ever at {self.now}")

    async def _next_stop(self) -> datetime | None:
        """The next moment at which there is something to do."""
        _, due = await anything_due(self.house, self.now)
        async with self.house.db.read() as tx:
            held_back = await next_sending(tx)
        acts = self.staff[0].at if self.staff else None
        ahead = (due, held_back, self.agenda.next_moment, acts)
        return min((it for it in ahead if it is not None and it > self.now), default=None)

    async def _acts_of_staff(self) -> None:
        while self.staff and self.staff[0].at <= self.now:
            await do(self.house, self.collaborative_id, self.staff.pop(0), self.now)

    async def _deeds(self) -> None:
        while (who := self.agenda.take(self.now)) is not None:
            deed = await self._next_deed_of(who)
            if deed is not None and deed.at <= self.now:
                self.done.add(deed)
                await self.hands.do(deed, self.now)
                await self._deliver()
            if deed is not None:
                # There may be more to do for them at once.
                self.agenda.look(who, deed.at)

    async def _next_deed_of(self, who: str) -> Deed | None:
        async with self.house.db.read() as tx:
            person = await people.person_by_slug(tx, who)
            if person is None:
                return None
            deeds = await deeds_of(tx, self.house, self.behaviour, self.zone, person, self.now)
        return min((deed for deed in deeds if deed not in self.done), key=lambda deed: deed.at, default=None)

    async def _deliver(self) -> None:
        """Let everything leave that may; whoever is asked by it has something to do at their time."""
        came = [
            row.outgoing.conversation_id
            async for row in deliver_all(self.house, self.phones, self.now)
            if row.outgoing.kind is OutgoingKind.SCREEN and row.outgoing.conversation_id is not None
        ]
        if new := [it for it in dict.fromkeys(came) if it not in self._asked]:
            self._asked.update(new)
            await self._foresee(new)

    async def _foresee(self, conversations: list[int]) -> None:
        async with self.house.db.read() as tx:
            asked = await asked_in(tx, conversations)
        for it in asked:
            asked_on, seen = it.asked_at.astimezone(self.zone).date(), max(it.asked_at, it.joined_at)
            if turn := self.behaviour.turn(it.person, it.team, asked_on, seen):
                self.agenda.look(it.person, turn[0])


async def play(
    programme: Programme, behaviour: Behaviour, content: Content, passed: Callable[[datetime], None]
) -> Play:
    """Play the programme from its start to its end; `passed` hears how far it has come."""
    begins, names = opening(programme, content), tuple(person.id for person in programme.people)
    house, phones, agenda = House(ThrowawayDatabase(), content, sends_mail=True), Phones(begins), Agenda(names)
    await apply(house, programme, begins)
    async with house.db.read() as tx:
        collaborative_id = (await collaborative_ids(tx))[programme.collaborative]
    for name in names:
        agenda.look(name, begins)
    for event in behaviour.events:
        if event.person is not None:
            agenda.look(event.person, event.at)
    hands, staff = Hands(house, phones, names, count(1)), acts_of_staff(behaviour)
    playing = Play(house, collaborative_id, programme, behaviour, phones, hands, agenda, begins, staff)
    await playing.to(ending(programme), passed)
    return playing
