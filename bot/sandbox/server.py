"""Serving the stand-in: inside a test's own event loop, or by itself until it is told to stop."""

import asyncio
import signal
import sys
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import datetime

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.server import ServerState

from bot.sandbox import backstage, botapi, control, pages, stream
from bot.sandbox.guard import OnlyFromHere
from bot.sandbox.stage import ROUTES as STAGE_ROUTES
from bot.sandbox.stage import Stage
from bot.sandbox.state import Sandbox, wall_clock

HOST = "127.0.0.1"
TOKEN_SECRET = "SANDBOX-token-that-opens-nothing-elsewhere"  # noqa: S105  # it is none


class PortInUse(OSError):
    """The port is taken by another program."""


@dataclass(frozen=True, slots=True)
class Running:
    """A stand-in that answers: its base address and its state."""

    url: str
    sandbox: Sandbox

    @property
    def port(self) -> int:
        return int(self.url.rsplit(":", 1)[1])

    @property
    def token(self) -> str:
        """A token that the stand-in takes."""
        return next(iter(self.sandbox.tokens or [f"{self.sandbox.bot.id}:{TOKEN_SECRET}"]))


class QuietEnd:
    """Lets requests that wait while the stand-in stops end without a word: their connection is gone already."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        with suppress(asyncio.CancelledError):
            await self._app(scope, receive, send)


def create_app(sandbox: Sandbox, stage: Stage | None = None) -> Starlette:
    """The Bot API, the phones and their page over one state, and what leads the play on the page."""
    routes = [
        *botapi.ROUTES,
        *control.ROUTES,
        *backstage.ROUTES,
        *stream.ROUTES,
        *STAGE_ROUTES,
        *pages.ROUTES,
    ]
    app = Starlette(routes=routes, middleware=[Middleware(QuietEnd), Middleware(OnlyFromHere)])
    app.state.sandbox, app.state.stage = sandbox, stage
    return app


@asynccontextmanager
async def running_sandbox(
    port: int = 0,
    limits: str = "none",
    *,
    tokens: frozenset[str] | None = None,
    now: Callable[[], datetime] = wall_clock,
    running_time: Callable[[], float] = time.monotonic,
    sandbox: Sandbox | None = None,
    stage: Stage | None = None,
) -> AsyncIterator[Running]:
    """A stand-in in this event loop; given a `sandbox`, one that goes on where that one stopped."""
    sandbox = sandbox or Sandbox(limits=limits, tokens=tokens, now=now, running_time=running_time)
    app = create_app(sandbox, stage)
    config = uvicorn.Config(app, http=H11Protocol, lifespan="off", log_config=None, access_log=False)
    config.load()
    state = ServerState()
    # uvicorn's own server handles signals and takes 0.2 s to stop; its protocol does all that is needed here.
    loop = asyncio.get_running_loop()
    try:
        server = await loop.create_server(lambda: _connection(config, state), HOST, port)
    except OSError as error:
        raise PortInUse(f"port {port} on {HOST} is in use; stop the other program or choose another port") from error
    try:
        yield Running(f"http://{HOST}:{server.sockets[0].getsockname()[1]}", sandbox)
    finally:
        await sandbox.webhook.stop()
        await _close(server, state)


def _connection(config: uvicorn.Config, state: ServerState) -> H11Protocol:
    connection = H11Protocol(config, state, {})
    # A request finds its connection here, so that a fault can cut it.
    connection.app_state["connection"] = connection
    return connection


async def _close(server: asyncio.Server, state: ServerState) -> None:
    server.close()
    for connection in list(state.connections):
        connection.transport.abort()
    tasks = list(state.tasks)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    await server.wait_closed()


def serve(port: int = 8081, limits: str = "none") -> None:
    """Serve until SIGTERM or Ctrl-C; a port that is taken raises PortInUse."""
    asyncio.run(_serve(port, limits))


async def _serve(port: int, limits: str) -> None:
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    async with running_sandbox(port, limits) as running:
        sys.stdout.write(f"Bot API stand-in: {running.url}/bot<token>/<method>; phones: {running.url}\n")
        sys.stdout.flush()
        await stop.wait()
