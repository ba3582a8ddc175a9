"""What the database holds of one check-in."""

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import func, select, update

from bot.storage.tables import answers, check_ins, conversations, outbox, people, stalls
from tests.flow.any_order.expected import GROUP, Expected, Kept
from tests.flow.rooms import Rooms

NOBODYS = 10**9


@dataclass
class Stored:
    """The rows of a check-in; `people` are the team's in their order."""

    rooms: Rooms
    check_in: int
    people: tuple[int, ...]
    talks: dict[int, int] = field(default_factory=dict)

    async def look_up_talks(self) -> None:
        """Every conversation of the check-in, also that of who has joined since."""
        mine = conversations.c.check_in_id == self.check_in
        whose = {None: GROUP, **{person: who for who, person in enumerate(self.people)}}
        found = await self.rooms.rows(select(conversations.c.id, conversations.c.person_id).where(mine))
        self.talks = {whose[it.person_id]: it.id for it in found}

    def id_of(self, whose: int) -> int:
        """The conversation's id; none of ours where there is none."""
        return self.talks.get(whose, NOBODYS)

    async def message_of(self, whose: int) -> int | None:
        """The message on which a conversation stands."""
        query = select(conversations.c.message_id).where(conversations.c.id == self.id_of(whose))
        found = await self.rooms.rows(query)
        return found[0].message_id if found else None

    async def talk(self, whose: int) -> tuple[int, str, Any, bool]:
        """Where a conversation is."""
        (row,) = await self.rooms.rows(select(conversations).where(conversations.c.id == self.talks[whose]))
        return row.position, row.stage, row.draft, row.later_at is not None

    async def answers(self) -> list[Kept]:
        """What is kept of this check-in."""
        query = select(answers.c.person_id, answers.c.question, answers.c.value, answers.c.late)
        rows = await self.rooms.rows(query.where(answers.c.check_in_id == self.check_in).order_by(answers.c.id))
        return [(self.people.index(it.person_id), it.question, it.value, it.late) for it in rows]

    async def cases(self) -> list[tuple[int, bool]]:
        """Who asked for help, and whether that is over."""
        asked_by = stalls.c.reasons[0]["person"].as_string() == people.c.slug
        query = (
            select(people.c.id, stalls.c.closed_at)
            .join_from(stalls, check_ins, check_ins.c.team_id == stalls.c.team_id)
            .join(people, asked_by)
            .where(check_ins.c.id == self.check_in)
            .order_by(stalls.c.id)
        )
        return [(self.people.index(person), closed is not None) for person, closed in await self.rooms.rows(query)]

    async def is_as(self, told: Expected) -> None:
        """The database tells the same as the second telling."""
        assert await self.answers() == told.kept
        assert {whose: await self.talk(whose) for whose in self.talks} == {
            whose: (it.position, it.stage, it.draft, it.put_off) for whose, it in told.talks.items()
        }
        assert await self.cases() == told.cases
        query = select(check_ins.c.state, check_ins.c.closed_at, check_ins.c.answered_at)
        ((state, closed_at, answered_at),) = await self.rooms.rows(query.where(check_ins.c.id == self.check_in))
        assert (state, closed_at is not None) == (told.state, told.closed)
        assert (answered_at is not None) is (told.state == "answered")
        await self._waits_for(told)

    async def _waits_for(self, told: Expected) -> None:
        """One screen at most waits for each conversation, and none for who has left."""
        waiting = select(outbox.c.conversation_id, func.count()).where(
            outbox.c.conversation_id.in_(self.talks.values()), outbox.c.state == "waiting", outbox.c.kind == "screen"
        )
        times = dict(await self.rooms.rows(waiting.group_by(outbox.c.conversation_id)))
        assert all(it == 1 for it in times.values())
        assert all(self.talks[who] not in times for who in self.talks if who not in (*told.members, GROUP))

    async def shows(self, told: Expected, who: int, whose: int) -> None:
        """The screen has the question, and below it the ticks, or that a colleague has answered."""
        talk = told.talks[whose]
        query = select(outbox.c.text, outbox.c.keyboard).where(
            outbox.c.conversation_id == self.talks[whose], outbox.c.state == "waiting", outbox.c.kind == "screen"
        )
        ((text, keyboard),) = await self.rooms.rows(query)
        labels = [label for row in keyboard for label, _ in row]
        assert f"{talk.position + 1} av {len(told.check.asked)} " in text
        assert sum(label.startswith("☑") for label in labels) == len(told.ticks(who, talk) or [])
        correct_it = self.rooms.house.content.wording.plain("check-in.buttons.correct-it", "nb")
        assert (labels[0] == correct_it) is told.is_taken(who, whose)

    async def let_be(self) -> None:
        """Nothing of this comes back while others are looked at."""
        mine = conversations.c.check_in_id == self.check_in
        await self.rooms.change(update(conversations).where(mine).values(later_at=None))
