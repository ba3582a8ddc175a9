"""What the page is served with, without a browser: headers, the stream, the way to the stage."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import httpx
import pytest

from bot.sandbox.pages import PAGE
from bot.sandbox.phone import NO_TLS, Phones
from bot.sandbox.server import Running, running_sandbox
from tests.page.play import Play


@pytest.fixture
def play() -> Play:
    return Play()


@pytest.fixture
async def running(play: Play) -> AsyncIterator[Running]:
    async with running_sandbox(stage=play) as running:
        yield running


@pytest.fixture
async def client(running: Running) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=running.url, timeout=10, trust_env=False, verify=NO_TLS) as client:
        yield client


async def events(client: httpx.AsyncClient) -> AsyncIterator[tuple[str, dict[str, object]]]:
    """The news of the stream, one by one."""
    name = ""
    async with client.stream("GET", "/phones/stream") as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        async for line in answer.aiter_lines():
            field, _, content = line.partition(": ")
            name = content if field == "event" else name
            if field == "data":
                yield name, json.loads(content)


async def test_every_file_of_the_page_lets_nothing_strange_in(client: httpx.AsyncClient) -> None:
    files = [str(file.relative_to(PAGE)) for file in sorted(PAGE.rglob("*.*"))]

    answers = [await client.get(path) for path in ["/", *(f"/page/{file}" for file in files)]]

    assert len(files) > 30
    assert {answer.status_code for answer in answers} == {200}
    rules = {answer.headers["content-security-policy"] for answer in answers}
    assert [rule.split("; ")[0] for rule in rules] == ["default-src 'self'"]
    assert not any("unsafe" in rule for rule in rules)
    assert {answer.headers["x-content-type-options"] for answer in answers} == {"nosniff"}


@pytest.mark.parametrize("path", ["/page/../pages.py", "/page/%2e%2e/pages.py", "/page/none.js"])
async def test_nothing_beside_the_page_is_served(client: httpx.AsyncClient, path: str) -> None:
    assert (await client.get(path)).status_code == 404


async def test_the_stream_tells_of_chats_and_of_the_play(
    client: httpx.AsyncClient, running: Running, play: Play
) -> None:
    async with Phones(running.url) as phones:
        kari = await phones.person(101, "Kari")
        await kari.says("/start")
        news = events(client)
        name, first = await anext(news)
        assert (name, first["versions"]) == ("chats", {"101": 1})
        assert (await anext(news))[0] == "stage"

        play.change(level=3)
        name, stage = await anext(news)
        assert (name, stage["level"]) == ("stage", 3)
        for n in range(5):
            await kari.says(f"line {n}")
        seen = 0
        while seen < 6:
            name, told = await anext(news)
            assert name == "chats"
            seen = told["versions"]["101"]  # type: ignore[index]
        before = first["instances"]
        await phones.reset()
        await (await phones.person(101, "Kari")).says("/start")
        while told["versions"] != {"101": 1}:
            name, told = await anext(news)
        assert told["instances"] != before
        await news.aclose()


async def test_the_stand_in_stops_at_once_with_a_stream_open(play: Play) -> None:
    async with AsyncExitStack() as opened, AsyncExitStack() as stand_in:
        running = await stand_in.enter_async_context(running_sandbox(stage=play))
        client = httpx.AsyncClient(base_url=running.url, trust_env=False, verify=NO_TLS)
        news = events(await opened.enter_async_context(client))
        assert [(await anext(news))[0] for _ in range(2)] == ["chats", "stage"]

        async with asyncio.timeout(2):
            await stand_in.aclose()

        with pytest.raises(httpx.TransportError):
            await anext(news)


async def test_wishes_reach_the_stage_and_its_refusals_come_back(client: httpx.AsyncClient, play: Play) -> None:
    assert (await client.get("/stage")).json()["programme"] == "Safer medication at home"
    assert list((await client.get("/stage/guide")).json()) == ["en", "nb"]
    assert (await client.post("/stage/play")).json()["running"] is True
    await client.post("/stage/touched", json={"person": 101})
    refused = await client.post("/stage/fly")
    muddled = await client.post("/stage/play", content="[1]")

    assert play.wishes == [("play", {}), ("touched", {"person": 101}), ("fly", {})]
    assert (refused.status_code, refused.json()) == (404, {"error": "there is no fly on this stage"})
    assert (muddled.status_code, muddled.json()) == (400, {"error": "the body is one JSON object"})


async def test_without_a_play_there_is_no_stage() -> None:
    async with running_sandbox() as running, httpx.AsyncClient(trust_env=False, verify=NO_TLS) as client:
        answer = await client.get(f"{running.url}/stage")

    assert (answer.status_code, answer.json()) == (404, {"error": "nothing is played here; make demo starts a play"})


def test_both_languages_say_the_same_things() -> None:
    english, norwegian = (json.loads((PAGE / "words" / f"{name}.json").read_text()) for name in ("en", "nb"))

    assert list(english) == list(norwegian)
    assert [key for key, said in norwegian.items() if not said] == []
