"""Fetching updates: offsets, confirmation, waiting, conflicts."""

import asyncio

import httpx
import pytest

from bot.sandbox.errors import POLLED_TWICE, POLLED_WITH_WEBHOOK, WEBHOOK_SET
from bot.sandbox.phone import Phone, Phones
from bot.sandbox.server import Running
from tests.sandbox.conftest import Api, Clock
from tests.sandbox.shape import check_update


async def three(kari: Phone) -> None:
    await kari.says("one")
    await kari.says("two")


def texts(updates: list[dict[str, object]]) -> list[str]:
    return [update["message"]["text"] for update in updates]  # type: ignore[index]


async def test_an_update_is_given_again_until_a_later_offset_confirms_it(api: Api, kari: Phone) -> None:
    await three(kari)

    first = await api.updates()
    again = await api.updates(offset=first[0]["update_id"])
    rest = await api.updates(offset=first[0]["update_id"] + 1)

    assert texts(first) == ["/start", "one", "two"]
    assert again == first
    assert texts(rest) == ["one", "two"]
    assert await api.updates() == rest


async def test_an_offset_beyond_the_newest_confirms_all(api: Api, kari: Phone, phones: Phones) -> None:
    await three(kari)
    last = (await api.updates())[-1]["update_id"]

    assert await phones.unconfirmed() == 3
    assert await api.updates(offset=last + 1) == []
    assert await phones.unconfirmed() == 0


@pytest.mark.parametrize(("offset", "left"), [(-1, ["two"]), (-2, ["one", "two"]), (-9, ["/start", "one", "two"])])
async def test_a_negative_offset_counts_from_the_end_and_forgets_the_rest(
    api: Api, kari: Phone, offset: int, left: list[str]
) -> None:
    await three(kari)

    assert texts(await api.updates(offset=offset)) == left
    assert texts(await api.updates()) == left


@pytest.mark.parametrize(("limit", "count"), [(1, 1), (2, 2), (100, 3), (0, 3), (101, 3)])
async def test_the_limit_is_kept_between_one_and_a_hundred(api: Api, kari: Phone, limit: int, count: int) -> None:
    await three(kari)

    assert len(await api.updates(limit=limit)) == count


async def test_a_long_poll_ends_when_an_update_comes(api: Api, kari: Phone) -> None:
    first = (await api.updates())[0]["update_id"]
    poll = asyncio.create_task(api.updates(offset=first + 1, timeout=10))

    await kari.says("here I am")

    assert texts(await poll) == ["here I am"]


async def test_update_ids_and_message_ids_count_up(api: Api, kari: Phone) -> None:
    await three(kari)

    updates = await api.updates()

    start = updates[0]["update_id"]
    assert [update["update_id"] - start for update in updates] == [0, 1, 2]
    assert [update["message"]["message_id"] for update in updates] == [1, 2, 3]


async def test_an_update_that_is_not_wanted_is_not_kept(api: Api, kari: Phone) -> None:
    await api.updates(offset=-1, allowed_updates=["callback_query"])

    await kari.says("unheard")

    assert await api.updates(offset=-1, allowed_updates=[]) == await api.updates()
    assert texts(await api.updates()) == ["/start"]


async def test_what_is_wanted_stays_so_until_said_otherwise(api: Api, kari: Phone) -> None:
    await api.updates(allowed_updates=["my_chat_member"])
    await api.updates()

    await kari.says("unheard")
    await kari.blocks()

    assert [min(update) for update in await api.updates()] == ["message", "my_chat_member"]


async def test_the_older_of_two_pollers_is_turned_away(api: Api, running: Running, kari: Phone) -> None:
    await api.updates(offset=(await api.updates())[-1]["update_id"] + 1)
    older = asyncio.create_task(api.refusal("getUpdates", timeout=10))
    await running.sandbox.updates.made.watched.wait()

    newer = asyncio.create_task(api.updates(timeout=10))

    assert await older == (409, POLLED_TWICE)
    await kari.says("still here")
    assert texts(await newer) == ["still here"]


async def test_a_webhook_ends_polling(api: Api, running: Running) -> None:
    poll = asyncio.create_task(api.refusal("getUpdates", timeout=10))
    await running.sandbox.updates.made.watched.wait()
    await api.result("setWebhook", url="http://127.0.0.1:9/hook")

    assert await poll == (409, WEBHOOK_SET)
    assert await api.refusal("getUpdates") == (409, POLLED_WITH_WEBHOOK)


async def test_updates_are_kept_for_a_day(api: Api, kari: Phone, clock: Clock) -> None:
    clock.seconds += 24 * 60 * 60 - 1
    await kari.says("fresh")
    assert len(await api.updates()) == 2

    clock.seconds += 2

    assert texts(await api.updates()) == ["fresh"]


async def test_after_a_quiet_week_numbers_start_anew(api: Api, kari: Phone, phones: Phones) -> None:
    await phones.post("/updates/renumber")
    await kari.says("anew")

    old, new = (update["update_id"] for update in await api.updates())

    assert abs(new - old) > 1


async def test_an_update_says_all_that_a_real_one_says(api: Api, kari: Phone) -> None:
    await kari.says("/start CODE_1-x")

    update = (await api.updates())[-1]

    check_update(update)
    assert update["message"] == {
        "message_id": 2,
        "from": {
            "id": 101,
            "is_bot": False,
            "first_name": "Kari",
            "last_name": "Lund",
            "username": "kari_lund",
            "language_code": "nb",
        },
        "chat": {"id": 101, "first_name": "Kari", "last_name": "Lund", "username": "kari_lund", "type": "private"},
        "date": 1788782400,
        "text": "/start CODE_1-x",
        "entities": [{"type": "bot_command", "offset": 0, "length": 6}],
    }


@pytest.mark.parametrize(
    ("token", "status"),
    [("1:right", 200), ("1:wrong", 401), ("nonsense", 401)],
)
async def test_only_the_right_token_opens(token: str, status: int) -> None:
    from bot.sandbox.server import running_sandbox

    async with (
        running_sandbox(tokens=frozenset({"1:right"})) as running,
        httpx.AsyncClient(base_url=running.url, trust_env=False) as client,
    ):
        answer = await client.get(f"/bot{token}/getMe")

    assert answer.status_code == status
    if status == 401:
        assert answer.json() == {"ok": False, "error_code": 401, "description": "Unauthorized"}
    else:
        assert answer.json()["result"]["id"] == 1
