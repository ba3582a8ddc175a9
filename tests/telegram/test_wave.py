"""A wave of check-ins keeps Telegram's limits, and nobody's reply waits behind it."""

import time
from collections.abc import Callable
from datetime import datetime

import pytest

from bot.content.programme_file import parse_programme
from bot.flow.applying.apply import apply
from bot.sandbox import acts
from bot.sandbox.people import Contact, Person
from bot.sandbox.server import running_sandbox
from bot.sandbox.state import Sandbox
from bot.storage import people
from bot.storage.database import Database
from bot.virtual_time import VirtualTime, Wall, at_work
from tests.support.bots import bot_of
from tests.support.ridge import RIDGE
from tests.support.until import until
from tests.support.world import at

MEMBERS = [f"member-{n}" for n in range(60)]
BIG = RIDGE.replace(
    "  - {id: kari, name: Kari Lund}\n", "".join(f"  - {{id: {slug}, name: Kari Lund}}\n" for slug in MEMBERS)
).replace("members: [kari, ola]", f"members: [{', '.join(MEMBERS)}]")


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_a_wave_of_sixty_keeps_the_limits_and_a_reply_does_not_wait_behind_it(
    database_url: str, record_property: Callable[[str, object], None]
) -> None:
    wall = Wall(at("2026-09-01 09:59"))
    async with running_sandbox(limits="telegram") as stand_in:
        sandbox, bot = stand_in.sandbox, bot_of(stand_in, database_url, wall, running=time.monotonic)
        async with at_work(bot):
            house = bot.house
            await apply(house, parse_programme(BIG, "big.yaml", house.content), wall.at)
            await _everybody_is_in(bot.house.db, sandbox, wall.at)
            wall.at = at("2026-09-01 10:00")
            await bot.tick()
            await until(lambda: sandbox.log.counts["sendMessage"] >= 20, "the wave")
            # Somebody who is in no team, and so not in the wave.
            stranger = sandbox.people[900] = Person(900, "Nobody")
            acts.send(sandbox, stranger, None, {"text": "/start"})
            asked_at = sandbox.running_time()
            await VirtualTime(bot, wall, lambda: bool(sandbox.updates.pending)).quiet()

    sent = sandbox.log.since(0, "sendMessage")
    assert len(sent) == 61
    assert {entry.status for entry in sent} == {200}
    reply = next(entry for entry in sent if int(entry.params["chat_id"]) == 900)
    assert reply.n < sent[-1].n
    record_property("figures", f"60 check-ins in {sent[-1].at - sent[0].at:.2f} s, reply {reply.at - asked_at:.2f} s")


async def _everybody_is_in(db: Database, sandbox: Sandbox, now: datetime) -> None:
    async with db.write() as tx:
        for n, slug in enumerate(MEMBERS):
            person = await people.person_by_slug(tx, slug)
            assert person is not None
            await people.set_chat(tx, person.id, 101 + n, now)
            sandbox.people[101 + n] = Person(101 + n, "Kari", contact=Contact.OPEN)
