"""Telegram's sending limits."""

import pytest

from bot.sandbox.phone import Phone, Phones
from bot.sandbox.server import Running
from tests.sandbox.conftest import Api, Clock

telegram = pytest.mark.parametrize("running", ["telegram"], indirect=True)


async def statuses(api: Api, chat_id: int, count: int) -> list[int]:
    return [(await api("sendMessage", chat_id=chat_id, text=str(n))).status_code for n in range(count)]


@telegram
async def test_one_a_second_in_a_private_chat(api: Api, kari: Phone, clock: Clock) -> None:
    assert await statuses(api, 101, 4) == [200, 200, 200, 429]

    refused = (await api("sendMessage", chat_id=101, text="x")).json()

    assert refused == {
        "ok": False,
        "error_code": 429,
        "description": "Too Many Requests: retry after 3",
        "parameters": {"retry_after": 3},
    }
    clock.seconds += 3
    assert await statuses(api, 101, 1) == [200]


@telegram
async def test_a_steady_message_a_second_is_never_refused(api: Api, kari: Phone, clock: Clock) -> None:
    for n in range(10):
        assert (await api("sendMessage", chat_id=101, text=str(n))).status_code == 200
        clock.seconds += 1


@telegram
async def test_twenty_a_minute_in_a_group(api: Api, phones: Phones, kari: Phone, clock: Clock) -> None:
    group = await phones.group("Ridge", kari)

    assert await statuses(api, group, 20) == [200] * 20
    clock.seconds += 20.5

    refused = (await api("sendMessage", chat_id=group, text="x")).json()

    assert refused["parameters"] == {"retry_after": 40}
    clock.seconds += 39.5
    assert await statuses(api, group, 1) == [200]


@telegram
async def test_thirty_a_second_in_all(api: Api, phones: Phones, clock: Clock) -> None:
    for n in range(31):
        await (await phones.person(500 + n, f"Person {n}")).says("/start")

    sent = [status for n in range(31) for status in await statuses(api, 500 + n, 1)]

    assert sent == [200] * 30 + [429]
    clock.seconds += 0.25
    assert (await api("sendMessage", chat_id=530, text="x")).json()["parameters"] == {"retry_after": 1}
    clock.seconds += 0.75
    assert await statuses(api, 530, 1) == [200]


@telegram
async def test_an_album_goes_out_whole_and_counts_as_many_as_it_has(api: Api, kari: Phone, clock: Clock) -> None:
    file = (
        await api.client.post(
            f"{api.base}/sendDocument", data={"chat_id": "101"}, files={"document": ("a.csv", b"a", "text/csv")}
        )
    ).json()["result"]["document"]["file_id"]
    clock.seconds += 2

    media = [{"type": "document", "media": file}] * 5
    assert (await api("sendMediaGroup", chat_id=101, media=media)).status_code == 200

    refused = (await api("sendMessage", chat_id=101, text="x")).json()
    assert refused["parameters"] == {"retry_after": 3}
    clock.seconds += 3
    assert await statuses(api, 101, 3) == [200] * 3


@telegram
async def test_edits_count_and_a_phone_never_waits(api: Api, kari: Phone, clock: Clock) -> None:
    said = await api.result("sendMessage", chat_id=101, text="0")
    where = {"chat_id": 101, "message_id": said["message_id"]}
    edits = [(await api("editMessageText", **where, text=str(n))).status_code for n in range(1, 4)]

    assert edits == [200, 200, 429]
    for n in range(40):
        await kari.says(str(n))
    assert (await api("deleteMessage", **where)).status_code == 200


async def test_without_limits_anything_goes(api: Api, kari: Phone, running: Running) -> None:
    assert await statuses(api, 101, 40) == [200] * 40
    assert running.sandbox.log.counts["sendMessage"] == 40
