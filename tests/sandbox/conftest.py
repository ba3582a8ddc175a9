"""A stand-in for each test; whatever went through it is checked against the Bot API's types afterwards."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from bot.sandbox.log import Entry
from bot.sandbox.phone import NO_TLS, Phone, Phones
from bot.sandbox.server import Running, running_sandbox
from bot.sandbox.state import Sandbox
from tests.sandbox.shape import check_answer, check_request, check_update

NOON = datetime(2026, 9, 7, 12, 0, tzinfo=UTC)


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


@dataclass
class Api:
    """The Bot API by plain httpx."""

    client: httpx.AsyncClient
    base: str

    async def __call__(self, method: str, **params: Any) -> httpx.Response:
        return await self.client.post(f"{self.base}/{method}", json=params)

    async def result(self, method: str, **params: Any) -> Any:
        answer = await self(method, **params)
        assert answer.status_code == 200, answer.text
        return answer.json()["result"]

    async def refusal(self, method: str, **params: Any) -> tuple[int, str]:
        answer = await self(method, **params)
        body = answer.json()
        assert not body["ok"]
        assert body["error_code"] == answer.status_code
        return answer.status_code, body["description"]

    async def updates(self, **params: Any) -> list[dict[str, Any]]:
        return list(await self.result("getUpdates", **params))


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def running(request: pytest.FixtureRequest, clock: Clock) -> AsyncIterator[Running]:
    limits = getattr(request, "param", "none")
    async with running_sandbox(limits=limits, now=lambda: NOON, running_time=clock) as running:
        yield running
    check_everything(running.sandbox)


def check_everything(sandbox: Sandbox) -> None:
    """All that the bot asked and got has the shape that Telegram gives it."""
    for entry in sandbox.log.entries:
        check_entry(entry)
    for update in sandbox.updates.pending:
        check_update(update)


def check_entry(entry: Entry) -> None:
    answer = entry.answer
    if not answer or not answer["ok"]:
        return
    assert answer.keys() <= {"ok", "result", "description"}
    check_request(entry.method, entry.params)
    check_answer(entry.method, answer["result"])


@pytest.fixture
async def api(running: Running) -> AsyncIterator[Api]:
    async with httpx.AsyncClient(timeout=10, trust_env=False, verify=NO_TLS) as client:
        yield Api(client, f"{running.url}/bot{running.token}")


@pytest.fixture
async def phones(running: Running) -> AsyncIterator[Phones]:
    async with Phones(running.url) as phones:
        yield phones


@pytest.fixture
async def kari(phones: Phones) -> Phone:
    """Kari, who has pressed Start; the update of that is still to be fetched."""
    kari = await phones.person(101, "Kari", last_name="Lund", username="kari_lund", language="nb")
    await kari.says("/start")
    return kari


@pytest.fixture
async def ola(phones: Phones) -> Phone:
    return await phones.person(102, "Ola")


@pytest.fixture
async def forum(phones: Phones, kari: Phone, ola: Phone) -> int:
    return await phones.group("Ridge home care", kari, ola, forum=True, admin=True)


@pytest.fixture
async def falls(api: Api, forum: int) -> int:
    """A topic that the bot has made."""
    made = await api.result("createForumTopic", chat_id=forum, name="Falls", icon_color=7322096)
    assert made == {"message_thread_id": made["message_thread_id"], "name": "Falls", "icon_color": 7322096}
    return int(made["message_thread_id"])
