"""One stream of news for each window of the page: which chats changed, and how the play stands."""

import asyncio
import json
from collections.abc import AsyncIterator

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from bot.sandbox.bell import Bell
from bot.sandbox.people import Json
from bot.sandbox.stage import Stage
from bot.sandbox.state import Sandbox

QUIET = 15.0  # seconds without news, after which an empty line shows that the stream still lives
TOGETHER = 0.05  # what changes within so many seconds is told at once


async def stream(request: Request) -> Response:
    """News for one window, as server-sent events, until it goes away."""
    news = _news(request.app.state.sandbox, request.app.state.stage)
    return StreamingResponse(news, media_type="text/event-stream", headers={"Cache-Control": "no-store"})


async def _news(sandbox: Sandbox, stage: Stage | None) -> AsyncIterator[str]:
    yield "retry: 1000\n\n"
    bells = [sandbox.any_chat, *([stage.bell] if stage else [])]
    told = [-1 for _ in bells]
    while True:
        rung = [bell.version for bell in bells]
        if rung[0] != told[0]:
            yield _event("chats", _versions(sandbox) | {"staged": stage is not None})
        if stage and rung[1] != told[1]:
            yield _event("stage", stage.state())
        told = rung
        if await _any_rings(bells, told):
            await asyncio.sleep(TOGETHER)
        else:
            yield ": still here\n\n"


def _versions(sandbox: Sandbox) -> Json:
    """How far each chat is. After a reset the numbers begin anew, but the instance of a chat is another."""
    chats = sandbox.chats.values()
    return {
        "versions": {chat.id: chat.bell.version for chat in chats},
        "instances": {chat.id: chat.instance for chat in chats},
        "people": len(sandbox.people),
    }


def _event(name: str, content: Json) -> str:
    return f"event: {name}\ndata: {json.dumps(content)}\n\n"


async def _any_rings(bells: list[Bell], told: list[int]) -> bool:
    waiting = [asyncio.create_task(bell.changed(since, QUIET)) for bell, since in zip(bells, told, strict=True)]
    try:
        done, _ = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
        return any(task.result() for task in done)
    finally:
        for task in waiting:
            task.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)


ROUTES = [Route("/phones/stream", stream, methods=["GET"])]
