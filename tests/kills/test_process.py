"""The bot as a process: how it ends, what its log does not say, and a database or a Bot API that goes away."""

from collections.abc import Callable
from pathlib import Path

import asyncpg
import pytest
from sqlalchemy import func, select
from sqlalchemy.engine import make_url

from bot.domain.outgoing import Lane, Outgoing, OutgoingKind
from bot.sandbox import acts
from bot.sandbox.people import Person
from bot.sandbox.server import running_sandbox
from bot.storage.outbox import put
from bot.storage.tables import inbox, outbox
from tests.charts.charts import chart, improved
from tests.kills.scene import Scene, scene
from tests.support.ports import free_port
from tests.support.process import AT_WORK, Process
from tests.support.until import until
from tests.support.world import at

ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
ON_POSTGRESQL = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
TOKEN = "123456789:AA-a_token-that-opens-nothing-anywhere-0"


def heard(it: Scene, name: str) -> int:
    """How many messages of the bot are in this person's chat."""
    chat = it.stand_in.sandbox.chats[it.people[name].id]
    return sum(message.from_bot for message in chat.messages.values())


def says(it: Scene, name: str, text: str) -> None:
    acts.send(it.stand_in.sandbox, it.stand_in.sandbox.people[it.people[name].id], None, {"text": text})


@ON_SQLITE
@pytest.mark.parametrize("log_format", ["json", "console"])
async def test_it_waits_for_the_bot_api_and_its_log_names_no_token_no_person_and_no_text(
    database_url: str, tmp_path: Path, log_format: str
) -> None:
    port = free_port()
    bot = Process(
        tmp_path,
        telegram_token=TOKEN,
        telegram_api_url=f"http://127.0.0.1:{port}",
        database_url=database_url,
        log_format=log_format,
        log_level="debug",
    )
    await bot.start()
    await bot.says("cannot be reached")
    async with running_sandbox(port, tokens=frozenset({TOKEN})) as stand_in:
        sandbox = stand_in.sandbox
        await bot.says(AT_WORK)
        # Polls that fail, and a loop that breaks off with a traceback: each would like to name the address.
        sandbox.faults.add({"kind": "error", "method": "getUpdates", "status": 502, "times": 2})
        await bot.says("updates could not be fetched", times=2)
        kari = sandbox.people[101] = Person(101, "Kari")
        sandbox.updates.add("message", {"message_id": 1})
        await bot.says("Traceback")
        sandbox.updates.clear()
        acts.send(sandbox, kari, None, {"text": "/start Gudrun-secret"})
        await until(lambda: sandbox.log.counts["sendMessage"] == 1, "an answer")
        assert await bot.terminate() == 0

    assert "work ended" in bot.text
    for secret in (TOKEN, TOKEN.partition(":")[2], "Gudrun", "Kari"):
        assert secret not in bot.text, bot.text


@ON_SQLITE
async def test_what_is_under_way_is_finished_before_the_end(database_url: str, tmp_path: Path) -> None:
    async with scene(database_url, tmp_path) as it:
        bot = await it.bot().start(it.shift)
        await until(lambda: all(heard(it, name) == 2 for name in it.people), "the check-ins")
        await it.phones.fault("delay", "sendMessage", seconds=1.0)
        says(it, "kari", "/status")
        await until(lambda: it.stand_in.sandbox.log.entries[-1].fault == "delay", "a slow answer")
        assert await bot.terminate() == 0

        async with it.db.read() as tx:
            query = select(outbox.c.state).where(outbox.c.kind == "reply").order_by(outbox.c.id.desc())
            assert (await tx.execute(query.limit(1))).scalar_one() == "sent"


@ON_POSTGRESQL
async def test_work_goes_on_when_the_database_comes_back(
    database_url: str, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    async with scene(database_url, tmp_path) as it:
        bot = await it.bot().start(it.shift)
        await until(lambda: all(heard(it, name) == 2 for name in it.people), "the check-ins")
        await it.phones.fault("delay", "sendMessage", seconds=2.0, times=2)
        says(it, "kari", "/status")
        await until(lambda: it.stand_in.sandbox.log.entries[-1].fault == "delay", "a message under way")
        await _let_in(database_url, "false")
        says(it, "ola", "/status")
        await bot.says("outcome not kept yet")
        await bot.says("the lock on the database is lost")
        await _let_in(database_url, "true")
        back_at = it.stand_in.sandbox.running_time()
        await until(lambda: heard(it, "ola") == 3, "the answer")
        took = it.stand_in.sandbox.running_time() - back_at
        await it.quiet()

        assert bot.is_alive
        # Sent before the database went; where its outcome was lost with the lock, it is repeated once.
        assert heard(it, "kari") in (3, 4)
        async with it.db.read() as tx:
            assert (await tx.execute(select(func.count()).where(inbox.c.failed_at.is_not(None)))).scalar_one() == 0
        assert await bot.terminate() == 0
    record_property("figures", f"work goes on {took:.2f} s after the database is back")


async def _let_in(database_url: str, allowed: str) -> None:
    url = make_url(database_url)
    connection = await asyncpg.connect(host=url.host, port=url.port, user=url.username, database="postgres")
    try:
        await connection.execute(f'ALTER DATABASE "{url.database}" WITH ALLOW_CONNECTIONS {allowed}')
        if allowed == "false":
            await connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1", url.database
            )
    finally:
        await connection.close()


@ON_SQLITE
async def test_by_a_webhook_everything_is_answered_and_what_came_during_a_kill_comes_again(
    database_url: str, tmp_path: Path
) -> None:
    async with scene(database_url, tmp_path) as it:
        port = free_port()
        hook = {"webhook_url": f"http://127.0.0.1:{port}/telegram", "webhook_secret": "a_secret-1"}
        bot = Process(tmp_path, "hooked", listen=f"127.0.0.1:{port}", **hook, **it.settings)
        await bot.start(it.shift)
        await until(lambda: all(heard(it, name) == 2 for name in it.people), "the check-ins")
        says(it, "kari", "/status")
        await until(lambda: heard(it, "kari") == 3, "the answer")
        # A message whose fate a kill leaves open is repeated; here nothing is under way.
        await it.quiet()

        await bot.kill()
        for name in it.people:
            says(it, name, "/status")
        await bot.start(it.shift)
        await until(lambda: all(heard(it, name) == (4 if name == "kari" else 3) for name in it.people), "the answers")
        await it.quiet()

        assert all(heard(it, name) == (4 if name == "kari" else 3) for name in it.people)
        async with it.db.read() as tx:
            kept = (await tx.execute(select(func.count()).select_from(inbox))).scalar_one()
        # Each has opened their link, Kari has asked twice and the others once.
        assert kept == 2 * len(it.people) + 1
        assert bot.text.count(AT_WORK) == 2
        await bot.kill()


@ON_SQLITE
async def test_an_album_on_its_way_when_the_bot_is_killed_comes_again_and_says_so(
    database_url: str, tmp_path: Path
) -> None:
    async with scene(database_url, tmp_path) as it:
        charts = (improved(), chart(title="Falls", verdict="Too early to say."))
        note = "\n\nThis may have come before."
        album = Outgoing(
            "album", OutgoingKind.DIGEST, Lane.WAVE, it.people["kari"].id, pictures=charts, repeated_note=note
        )
        async with it.db.write() as tx:
            await put(tx, album, at("2026-09-01 09:00"))
        await it.phones.fault("delay", "sendMediaGroup", seconds=3.0)

        bot = await it.bot().start(it.shift)
        await until(lambda: it.stand_in.sandbox.log.counts["sendMediaGroup"] == 1, "an album on its way")
        await bot.kill()
        bot = await it.bot("again").start(it.shift)
        await until(lambda: it.stand_in.sandbox.log.counts["sendMediaGroup"] == 2, "the album again")
        assert await bot.terminate() == 0

        first = "<b>Medication lists reviewed</b>, Ridge home care\nThe pattern suggests a real improvement."
        sent = it.stand_in.sandbox.log.since(0, "sendMediaGroup")
        said = [entry.params["media"][0]["caption"] for entry in sent]
        assert said == [first, f"This may have come before.\n\n{first}"]
