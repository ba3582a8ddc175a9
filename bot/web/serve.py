"""Serving the pages inside the bot's own event loop."""

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

import uvicorn
from starlette.applications import Starlette

from bot.domain.errors import MellomError


class _Server(uvicorn.Server):
    """A server that leaves the signals to the bot: stopping is decided in one place."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


@asynccontextmanager
async def served(application: Starlette, host: str, port: int) -> AsyncIterator[None]:
    """Serve at this address while the block runs. MellomError where the address cannot be had."""
    server = _Server(uvicorn.Config(application, log_config=None, lifespan="off"))
    taken = _bound(host, port)
    serving = asyncio.create_task(server.serve([taken]))
    try:
        # The server tells nobody when it has started.
        while not (server.started or serving.done()):  # noqa: ASYNC110
            await asyncio.sleep(0.01)
        yield
    finally:
        server.should_exit = True
        await asyncio.gather(serving, return_exceptions=True)
        taken.close()


def _bound(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    taken = socket.socket(family, socket.SOCK_STREAM)
    taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        taken.bind((host.strip("[]"), port))
    except OSError as error:
        taken.close()
        raise MellomError(
            f"the address {host}:{port} in MELLOM_LISTEN cannot be had ({error.strerror}); choose another port"
        ) from None
    return taken
