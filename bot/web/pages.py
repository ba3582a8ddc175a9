"""What is served over HTTP: health, readiness, metrics, and the webhook where one is set."""

import hmac
import json
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.web.metrics import Metrics

WEBHOOK_PATH = "/telegram"
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 (the header's name)


@dataclass(frozen=True, slots=True)
class Pulse:
    """How the pages ask after the process: does the clock tick, does the database answer, what waits."""

    ticks: Callable[[], bool]
    database: Callable[[], Awaitable[bool]]
    count: Callable[[Metrics], Awaitable[None]]


def pages(
    pulse: Pulse,
    metrics: Metrics,
    keep: Callable[[Sequence[dict[str, Any]]], Awaitable[object]],
    secret: str,
    more: Sequence[Route] = (),
) -> Starlette:
    """The pages as an application; `keep` stores what the webhook brings before it is confirmed."""

    async def healthz(_request: Request) -> Response:
        return _said(pulse.ticks(), "the clock does not tick")

    async def readyz(_request: Request) -> Response:
        return _said(await pulse.database(), "the database does not answer")

    async def show_metrics(_request: Request) -> Response:
        await pulse.count(metrics)
        return Response(generate_latest(metrics.registry), media_type=CONTENT_TYPE_LATEST)

    async def webhook(request: Request) -> Response:
        given = request.headers.get(SECRET_HEADER, "")
        if not secret or not hmac.compare_digest(given.encode(), secret.encode()):
            return PlainTextResponse("the secret is missing or wrong", status_code=403)
        update = _update(await request.body())
        if update is None:
            return PlainTextResponse("this is no update", status_code=400)
        await keep([update])
        return PlainTextResponse("ok")

    return Starlette(
        routes=[
            Route("/healthz", healthz),
            Route("/readyz", readyz),
            Route("/metrics", show_metrics),
            Route(WEBHOOK_PATH, webhook, methods=["POST"]),
            *more,
        ]
    )


def _update(body: bytes) -> dict[str, Any] | None:
    try:
        update = json.loads(body)
    except ValueError:
        return None
    return update if isinstance(update, dict) and isinstance(update.get("update_id"), int) else None


def _said(well: bool, otherwise: str) -> Response:
    return PlainTextResponse("ok" if well else otherwise, status_code=200 if well else 503)
