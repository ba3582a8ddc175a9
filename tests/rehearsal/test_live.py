"""A rehearsal is the live flow, moment by moment: the same play by the real bot over HTTP has the same chronicle."""

from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from bot.demo.deeds import carry_out
from bot.demo.lines import ToDo
from bot.domain.behaviour import Behaviour, Event
from bot.domain.programme import Programme
from bot.flow.invite import invite
from bot.rehearsal import staff
from bot.rehearsal.deeds import Act, Deed
from bot.rehearsal.people import deeds_ahead
from bot.rehearsal.played import Happened
from bot.rehearsal.rehearse import rehearse
from bot.sandbox.people import Person
from bot.storage.chronicle import chronicle
from bot.storage.due import next_moment, next_sending
from tests.rehearsal.playing import OSLO, SHORT, line, read
from tests.support.world import World, content, world

FIRST_ACCOUNT = 101
BUSY = """\
people:
  kari: {answers: 0.6, after: 3h}
  ola: {answers: always, after: 50h}
  siri: {answers: always, until: 2026-09-20}
says:
  - {person: ola, question: progress, value: 1, until: 2026-10-20}
  - {person: kari, question: help-wanted, value: "yes", from: 2026-09-29, until: 2026-10-12}
events:
  - {at: "2026-09-17 12:00", person: kari, does: nothing-new}
  - {at: "2026-09-22 15:00", person: ola, does: block-bot}
  - {at: "2026-09-30 09:00", person: ola, does: unblock-bot}
  - {at: "2026-10-01 09:00", does: move-session, session: second, to: 2026-11-03}
  - {at: "2026-10-13 14:00", person: anne, does: acknowledge, team: fjord}
  - {at: "2026-10-14 09:00", person: anne, does: snooze, team: fjord}
  - {at: "2026-10-16 11:00", person: siri, does: answer}
  - {at: "2026-10-20 09:00", person: anne, does: move-phase, team: fjord}
  - {at: "2026-10-28 08:00", person: siri, does: away, until: 2026-11-12}
  - {at: "2026-11-02 09:00", person: anne, does: pause, team: ridge, until: 2026-11-09}
  - {at: "2026-11-10 12:00", person: kari, does: leave}
"""


@dataclass
class Live:
    """The running bot with the people of a programme, who act as they do in a rehearsal."""

    world: World
    programme: Programme
    behaviour: Behaviour
    staff: list[Event]
    done: set[Deed] = field(default_factory=set)

    async def to(self, end: datetime) -> None:
        stop: datetime | None = self.world.wall.at
        while stop is not None and stop < end:
            # What people do comes before what is due at the same moment.
            await self.world.time.to(max(stop - timedelta(microseconds=1), self.world.wall.at))
            self.world.wall.at = stop
            await self._people_act()
            await self.world.time.to(stop)
            while await self._people_act():
                await self.world.time.to(stop)
            stop = await self._next_stop()

    async def _next_stop(self) -> datetime | None:
        async with self.world.db.read() as tx:
            moments = [await next_moment(tx), await next_sending(tx)]
        moments += [deed.at for deed in await self._ahead()] + [event.at for event in self.staff]
        return min((it for it in moments if it is not None and it > self.world.wall.at), default=None)

    async def _ahead(self) -> list[Deed]:
        house, now = self.world.bot.house, self.world.wall.at
        found = await deeds_ahead(house, self.behaviour, OSLO, 1, now)
        return [deed for deed in found if deed not in self.done]

    async def _people_act(self) -> bool:
        now, acted = self.world.wall.at, False
        while self.staff and self.staff[0].at <= now:
            await staff.do(self.world.bot.house, 1, self.staff.pop(0), now)
            await self.world.quiet()
            acted = True
        while (ahead := await self._ahead()) and ahead[0].at <= now:
            self.done.add(ahead[0])
            await self._carry_out(ahead[0])
            acted = True
        return acted

    async def _carry_out(self, deed: Deed) -> None:
        code = ""
        if deed.act is Act.JOIN:
            (link,) = await invite(self.world.bot.house, "bot", self.world.wall.at, person=deed.person)
            code = link.code
        place = [person.id for person in self.programme.people].index(deed.person)
        carry_out(self.world.stand_in.sandbox, FIRST_ACCOUNT + place, ToDo(**asdict(deed)), code)
        self.world.bot.messages_wait.set()
        await self.world.quiet()


async def test_a_rehearsal_equals_the_live_flow_moment_by_moment(database_url: str, tmp_path: Path) -> None:
    programme, behaviour = read(BUSY, tmp_path, seed=4)
    rehearsed = await rehearse(programme, behaviour, content())

    async with world(database_url, programme=SHORT) as w:
        for place, person in enumerate(programme.people):
            account = Person(FIRST_ACCOUNT + place, person.name, None, language_code="en")
            w.stand_in.sandbox.people[account.id] = account
        await Live(w, programme, behaviour, staff.acts_of_staff(behaviour)).to(rehearsed.ends)
        async with w.db.read() as tx:
            lived = [Happened(it.at, it.kind, it.team, it.person, it.detail) for it in await chronicle(tx)]

    assert [line(it) for it in rehearsed.events] == [line(it) for it in lived]
    assert list(rehearsed.events) == lived
    kinds = {it.kind for it in lived}
    assert kinds >= {"answered", "missed", "reminded", "stall_opened", "alert_sent", "acknowledged", "stall_closed"}
    assert kinds >= {"phase_moved", "session_moved"}
