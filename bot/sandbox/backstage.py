"""What no phone can do but a test needs: the log of requests, faults, the queue of updates, a fresh start."""

from dataclasses import asdict
from typing import Any

from bot.sandbox import files, gatherings
from bot.sandbox.call import Call, route
from bot.sandbox.people import Json


async def log(call: Call) -> Json:
    after, method = call.integer("after", 0), call.wish.get("method")
    requests = call.sandbox.log
    found = requests.since(after, method)
    if not found and call.wait:
        await requests.bell.changed(requests.bell.version, call.wait)
        found = requests.since(after, method)
    return {"counts": dict(requests.counts), "requests": [entry.as_json() for entry in found]}


async def faults(call: Call) -> Json:
    return call.sandbox.faults.as_json()


async def add_fault(call: Call) -> Json:
    fault = call.sandbox.faults.add(call.wish)
    if call.sandbox.faults.away:
        call.sandbox.updates.end_poll("")  # so that a poll that waits is cut now, not when its time is up
    return asdict(fault)


async def clear_faults(call: Call) -> Json:
    call.sandbox.faults.clear()
    return call.sandbox.faults.as_json()


async def unconfirmed(call: Call) -> Json:
    pending = call.sandbox.updates.pending
    return {"count": len(pending), "update_ids": [update["update_id"] for update in pending]}


async def renumber(call: Call) -> Json:
    call.sandbox.updates.renumber()
    return await unconfirmed(call)


async def reset(call: Call) -> dict[str, Any]:
    await call.sandbox.reset()
    return {}


ROUTES = [
    *gatherings.ROUTES,
    *files.ROUTES,
    route("GET", "/log", log),
    route("GET", "/faults", faults),
    route("POST", "/faults", add_fault),
    route("DELETE", "/faults", clear_faults),
    route("GET", "/updates/unconfirmed", unconfirmed),
    route("POST", "/updates/renumber", renumber),
    route("POST", "/reset", reset),
]
