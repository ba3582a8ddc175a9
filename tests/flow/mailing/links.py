"""A page of the week with something to answer, and the pages of its links over real HTTP."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import httpx

from bot.domain.links import Purpose
from bot.flow.mailing.addresses import addresses_for
from bot.storage import digests, people
from bot.storage.tables import digests as digest_table
from bot.storage.tables import pulses
from bot.web.answers import AnswerPages
from bot.web.metrics import Metrics
from bot.web.pages import Pulse, pages
from bot.web.serve import served
from tests.flow.at_desk import team_id
from tests.flow.rooms import Rooms, rooms, team, teams_text
from tests.support.ports import free_port

OF_RIDGE = teams_text(team("ridge", "kari, ola, nina"))
TEXT = OF_RIDGE.replace("{id: per, name: Per}", "{id: per, name: Per, language: nb}")
BEGUN = "2026-09-01 12:00"


@dataclass
class Mailed:
    """The rooms, a browser without a memory, and the addresses that stood in Per's mail."""

    r: Rooms
    http: httpx.AsyncClient
    url: str
    ask: str
    pulse: str
    often: str
    digest_id: int
    pulse_id: int
    reader_id: int

    async def reply(self) -> str | None:
        """What is kept as the reply to the one thing to do."""
        ((found,),) = await self.r.rows(digest_table.select().with_only_columns(digest_table.c.reply))
        return str(found) if found is not None else None

    async def said(self) -> str | None:
        """What is kept as the answer to the question."""
        ((found,),) = await self.r.rows(pulses.select().with_only_columns(pulses.c.value))
        return str(found) if found is not None else None

    async def every(self) -> str:
        """How often the page comes."""
        async with self.r.house.db.read() as tx:
            (reader,) = await digests.readers_of_person(tx, await self.person("per"))
        return reader.every

    async def person(self, slug: str) -> int:
        """The person's row."""
        async with self.r.house.db.read() as tx:
            found = await people.person_by_slug(tx, slug)
        assert found is not None
        return found.id

    async def address(self, who: str, purpose: Purpose, about: int, say: str = "") -> str:
        """A link of this person, made now."""
        async with self.r.house.db.write() as tx:
            made = await addresses_for(tx, self.r.house, await self.person(who), self.r.now)
        return made.of(purpose, about, say)


@asynccontextmanager
async def mailed(database_url: str) -> AsyncIterator[Mailed]:
    """Per has the page of a week with something to do and a question, and opens its links."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    async with rooms(database_url, TEXT, base_url=url) as r:
        await r.join("per", "anne", "kari", "ola")
        await r.to(BEGUN)
        async with r.house.db.read() as tx:
            per = await people.person_by_slug(tx, "per")
            assert per is not None
            (reader,) = await digests.readers_of_person(tx, per.id)
        about = {"ask_team_id": await team_id(r), "ask_source": "none", "ask_name": "say-why"}
        whose = {"collaborative_id": reader.collaborative_id, "person_id": per.id}
        digest = await r.add(digest_table, **whose, week="2026-W36", channel="mail", decided_at=r.now, **about)
        pulse = await r.add(pulses, team_id=await team_id(r), person_id=per.id, asked_at=r.now)
        async with r.house.db.write() as tx:
            made = await addresses_for(tx, r.house, per.id, r.now)
        ask, question = made.of(Purpose.ASK, digest, "done"), made.of(Purpose.PULSE, pulse, "yes")
        answers = AnswerPages(r.house, lambda: r.now, lambda: 0.0)
        application = pages(_pulse(r), Metrics(), _nothing, "", answers.routes)
        async with served(application, "127.0.0.1", port), httpx.AsyncClient() as http:
            often = made.stop(reader.id)
            yield Mailed(r, http, url, ask, question, often, digest, pulse, reader.id)


def _pulse(r: Rooms) -> Pulse:
    async def count(_metrics: Metrics) -> None:
        return None

    return Pulse(lambda: True, r.house.db.is_there, count)


async def _nothing(_updates: object) -> int:
    return 0
