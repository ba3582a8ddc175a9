"""A method that a webhook names in its answer to an update: it is carried out, and nobody hears how it went."""

from collections.abc import Awaitable, Callable
from typing import Any

from bot.sandbox.errors import ApiError
from bot.sandbox.params import Params, read_body
from bot.sandbox.state import Sandbox

Method = Callable[[Sandbox, Params], Awaitable[Any]]

METHODS: dict[str, Method] = {}  # filled where all the methods are known


async def carry_out(sandbox: Sandbox, kind: str, body: bytes) -> None:
    """Do what the body of an answer asks for, if it asks for anything."""
    try:
        params = read_body(kind, body, {})
    except ApiError:
        return
    asked = params.values.pop("method", "")
    name = next((name for name in METHODS if name.lower() == asked.lower()), None)
    if name is None:
        return
    entry = sandbox.log.add(name, params.readable(), sandbox.running_time())
    try:
        result = await METHODS[name](sandbox, params)
    except ApiError as error:
        sandbox.log.done(entry, error.code, error.as_json())
        return
    entry.executed = True
    sandbox.log.done(entry, 200, {"ok": True, "result": result})
