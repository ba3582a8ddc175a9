"""Small tests of a change in the rooms: what people press and write about them, and what stands in the rows."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from bot.domain.buttons import SKIP, CyclePressed, CyclesPressed
from bot.flow.handling import handling, sender
from bot.flow.testing import press as pressing
from bot.flow.testing import tests as listing
from bot.flow.testing import text as writing
from bot.storage.tables import outbox, pdsa_cycles, people, teams
from tests.flow.rooms import Rooms

ANY_MESSAGE = 1


@dataclass
class Trying:
    """The tests of the people in these rooms."""

    rooms: Rooms

    async def begins(self, who: str) -> None:
        """The person writes /test."""
        await listing.tests(self.rooms.house, await self.rooms.incoming(await self.chat(who)))
        await self.rooms.send()

    async def begins_another(self, who: str, team: str = "ridge") -> str:
        """The person presses "New test"; the toast."""
        team_id = (await self.rooms.rows(select(teams.c.id).where(teams.c.slug == team)))[0][0]
        return await self.presses_on_list(who, CyclesPressed(team_id, "new"))

    async def presses_on_list(self, who: str, button: CyclesPressed) -> str:
        """A press of a button that belongs to a team's list; the toast."""
        incoming = await self.rooms.incoming(await self.chat(who))
        toast = await listing.press(self.rooms.house, incoming, button, ANY_MESSAGE)
        await self.rooms.send()
        return toast

    async def presses(self, who: str, *choices: str, cycle: int | None = None, on: int = ANY_MESSAGE) -> str:
        """The person presses one button after another of the newest test, each at its stage; the last toast."""
        toast = ""
        for choice in choices:
            row = await self.row(cycle)
            toast = await self.presses_button(who, CyclePressed(row.id, row.stage[0], choice), on=on)
        return toast

    async def presses_button(self, who: str, button: CyclePressed, *, on: int = ANY_MESSAGE) -> str:
        """The same of a button of any stage."""
        incoming = await self.rooms.incoming(await self.chat(who))
        toast = await pressing.press(self.rooms.house, incoming, button, on)
        await self.rooms.send()
        return toast

    async def saves(self, who: str, end: str, *, scale: str = "one-user-or-shift", text: str = "") -> int:
        """The person begins another test and saves it with this end; its row."""
        await self.begins_another(who)
        if text:
            await self.writes(who, text)
        await self.presses(who, *(() if text else (SKIP,)), scale, end)
        return int((await self.row()).id)

    async def writes(self, who: str, text: str, *, reply_to: int | None = None) -> bool:
        """The person writes; whether a test waited for a text."""
        incoming = await self.rooms.incoming(await self.chat(who))
        async with handling(self.rooms.house, incoming) as tx:
            person = await sender(tx, incoming)
            assert person is not None
            cycle = (
                await writing.cycle_on(tx, person, reply_to) if reply_to else await writing.waiting_for_text(tx, person)
            )
            if cycle is not None:
                await writing.take_text(tx, self.rooms.house, incoming, cycle, text)
        await self.rooms.send()
        return cycle is not None

    async def row(self, cycle: int | None = None) -> Any:
        """The row of this test, or of the newest."""
        query = select(pdsa_cycles).order_by(pdsa_cycles.c.id.desc())
        return (await self.rooms.rows(query if cycle is None else query.where(pdsa_cycles.c.id == cycle)))[0]

    async def stages(self) -> list[tuple[int | None, str]]:
        """Every test with its number and stage, in the order in which they were begun."""
        query = select(pdsa_cycles.c.number, pdsa_cycles.c.stage).order_by(pdsa_cycles.c.id)
        return [tuple(row) for row in await self.rooms.rows(query)]

    async def chat(self, who: str) -> int:
        """The chat of this person."""
        return int((await self.rooms.rows(select(people.c.chat_id).where(people.c.slug == who)))[0][0])

    def asked(self) -> list[tuple[str, str]]:
        """Who was asked what happened, and when."""
        return [(it.to, it.at) for it in self.rooms.sent if it.kind == "cycle" and "Hva overrasket dere?" in it.text]

    def last_text(self, who: str) -> str:
        """The newest message of a test, or a reply, that reached this person."""
        return next(
            it.text for it in reversed(self.rooms.sent) if it.to == who and it.kind in ("cycle", "reply", "edit")
        )

    async def waiting(self) -> list[Any]:
        """The messages of tests that have not left."""
        return list(await self.rooms.rows(select(outbox).where(outbox.c.kind == "cycle", outbox.c.state == "waiting")))


def day(text: str) -> date:
    """A day as it stands in a row."""
    return date.fromisoformat(text)
