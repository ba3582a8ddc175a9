"""What no phone can do but a test needs: groups, the log of requests, faults, the queue of updates, a fresh start."""

from dataclasses import asdict
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.sandbox import acts, groups
from bot.sandbox.chats import Chat
from bot.sandbox.control import Call, route
from bot.sandbox.people import Json


async def create_group(call: Call) -> Json:
    members = [acts.person_of(call.sandbox, int(person)) for person in call.wish.get("members", [])]
    with_bot = bool(call.wish.get("bot", False))
    return groups.create(call.sandbox, call.text("title"), members, with_bot=with_bot).screen()


def _group(call: Call) -> Chat:
    return groups.group_of(call.sandbox, call.integer("chat"))


async def join(call: Call) -> Json:
    groups.join(call.sandbox, _group(call), call.person)
    return _group(call).screen()


async def leave(call: Call) -> Json:
    groups.leave(call.sandbox, _group(call), call.person)
    return _group(call).screen()


async def add_bot(call: Call) -> Json:
    return groups.add_bot(call.sandbox, _group(call), call.person, call.wish.get("code"))


async def remove_bot(call: Call) -> Json:
    groups.remove_bot(call.sandbox, _group(call), call.person)
    return _group(call).screen()


async def migrate(call: Call) -> Json:
    return groups.migrate(call.sandbox, _group(call)).screen()


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


async def file(request: Request) -> Response:
    """The bytes of a picture or a file, for the page of phones."""
    found = request.app.state.sandbox.files.get(request.path_params["file"])
    if found is None:
        return JSONResponse({"error": "there is no such file"}, 404)
    return Response(found.content, media_type=found.kind)


ROUTES = [
    route("POST", "/groups", create_group),
    route("POST", "/groups/{chat}/members/{person}", join),
    route("DELETE", "/groups/{chat}/members/{person}", leave),
    route("POST", "/groups/{chat}/bot", add_bot),
    route("DELETE", "/groups/{chat}/bot", remove_bot),
    route("POST", "/groups/{chat}/migrate", migrate),
    route("GET", "/log", log),
    route("GET", "/faults", faults),
    route("POST", "/faults", add_fault),
    route("DELETE", "/faults", clear_faults),
    route("GET", "/updates/unconfirmed", unconfirmed),
    route("POST", "/updates/renumber", renumber),
    route("POST", "/reset", reset),
    Route("/phones/files/{file}", file, methods=["GET"]),
]
