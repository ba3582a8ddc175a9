"""The line that phones speak over: plain JSON to a stand-in."""

import ssl
import time
from collections.abc import AsyncIterator
from typing import Any, Self

import httpx

from bot.sandbox.shown import Json, Shown, messages_on

# Loading the certificates of the world takes 20 ms, and a stand-in has none.
NO_TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


class Line:
    """A connection to the phones of a stand-in."""

    def __init__(self, url: str) -> None:
        self._client = httpx.AsyncClient(base_url=f"{url}/phones", timeout=70, trust_env=False, verify=NO_TLS)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._client.aclose()

    async def get(self, path: str, **query: Any) -> Any:
        return _read(await self._client.get(path, params=query))

    async def post(self, path: str, body: Json | None = None) -> Any:
        return _read(await self._client.post(path, json=body or {}))

    async def delete(self, path: str, body: Json | None = None) -> Any:
        return _read(await self._client.request("DELETE", path, json=body or {}))

    async def watch(self, chat: int, within: float) -> AsyncIterator[list[Shown]]:
        """The chat's messages now and after each change, until the time is up."""
        until = time.monotonic() + within
        screen = await self.get(f"/chats/{chat}")
        yield messages_on(screen)
        while True:
            version, rest = screen["version"], until - time.monotonic()
            screen = await self.get(f"/chats/{chat}", version=version, wait=max(rest, 0))
            if screen["version"] == version:
                return
            yield messages_on(screen)


def _read(answer: httpx.Response) -> Any:
    if answer.is_error:
        raise AssertionError(f"{answer.status_code}: {answer.text}")
    return answer.json()
