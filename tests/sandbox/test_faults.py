"""What can be made to go wrong."""

import asyncio

import httpx
import pytest

from bot.sandbox.phone import Phone, Phones
from bot.sandbox.server import Running, running_sandbox
from tests.sandbox.conftest import Api, Clock


async def send(api: Api) -> int:
    return (await api("sendMessage", chat_id=101, text="hi")).status_code


@pytest.mark.parametrize(
    ("more", "status", "parameters"),
    [
        ({"status": 500}, 500, None),
        ({"status": 502}, 502, None),
        ({"status": 429, "retry_after": 7}, 429, {"retry_after": 7}),
        ({"status": 400, "description": "Bad Request: because"}, 400, None),
    ],
)
async def test_the_next_calls_of_a_method_fail(
    api: Api, kari: Phone, phones: Phones, more: dict[str, object], status: int, parameters: dict[str, int] | None
) -> None:
    await phones.fault("error", "sendMessage", times=2, **more)

    answer = await api("sendMessage", chat_id=101, text="hi")

    assert answer.status_code == answer.json()["error_code"] == status
    assert answer.json().get("parameters") == parameters
    assert (await api("getMe")).status_code == 200
    assert [await send(api), await send(api)] == [status, 200]
    assert len(await kari.messages()) == 2


@pytest.mark.parametrize(("kind", "arrived"), [("drop_before", 1), ("drop_after", 2)])
async def test_a_connection_is_cut(api: Api, kari: Phone, phones: Phones, kind: str, arrived: int) -> None:
    await phones.fault(kind, "sendMessage")

    with pytest.raises((httpx.RemoteProtocolError, httpx.ReadError)):
        await send(api)

    assert len(await kari.messages()) == arrived
    assert await send(api) == 200
    cut = (await phones.log("sendMessage"))[0]
    assert (cut["status"], cut["fault"], cut["executed"]) == (None, kind, kind == "drop_after")


async def test_an_error_may_come_after_the_deed(api: Api, kari: Phone, phones: Phones) -> None:
    await phones.fault("error_after", "sendMessage", status=502)

    assert await send(api) == 502
    assert len(await kari.messages()) == 2


async def test_an_answer_may_be_late(api: Api, kari: Phone, phones: Phones) -> None:
    await phones.fault("delay", "sendMessage", seconds=5)

    with pytest.raises(httpx.ReadTimeout):
        await api.client.post(f"{api.base}/sendMessage", json={"chat_id": 101, "text": "hi"}, timeout=0.1)


async def test_the_bot_api_may_be_away_for_a_while(
    api: Api, kari: Phone, phones: Phones, clock: Clock, running: Running
) -> None:
    last = (await api.updates())[-1]["update_id"]
    poll = asyncio.create_task(api.updates(offset=last + 1, timeout=10))
    await running.sandbox.updates.made.watched.wait()

    await phones.fault("outage", seconds=60)

    with pytest.raises((httpx.RemoteProtocolError, httpx.ReadError)):
        await poll
    with pytest.raises((httpx.RemoteProtocolError, httpx.ReadError)):
        await api("getMe")

    clock.seconds += 60

    assert (await api("getMe")).status_code == 200


async def test_faults_can_be_read_and_cleared(api: Api, kari: Phone, phones: Phones) -> None:
    await phones.fault("error", times=3)
    assert len((await phones.get("/faults"))["faults"]) == 1

    await phones.clear_faults()

    assert await send(api) == 200


@pytest.mark.parametrize("wish", [{"kind": "explode"}, {}, {"kind": "error", "colour": "red"}])
async def test_a_fault_that_is_none_is_refused(phones: Phones, wish: dict[str, str]) -> None:
    with pytest.raises(AssertionError, match="400"):
        await phones.post("/faults", wish)


async def test_a_stand_in_can_go_away_and_come_back(api: Api, kari: Phone, running: Running) -> None:
    async with running_sandbox(sandbox=running.sandbox) as second:
        port = second.port
    async with httpx.AsyncClient(trust_env=False) as client:
        with pytest.raises(httpx.ConnectError):
            await client.get(f"http://127.0.0.1:{port}/bot{running.token}/getMe")

        async with running_sandbox(port, sandbox=running.sandbox) as third:
            updates = (await client.get(f"{third.url}/bot{running.token}/getUpdates")).json()["result"]

    assert updates[0]["message"]["text"] == "/start"
