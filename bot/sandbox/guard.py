"""Lets in only what comes from this machine: no page of another host may act here, whatever name it gives us."""

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

HERE = {"127.0.0.1", "localhost"}
LOOKING = {"GET", "HEAD", "OPTIONS"}


class OnlyFromHere:
    """Refuses a request under another host's name (DNS rebinding), and an act that another host's page asks for."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and (why := _refusal(scope)):
            await JSONResponse({"error": why}, 403)(scope, receive, send)
        else:
            await self._app(scope, receive, send)


def _refusal(scope: Scope) -> str | None:
    headers = Headers(scope=scope)
    if _host(f"//{headers.get('host', '')}") not in HERE:
        return "the stand-in is only there for this machine: http://127.0.0.1"
    origin = headers.get("origin")
    if scope["method"] not in LOOKING and origin is not None and _host(origin) not in HERE:
        return "a page of another host may not act here"
    return None


def _host(address: str) -> str | None:
    try:
        return urlsplit(address).hostname
    except ValueError:
        return None
