"""`mellom demo` as a person starts it: an address, a page, and a quiet end that leaves nothing behind."""

import asyncio
import os
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx

from bot.settings import ROOT
from tests.support.ports import free_port
from tests.support.until import until

GIVE_UP_AFTER = 30


@asynccontextmanager
async def demo(port: int, folder: Path) -> AsyncIterator[asyncio.subprocess.Process]:
    """The command, with a folder of its own for what it leaves behind."""
    environment = {"PATH": os.defpath, "PYTHONPATH": str(ROOT), "TMPDIR": str(folder)}
    command = (sys.executable, "-m", "bot", "demo", "--port", str(port))
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(*command, cwd=folder, env=environment, stdout=pipe, stderr=pipe)
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()


def left_in(folder: Path) -> list[Path]:
    return list(folder.iterdir())


def bots_on(folder: Path) -> list[str]:
    """The bots whose temporary files lie in this folder."""
    found = []
    for environ in Path("/proc").glob("[0-9]*/environ"):
        try:
            if f"TMPDIR={folder}".encode() in environ.read_bytes():
                found.append(environ.parent.name)
        except OSError:
            continue
    return found


async def test_it_says_where_it_is_serves_the_page_and_ends_without_a_trace(tmp_path: Path) -> None:
    port = free_port()
    async with demo(port, tmp_path) as process, httpx.AsyncClient(trust_env=False) as client:
        assert process.stdout is not None
        line = await asyncio.wait_for(process.stdout.readline(), GIVE_UP_AFTER)
        assert line.decode() == f"The demo is at http://127.0.0.1:{port} - open it in a browser. Ctrl-C ends it.\n"
        page = await client.get(f"http://127.0.0.1:{port}/")

        async def at_work() -> bool:
            stage = (await client.get(f"http://127.0.0.1:{port}/stage")).json()
            return bool(stage["bot"]["state"] == "working")

        await until(at_work, "the bot of the demo", within=GIVE_UP_AFTER)
        process.terminate()
        assert await asyncio.wait_for(process.wait(), GIVE_UP_AFTER) == 0
        said = (await process.communicate())[1]

    assert page.headers["content-type"].startswith("text/html")
    assert said == b""
    assert left_in(tmp_path) == []
    assert bots_on(tmp_path) == []


async def test_a_bot_ends_when_whoever_led_it_is_killed(tmp_path: Path) -> None:
    async with demo(free_port(), tmp_path) as process:
        assert process.stdout is not None
        await asyncio.wait_for(process.stdout.readline(), GIVE_UP_AFTER)
        await until(lambda: len(bots_on(tmp_path)) == 2, "the bot beside the demo", within=GIVE_UP_AFTER)
        process.kill()
        await process.wait()
        await until(lambda: bots_on(tmp_path) == [], "the end of the bot", within=GIVE_UP_AFTER)


async def test_a_port_that_is_taken_is_one_clear_sentence(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        async with demo(port, tmp_path) as process:
            said = (await asyncio.wait_for(process.communicate(), GIVE_UP_AFTER))[1].decode()

    assert process.returncode == 1
    assert said == f"port {port} on 127.0.0.1 is in use; stop the other program or choose another port\n"
