"""Nobody but this machine acts on the stand-in, and nonsense is refused with a sentence."""

from typing import Any

import httpx
import pytest

from bot.sandbox.server import Running


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "", "127.0.0.1.evil.example"])
async def test_another_name_for_this_machine_is_refused(running: Running, host: str) -> None:
    async with httpx.AsyncClient(base_url=running.url, trust_env=False) as client:
        answer = await client.get("/phones/people", headers={"Host": host})

    assert answer.status_code == 403


@pytest.mark.parametrize("path", ["/phones/reset", "/phones/people", "/stage/kill"])
async def test_a_page_of_another_host_may_not_act(running: Running, path: str) -> None:
    headers = {"Origin": "http://evil.example", "Content-Type": "text/plain"}
    async with httpx.AsyncClient(base_url=running.url, trust_env=False) as client:
        refused = await client.post(path, headers=headers, content='{"id": 1, "first_name": "X"}')
        own = await client.post("/phones/reset", headers={"Origin": running.url})

    assert (refused.status_code, refused.json()) == (403, {"error": "a page of another host may not act here"})
    assert own.status_code == 200


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("GET", "/phones/chats?wait=nan", None),
        ("GET", "/phones/chats?wait=inf", None),
        ("POST", "/phones/people", {"id": -5, "first_name": "X"}),
        ("POST", "/phones/people", {"id": 10**30, "first_name": "X"}),
        ("POST", "/phones/faults", {"kind": "delay", "seconds": "x"}),
        ("POST", "/phones/faults", {"kind": "error", "times": True}),
    ],
)
async def test_numbers_that_are_none_are_refused(running: Running, method: str, path: str, body: Any) -> None:
    async with httpx.AsyncClient(base_url=running.url, trust_env=False) as client:
        answer = await client.request(method, path, json=body)

    assert answer.status_code == 400
    assert answer.json()["error"]
