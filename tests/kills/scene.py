"""Three teams that have joined and are about to be asked, and everything needed to kill the bot while they tap."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from bot.content.programme_file import parse_programme
from bot.flow.applying.apply import apply
from bot.flow.invite import invite
from bot.sandbox.phone import Phone, Phones, phones_of
from bot.sandbox.server import Running, running_sandbox
from bot.storage.database import Database
from bot.storage.due import under_way
from bot.virtual_time import VirtualTime, Wall, at_work
from tests.support.bots import bot_of
from tests.support.process import Process, shift_to
from tests.support.until import until
from tests.support.world import at

PEOPLE = ("kari", "ola", "nina", "per", "liv", "jon")
PROGRAMME = """\
collaborative: safer-medication
title: Safer medication at home
model: quality-improvement-model
schedule: fortnightly
zone: Europe/Oslo
holidays: "NO"
language: nb
starts: 2026-08-31
ends: 2027-06-18
sessions:
  - {id: first, title: First gathering, date: 2026-09-08}
people:
  - {id: anne, name: Anne Vik}
  - {id: kari, name: Kari Lund}
  - {id: ola, name: Ola Nes}
  - {id: nina, name: Nina Berg}
  - {id: per, name: Per Moe}
  - {id: liv, name: Liv Aas}
  - {id: jon, name: Jon Dal}
teams:
  - {id: ridge, title: Ridge home care, phase: evaluate, members: [kari, ola], facilitators: [anne]}
  - {id: fjord, title: Fjord ward, phase: evaluate, members: [nina, per], facilitators: [anne]}
  - {id: coast, title: Coast ward, phase: evaluate, members: [liv, jon], facilitators: [anne]}
"""


@dataclass
class Scene:
    """The stand-in, the phones of people who have joined, and how to start bots on their database."""

    stand_in: Running
    phones: Phones
    people: dict[str, Phone]
    db: Database
    folder: Path
    shift: timedelta

    def bot(self, name: str = "bot") -> Process:
        """A bot, not started yet."""
        return Process(self.folder, name, **self.settings)

    @property
    def settings(self) -> dict[str, str]:
        """The settings of every bot here."""
        token, url = self.stand_in.token, self.stand_in.url
        return {"telegram_token": token, "telegram_api_url": url, "database_url": self.db.url}

    async def polled(self, after: int) -> float:
        """The moment (running time) of the first poll that began after request number `after`."""
        log = self.stand_in.sandbox.log
        await until(lambda: bool(log.since(after, "getUpdates")), "a poll")
        return log.since(after, "getUpdates")[0].at

    @property
    def requests(self) -> int:
        """How many requests the bots have made."""
        return self.stand_in.sandbox.log.counts.total()

    async def quiet(self) -> None:
        """Wait until every update is handled and every message sent."""
        await until(self._is_quiet, "quiet", every=0.2)

    async def _is_quiet(self) -> bool:
        return not self.stand_in.sandbox.updates.pending and not await self._left()

    async def _left(self) -> int:
        async with self.db.read() as tx:
            return await under_way(tx, at("2026-09-01 20:00"))


@asynccontextmanager
async def scene(
    database_url: str,
    folder: Path,
    *,
    names: Sequence[str] = PEOPLE,
    programme: str = PROGRAMME,
    begins: str = "2026-09-01 10:00",
) -> AsyncIterator[Scene]:
    """These people have joined; the first bot that starts does what is due as the scene begins: it asks their teams."""
    async with running_sandbox() as stand_in, phones_of(stand_in.url) as phones:
        people = {name: await phones.person(101 + n, name.capitalize()) for n, name in enumerate(names)}
        await _join(stand_in, people, database_url, programme, at(begins) - timedelta(minutes=2))
        db = Database(database_url)
        try:
            yield Scene(stand_in, phones, people, db, folder, shift_to(at(begins)))
        finally:
            await db.close()


async def _join(
    stand_in: Running, people: dict[str, Phone], database_url: str, programme: str, moment: datetime
) -> None:
    wall = Wall(moment)
    bot = bot_of(stand_in, database_url, wall)
    async with at_work(bot):
        house = bot.house
        await apply(house, parse_programme(programme, "programme.yaml", house.content), wall.at)
        links = {it.person: it.url for it in await invite(house, bot.application.bot.username, wall.at)}
        for name, phone in people.items():
            await phone.opens(links[name])
        await VirtualTime(bot, wall, lambda: bool(stand_in.sandbox.updates.pending)).quiet(20)
