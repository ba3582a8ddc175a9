"""The demo as it is served: the page's address, its play, and the bot in a process of its own."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from bot.content.guide import load_guide
from bot.demo.play import Play
from bot.demo.serve import BEHAVIOUR, GUIDE, PROGRAMMES
from bot.sandbox.phone import Phone, Phones, phones_of
from bot.sandbox.server import Running, running_sandbox
from tests.support.until import until

Json = dict[str, Any]


@dataclass
class Stage:
    """The play as the page sees it."""

    page: httpx.AsyncClient
    phones: Phones
    stand_in: Running

    async def state(self) -> Json:
        return dict((await self.page.get("/stage")).json())

    async def act(self, name: str, **wish: Any) -> Json:
        answer = await self.page.post(f"/stage/{name}", json=wish)
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    async def steps(self, name: str = "next") -> Json:
        """Ask for a step, and wait until it is done."""
        told = (await self.state())["now"]
        await self.act(name)
        return await self.reaches(lambda it: it["now"] != told and not it["stepping"])

    async def reaches(self, true: Callable[[Json], bool]) -> Json:
        state: Json = {}

        async def reached() -> bool:
            nonlocal state
            state = await self.state()
            return true(state)

        await until(reached, "the state of the play", within=30)
        return state

    async def phone(self, name: str) -> Phone:
        cast = (await self.state())["cast"]
        return Phone(self.phones, next(it["id"] for it in cast if it["person"] == name), name)


@asynccontextmanager
async def stage(folder: Path) -> AsyncIterator[Stage]:
    play = Play(PROGRAMMES, BEHAVIOUR, folder, load_guide(GUIDE))
    async with (
        running_sandbox(now=play.now, stage=play) as stand_in,
        httpx.AsyncClient(base_url=stand_in.url, trust_env=False) as page,
        phones_of(stand_in.url) as phones,
    ):
        performing = asyncio.create_task(play.perform(stand_in))
        try:
            it = Stage(page, phones, stand_in)
            await it.reaches(lambda state: state["bot"]["state"] == "working" or performing.done())
            assert not performing.done(), performing.exception()
            yield it
        finally:
            performing.cancel()
            await asyncio.gather(performing, return_exceptions=True)


def kept(folder: Path, query: str) -> list[tuple[object, ...]]:
    """What stands in the database of the demo's bot."""
    with sqlite3.connect(f"file:{folder}/demo-0.db?mode=ro", uri=True) as db:
        rows = db.execute(query).fetchall()
    db.close()
    return rows
