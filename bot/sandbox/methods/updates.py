"""getUpdates and the webhook."""

import re
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from bot.sandbox.errors import POLLED_WITH_WEBHOOK, WEBHOOK_SET, ApiError, bad_request
from bot.sandbox.methods.replies import carry_out
from bot.sandbox.params import Params
from bot.sandbox.people import Json
from bot.sandbox.state import Sandbox

LOOPBACK = {"127.0.0.1", "localhost", "::1"}


class Said:
    """A result that comes with a description."""

    def __init__(self, result: Any, description: str) -> None:
        self.result = result
        self.description = description


async def get_updates(sandbox: Sandbox, params: Params) -> list[Json]:
    if sandbox.webhook.url:
        raise ApiError(409, POLLED_WITH_WEBHOOK)
    _set_allowed(sandbox, params)
    limit = params.integer("limit", 100)
    return await sandbox.updates.fetch(
        params.integer("offset"), limit if 1 <= limit <= 100 else 100, max(params.integer("timeout"), 0)
    )


async def set_webhook(sandbox: Sandbox, params: Params) -> Said:
    url, secret = params.text("url"), params.text("secret_token")
    if not url:
        return await delete_webhook(sandbox, params)
    _check_webhook(url, secret)
    _set_allowed(sandbox, params)
    if params.flag("drop_pending_updates"):
        sandbox.updates.clear()
    same = sandbox.webhook.url == url and sandbox.webhook.secret == secret
    await sandbox.webhook.stop()
    sandbox.updates.end_poll(WEBHOOK_SET)
    sandbox.webhook.set(url, secret, params.integer("max_connections", 40))
    sandbox.webhook.start(sandbox.updates, sandbox.date, partial(carry_out, sandbox))
    return Said(True, f"Webhook {'is already' if same else 'was'} set")


async def delete_webhook(sandbox: Sandbox, params: Params) -> Said:
    if params.flag("drop_pending_updates"):
        sandbox.updates.clear()
    was = bool(sandbox.webhook.url)
    await sandbox.webhook.stop()
    return Said(True, f"Webhook {'was' if was else 'is already'} deleted")


async def get_webhook_info(sandbox: Sandbox, _: Params) -> Json:
    return sandbox.webhook.as_json(sandbox.updates)


def _set_allowed(sandbox: Sandbox, params: Params) -> None:
    allowed = params.parsed("allowed_updates", "can't parse allowed updates JSON object")
    if allowed is not None:
        if not isinstance(allowed, list):
            raise bad_request("expected an Array of string as allowed updates")
        sandbox.updates.allowed = [str(kind) for kind in allowed]


def _check_webhook(url: str, secret: str) -> None:
    parts = urlsplit(url)
    # Telegram wants https everywhere; a webhook on this very machine may do without.
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in LOOPBACK):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if len(secret) > 256:
        raise bad_request("secret token is too long")
    if not re.fullmatch(r"[A-Za-z0-9_-]*", secret):
        raise bad_request("secret token contains unallowed characters")
