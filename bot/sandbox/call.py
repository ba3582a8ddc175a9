"""A request of a phone, and the route that it comes by."""

import math
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.sandbox import acts
from bot.sandbox.errors import PhoneError
from bot.sandbox.people import Person
from bot.sandbox.state import Sandbox
from bot.sandbox.strict import loads

LONGEST_WAIT = 60.0


@dataclass(slots=True, frozen=True)
class Call:
    """A request of a phone: what it says in its body, path and query, all under one roof."""

    sandbox: Sandbox
    wish: dict[str, Any]

    def integer(self, name: str, default: int | None = None) -> int:
        value = self.wish.get(name, default)
        try:
            return int(value)  # type: ignore[arg-type]  # None is told below
        except (TypeError, ValueError):
            raise PhoneError(400, f"{name}: a whole number is missing") from None

    def text(self, name: str) -> str:
        value = self.wish.get(name)
        if not isinstance(value, str) or not value:
            raise PhoneError(400, f"{name}: a text is missing")
        return value

    @property
    def wait(self) -> float:
        try:
            seconds = float(self.wish.get("wait", 0))
        except (TypeError, ValueError):
            seconds = math.nan
        if not math.isfinite(seconds):
            raise PhoneError(400, "wait: a number of seconds")
        return min(max(seconds, 0), LONGEST_WAIT)

    @property
    def person(self) -> Person:
        return acts.person_of(self.sandbox, self.integer("person"))

    @property
    def chat_id(self) -> int | None:
        return self.integer("chat") if self.wish.get("chat") is not None else None


Act = Callable[[Call], Awaitable[Any]]
Endpoint = Callable[[Request], Awaitable[Response]]


def route(method: str, path: str, act: Act) -> Route:
    """A route whose act gets the call and gives JSON."""

    async def endpoint(request: Request) -> Response:
        wish = {**request.query_params, **await json_object(request), **request.path_params}
        return JSONResponse(await act(Call(request.app.state.sandbox, wish)))

    return Route(f"/phones{path}", refusing(endpoint), methods=[method])


def refusing(endpoint: Endpoint) -> Endpoint:
    """The same, with what a phone cannot do told as JSON."""

    async def answered(request: Request) -> Response:
        try:
            return await endpoint(request)
        except PhoneError as error:
            return JSONResponse({"error": error.what}, error.code)

    return answered


async def json_object(request: Request) -> dict[str, Any]:
    """What the body says; an empty one says nothing. PhoneError where it is no JSON object."""
    body = await request.body()
    try:
        wish = loads(body) if body else {}
    except ValueError:
        wish = None
    if not isinstance(wish, dict):
        raise PhoneError(400, "the body is one JSON object")
    return wish
