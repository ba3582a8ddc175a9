"""What leads a play on the page of phones, and how the page asks it: a clock, a guide, a bot to stop."""

from collections.abc import Awaitable, Callable
from typing import Protocol

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.sandbox.bell import Bell
from bot.sandbox.call import json_object, refusing
from bot.sandbox.people import Json


class Stage(Protocol):
    """What leads the play on the page, where there is one."""

    bell: Bell  # rings when the state changes

    def state(self) -> Json:
        """How the play stands now."""

    def guide(self) -> Json:
        """The cards of the guide, in each language of the page."""

    async def act(self, name: str, wish: Json) -> Json:
        """What came of a wish of the page; PhoneError where it cannot be."""


Ask = Callable[[Stage, Request], Awaitable[Json]]


def route(method: str, path: str, ask: Ask) -> Route:
    """A route that asks the stage, where there is one."""

    async def endpoint(request: Request) -> Response:
        stage: Stage | None = request.app.state.stage
        if stage is None:
            return JSONResponse({"error": "nothing is played here; make demo starts a play"}, 404)
        return JSONResponse(await ask(stage, request))

    return Route(f"/stage{path}", refusing(endpoint), methods=[method])


async def state(stage: Stage, _request: Request) -> Json:
    return stage.state()


async def guide(stage: Stage, _request: Request) -> Json:
    return stage.guide()


async def act(stage: Stage, request: Request) -> Json:
    return await stage.act(request.path_params["act"], await json_object(request))


ROUTES = [
    route("GET", "", state),
    route("GET", "/guide", guide),
    route("POST", "/{act}", act),
]
