"""The way of a request of the bot: token, method, parameters, faults, and the answer in Telegram's envelope."""

import asyncio
import json
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.sandbox.errors import ApiError
from bot.sandbox.files import served
from bot.sandbox.methods import METHODS, NAMES
from bot.sandbox.methods.updates import Said
from bot.sandbox.params import Params, read_params
from bot.sandbox.state import Sandbox

Json = dict[str, Any]


class Answer(JSONResponse):
    """JSON as Telegram writes it: in ASCII, so that it can tell of half a character as well."""

    def render(self, content: Any) -> bytes:
        return json.dumps(content).encode("ascii")


async def call(request: Request) -> Response:
    """The answer to one call of the Bot API."""
    sandbox: Sandbox = request.app.state.sandbox
    log, asked = sandbox.log, request.path_params["method"]
    name = NAMES.get(asked.lower(), asked)
    try:
        params, complaint = await read_params(request), None
    except ApiError as error:
        params, complaint = Params(), error
    entry = log.add(name, params.readable(), sandbox.running_time())
    fault = sandbox.faults.take(name)
    entry.fault = kind = fault.kind if fault else None
    if kind in ("drop_before", "outage"):
        log.done(entry, None, None)
        return await hang_up(request)
    if fault and kind == "delay":
        await asyncio.sleep(fault.seconds)
    if fault and kind == "error":
        status, answer = refused(fault.error())
    else:
        status, answer = refused(complaint) if complaint else await answered(sandbox, request, name, params)
        entry.executed = status == 200
    if kind == "drop_after" or sandbox.faults.away:
        log.done(entry, None, answer)
        return await hang_up(request)
    if fault and kind == "error_after":
        status, answer = refused(fault.error())
    log.done(entry, status, answer)
    return Answer(answer, status)


async def answered(sandbox: Sandbox, request: Request, name: str, params: Params) -> tuple[int, Json]:
    """Status and envelope of what a method gives or why it refuses."""
    if not sandbox.admit(request.path_params["token"]):
        return refused(ApiError(401, "Unauthorized"))
    if name not in METHODS:
        return refused(ApiError(404, "Not Found: method not found"))
    try:
        result = await METHODS[name](sandbox, params)
    except ApiError as error:
        return refused(error)
    if isinstance(result, Said):
        return 200, {"ok": True, "result": result.result, "description": result.description}
    return 200, {"ok": True, "result": result}


def refused(error: ApiError) -> tuple[int, Json]:
    return error.code, error.as_json()


async def hang_up(request: Request) -> Response:
    """Close the connection without a word; the response that is returned reaches nobody."""
    request.scope["state"]["connection"].transport.abort()
    while (await request.receive())["type"] != "http.disconnect":
        pass
    return Response()


async def download(request: Request) -> Response:
    """The bytes of a file that was sent."""
    sandbox: Sandbox = request.app.state.sandbox
    file = sandbox.files.get(request.path_params["path"].removeprefix("files/"))
    if not sandbox.admit(request.path_params["token"]):
        return JSONResponse(ApiError(401, "Unauthorized").as_json(), 401)
    if file is None:
        return JSONResponse(ApiError(404, "Not Found").as_json(), 404)
    return served(file)


ROUTES = [
    Route("/bot{token}/{method}", call, methods=["GET", "POST"]),
    Route("/file/bot{token}/{path:path}", download, methods=["GET"]),
]
