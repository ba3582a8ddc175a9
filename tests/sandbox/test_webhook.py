"""The webhook: updates are posted, with the secret, until they are taken."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.sandbox.phone import Phone, Phones
from tests.sandbox.conftest import Api
from tests.sandbox.shape import check_update


class Hook:
    """A place that takes updates, once it has refused some."""

    def __init__(self) -> None:
        self.refusals = 0
        self.says = Response()
        self.got: asyncio.Queue[tuple[dict[str, Any], str | None]] = asyncio.Queue()
        self.url = ""

    async def take(self, request: Request) -> Response:
        if self.refusals:
            self.refusals -= 1
            return Response(status_code=500)
        await self.got.put((await request.json(), request.headers.get("X-Telegram-Bot-Api-Secret-Token")))
        return self.says


@pytest.fixture
async def hook() -> AsyncIterator[Hook]:
    hook = Hook()
    app = Starlette(routes=[Route("/hook", hook.take, methods=["POST"])])
    config = uvicorn.Config(app, lifespan="off", log_config=None)
    config.load()
    state = uvicorn.server.ServerState()
    from uvicorn.protocols.http.h11_impl import H11Protocol

    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: H11Protocol(config, state, {}), "127.0.0.1", 0)
    hook.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/hook"
    yield hook
    server.close()
    for connection in list(state.connections):
        connection.transport.abort()
    await server.wait_closed()


async def test_an_update_is_posted_with_the_secret(api: Api, kari: Phone, phones: Phones, hook: Hook) -> None:
    answer = (await api("setWebhook", url=hook.url, secret_token="s3cret-_")).json()
    assert answer == {"ok": True, "result": True, "description": "Webhook was set"}

    update, secret = await hook.got.get()

    check_update(update)
    assert (update["message"]["text"], secret) == ("/start", "s3cret-_")
    await kari.says("more")
    assert (await hook.got.get())[0]["message"]["text"] == "more"


async def test_a_refused_update_is_posted_again(api: Api, kari: Phone, hook: Hook) -> None:
    hook.refusals = 2
    await api.result("setWebhook", url=hook.url)

    update, secret = await hook.got.get()

    assert (update["message"]["text"], secret) == ("/start", None)
    info = await api.result("getWebhookInfo")
    assert info["last_error_message"] == "Wrong response from the webhook: 500 Internal Server Error"
    assert info["url"] == hook.url


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b'{"method": "sendMessage", "chat_id": 101, "text": "Welcome & hello"}', "application/json"),
        (b"method=sendmessage&chat_id=101&text=Welcome+%26+hello", "application/x-www-form-urlencoded"),
    ],
)
async def test_a_method_in_the_answer_is_carried_out(
    api: Api, kari: Phone, phones: Phones, hook: Hook, body: bytes, kind: str
) -> None:
    hook.says = Response(body, media_type=kind)

    await api.result("setWebhook", url=hook.url)

    assert await kari.sees("Welcome & hello")
    (entry,) = await phones.log("sendMessage")
    assert (entry["params"], entry["status"], entry["executed"]) == (
        {"chat_id": 101, "text": "Welcome & hello"},
        200,
        True,
    )


@pytest.mark.parametrize(
    "body", [b"", b"ok", b"{", b"[]", b'{"method": "sendLove"}', b'{"method": 7}', b'{"text": "\\ud800"}']
)
async def test_an_answer_that_asks_for_nothing_is_only_an_answer(
    api: Api, kari: Phone, phones: Phones, hook: Hook, body: bytes
) -> None:
    hook.says = Response(body, media_type="application/json")
    await api.result("setWebhook", url=hook.url)

    await hook.got.get()
    await kari.says("more")
    await hook.got.get()

    assert [entry["method"] for entry in await phones.log()] == ["setWebhook"]


async def test_a_method_in_the_answer_that_is_refused_is_in_the_log(
    api: Api, kari: Phone, phones: Phones, hook: Hook
) -> None:
    hook.says = Response(b'{"method": "sendMessage", "chat_id": 999, "text": "x"}', media_type="application/json")
    await api.result("setWebhook", url=hook.url)

    await hook.got.get()
    await kari.says("more")
    await hook.got.get()
    (first, *_) = await phones.log("sendMessage")
    assert (first["status"], first["answer"]["description"]) == (400, "Bad Request: chat not found")


async def test_a_webhook_is_deleted_and_polling_goes_on(api: Api, kari: Phone) -> None:
    await api.result("setWebhook", url="http://127.0.0.1:9/hook", allowed_updates=["message"])
    again = (await api("setWebhook", url="http://127.0.0.1:9/hook")).json()
    assert again["description"] == "Webhook is already set"
    assert (await api.result("getWebhookInfo"))["allowed_updates"] == ["message"]

    assert (await api("deleteWebhook")).json()["description"] == "Webhook was deleted"
    assert (await api("deleteWebhook")).json()["description"] == "Webhook is already deleted"

    assert len(await api.updates()) == 1
    assert (await api.result("getWebhookInfo")) == {
        "url": "",
        "has_custom_certificate": False,
        "pending_update_count": 1,
        "allowed_updates": ["message"],
    }


async def test_pending_updates_are_dropped_only_when_asked(api: Api, kari: Phone, phones: Phones) -> None:
    await api.result("deleteWebhook")
    assert await phones.unconfirmed() == 1

    await api.result("deleteWebhook", drop_pending_updates=True)

    assert await phones.unconfirmed() == 0


@pytest.mark.parametrize(
    ("params", "description"),
    [
        ({"url": "http://example.org/hook"}, "bad webhook: An HTTPS URL must be provided for webhook"),
        ({"url": "https://example.org", "secret_token": "å"}, "secret token contains unallowed characters"),
        ({"url": "https://example.org", "secret_token": "x" * 257}, "secret token is too long"),
    ],
)
async def test_a_webhook_that_cannot_be(api: Api, params: dict[str, str], description: str) -> None:
    assert await api.refusal("setWebhook", **params) == (400, f"Bad Request: {description}")
