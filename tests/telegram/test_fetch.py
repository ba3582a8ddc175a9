"""Updates come in over HTTP: kept before they are confirmed, once each, whatever happens on the way."""

from contextlib import AsyncExitStack

import pytest
from sqlalchemy import func, select

from bot.app import Bot
from bot.content.programme_file import parse_programme
from bot.flow.applying.apply import apply
from bot.flow.invite import invite
from bot.sandbox import acts
from bot.sandbox.people import Person
from bot.sandbox.server import running_sandbox
from bot.sandbox.state import Sandbox
from bot.storage.tables import inbox
from bot.virtual_time import VirtualTime, Wall, at_work
from tests.support.bots import bot_of
from tests.support.ridge import RIDGE
from tests.support.until import until
from tests.support.world import World, at, world

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


async def kept(w: World) -> int:
    async with w.db.read() as tx:
        return int((await tx.execute(select(func.count()).select_from(inbox))).scalar_one())


async def test_what_is_confirmed_is_on_the_disk(database_url: str) -> None:
    async with world(database_url, programme=RIDGE) as w:
        kari = await w.joins("kari")
        before = await kept(w)
        for n in range(250):
            acts.send(w.stand_in.sandbox, w.stand_in.sandbox.people[kari.id], None, {"text": f"/help {n}"})
        await until(lambda: not w.stand_in.sandbox.updates.pending, "the end of the updates")

        assert await kept(w) == before + 250


async def test_an_update_that_comes_again_is_kept_once(database_url: str) -> None:
    async with world(database_url, programme=RIDGE) as w:
        kari = await w.joins("kari")
        before = await kept(w)
        # The answer to the poll is lost, so the same update comes a second time.
        await w.phones.fault("drop_after", "getUpdates", times=2)
        await kari.says("/help")
        await w.quiet()

        assert await kept(w) == before + 1
        assert len([message for message in await kari.messages() if message.from_bot]) == 2


async def test_after_a_quiet_week_the_numbers_begin_anew(database_url: str) -> None:
    async with world(database_url, programme=RIDGE) as w:
        kari = await w.joins("kari")
        for _ in range(3):
            await w.phones.post("/updates/renumber")
            await kari.says("/help")
            await w.quiet()

        assert len([message for message in await kari.messages() if message.from_bot]) == 4


async def test_another_poller_is_survived(database_url: str) -> None:
    async with world(database_url, programme=RIDGE) as w:
        kari = await w.joins("kari")
        w.stand_in.sandbox.updates.end_poll()
        await until(lambda: any(it.status == 409 for it in w.stand_in.sandbox.log.entries), "a conflict")
        await kari.says("/help")
        await w.quiet()

        assert len([message for message in await kari.messages() if message.from_bot]) == 2


async def test_a_bot_api_that_goes_away_and_comes_back_finds_everything_as_it_was(database_url: str) -> None:
    wall = Wall(at("2026-08-31 08:00"))
    async with AsyncExitStack() as bot_api, AsyncExitStack() as work:
        stand_in = await bot_api.enter_async_context(running_sandbox())
        sandbox, port = stand_in.sandbox, stand_in.port
        bot = bot_of(stand_in, database_url, wall)
        await work.enter_async_context(at_work(bot))
        kari = await _join(bot, sandbox)
        await until(lambda: len(sandbox.chats[kari.id].messages) == 2, "the welcome")

        await bot_api.aclose()
        acts.send(sandbox, kari, None, {"text": "/help"})
        wall.at = at("2026-09-01 10:00")
        await bot.tick()
        async with running_sandbox(port, sandbox=sandbox):
            await VirtualTime(bot, wall, lambda: bool(sandbox.updates.pending)).quiet()
            await work.aclose()

    # The welcome, the help and the check-in, each once.
    assert len([message for message in sandbox.chats[kari.id].messages.values() if message.from_bot]) == 3


async def _join(bot: Bot, sandbox: Sandbox) -> Person:
    house, now = bot.house, bot.clock.now()
    await apply(house, parse_programme(RIDGE, "programme.yaml", house.content), now)
    code = next(it.code for it in await invite(house, "mellom_bot", now) if it.person == "kari")
    kari = sandbox.people[101] = Person(101, "Kari")
    acts.send(sandbox, kari, None, {"text": f"/start {code}"})
    return kari


async def test_an_update_of_a_form_that_nobody_knows_holds_up_none_after_it(database_url: str) -> None:
    async with world(database_url, programme=RIDGE) as w:
        kari = await w.joins("kari")
        updates = w.stand_in.sandbox.updates
        updates.add("message", {"message_id": 1, "date": "yesterday", "chat": "the garden"})
        updates.add("callback_query", {"id": 7, "from": [], "message": 12})
        await kari.says("/help")
        help_ = await kari.hears("Alt du kan be meg om")
        await until(lambda: not updates.pending, "the end of the updates")
        await w.quiet()

        async with w.db.read() as tx:
            strange = (await tx.execute(select(inbox.c.tries).where(inbox.c.chat_id == 0))).scalars().all()
        assert help_.from_bot
        # Neither is tried again: nobody will be able to read it next time either.
        assert sorted(strange) == [1, 1]
