"""What a phone shows of a chat beside its messages, and of its messages beside their texts."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from bot.sandbox.phone import Phone, Phones
from tests.sandbox.conftest import Api, Clock

ROWS = {"keyboard": [["Yes", "No"]]}


async def screen(phones: Phones, chat: int = 101, **query: Any) -> dict[str, Any]:
    shown: dict[str, Any] = await phones.get(f"/chats/{chat}", **query)
    return shown


async def seen_to_change(phones: Phones, chat: int, act: Callable[[], Awaitable[Any]]) -> dict[str, Any]:
    """What a phone that waits for a change gets to see, once this was done."""
    before = await screen(phones, chat)
    waiting = asyncio.create_task(screen(phones, chat, version=before["version"], wait=5))
    await act()
    after = await waiting
    assert after["version"] > before["version"]
    return after


async def answer_with(api: Api, markup: dict[str, Any], chat: int = 101) -> int:
    said = await api.result("sendMessage", chat_id=chat, text="Ready?", reply_markup=markup)
    return int(said["message_id"])


async def test_a_chat_says_how_the_person_stands_to_the_bot(phones: Phones) -> None:
    ola = await phones.person(102, "Ola")
    seen = [(await screen(phones, 102))["contact"]]
    for act in (lambda: ola.says("/start"), ola.blocks, ola.unblocks, ola.deactivates):
        await seen_to_change(phones, 102, act)
        seen.append((await screen(phones, 102))["contact"])

    assert seen == ["unknown", "open", "blocked", "open", "deactivated"]


async def test_a_group_has_no_contact(phones: Phones, kari: Phone) -> None:
    assert (await screen(phones, await phones.group("Ridge", kari)))["contact"] is None


async def test_a_keyboard_comes_with_its_looks(api: Api, kari: Phone, phones: Phones) -> None:
    looks = {"input_field_placeholder": "Yes or no", "resize_keyboard": True, "one_time_keyboard": True}
    await answer_with(api, ROWS | looks)

    shown = await screen(phones)

    assert shown["keyboard"] == [[{"text": "Yes"}, {"text": "No"}]]
    assert (shown["placeholder"], shown["one_time"], shown["resize"]) == ("Yes or no", True, True)
    assert shown["force_reply"] is None


@pytest.mark.parametrize(
    ("one_time", "said", "left"),
    [(True, "Yes", False), (True, "Something else", True), (False, "Yes", True)],
)
async def test_a_one_time_keyboard_goes_when_it_was_used(
    api: Api, kari: Phone, phones: Phones, one_time: bool, said: str, left: bool
) -> None:
    await answer_with(api, ROWS | {"one_time_keyboard": one_time})

    await kari.says(said)

    assert bool((await screen(phones))["keyboard"]) is left


async def test_a_one_time_keyboard_goes_when_its_contact_was_shared(api: Api, kari: Phone, phones: Phones) -> None:
    share = {"text": "Share my number", "request_contact": True}
    await answer_with(api, {"keyboard": [[share]], "one_time_keyboard": True})

    await kari.sends(contact={"first_name": "Kari"})

    assert (await screen(phones))["keyboard"] == []


async def test_a_forced_reply_waits_for_one_message(api: Api, kari: Phone, phones: Phones) -> None:
    asked = await answer_with(api, {"force_reply": True, "input_field_placeholder": "A number"})
    shown = await screen(phones)
    assert (shown["force_reply"], shown["placeholder"], shown["keyboard"]) == (asked, "A number", [])

    await kari.says("seventy", reply_to=asked)

    shown = await screen(phones)
    assert (shown["force_reply"], shown["placeholder"]) == (None, None)


async def test_an_inline_keyboard_leaves_what_is_below_the_chat(api: Api, kari: Phone, phones: Phones) -> None:
    await answer_with(api, ROWS)

    await answer_with(api, {"inline_keyboard": [[{"text": "Go", "callback_data": "g"}]]})

    assert (await screen(phones))["keyboard"]


async def test_typing_ends_by_itself_and_a_waiting_phone_sees_it(
    api: Api, kari: Phone, phones: Phones, clock: Clock
) -> None:
    await api.result("sendChatAction", chat_id=101, action="typing")
    clock.seconds += 4
    await api.result("sendChatAction", chat_id=101, action="upload_photo")
    clock.seconds += 4
    assert (await screen(phones))["action"] == "upload_photo"

    async def a_second_passes() -> None:
        clock.seconds += 1

    assert (await seen_to_change(phones, 101, a_second_passes))["action"] is None


async def test_what_a_person_writes_leaves_the_bot_typing(api: Api, kari: Phone, phones: Phones) -> None:
    await api.result("sendChatAction", chat_id=101, action="typing")

    await kari.says("hurry")

    assert (await screen(phones))["action"] == "typing"


async def test_buttons_show_all_that_they_do(api: Api, kari: Phone, phones: Phones) -> None:
    buttons = [
        {"text": "Yes", "callback_data": "y"},
        {"text": "Board", "url": "https://example.org/board"},
        {"text": "Code", "copy_text": {"text": "A1-B2"}},
        {"text": "Page", "web_app": {"url": "https://example.org/page"}},
    ]
    await answer_with(api, {"inline_keyboard": [buttons]})

    (row,) = (await screen(phones))["messages"][-1]["keyboard"]

    assert row == [
        {"text": "Yes", "data": "y", "url": None},
        {"text": "Board", "data": None, "url": "https://example.org/board"},
        {"text": "Code", "data": None, "url": None, "copy_text": "A1-B2"},
        {"text": "Page", "data": None, "url": None, "web_app": "https://example.org/page"},
    ]
    with pytest.raises(AssertionError, match=r"409: .*'Code' is no button"):
        await kari.presses("Code")


@pytest.mark.parametrize(
    ("button", "description"),
    [
        ({"copy_text": {"text": ""}}, "BUTTON_COPY_TEXT_INVALID"),
        ({"copy_text": {"text": "x" * 257}}, "BUTTON_COPY_TEXT_INVALID"),
        ({"copy_text": "x"}, "can't parse inline keyboard button: Can't find field \"text\""),
        (
            {"web_app": {"url": "http://example.org"}},
            "inline keyboard button Web App URL 'http://example.org' is invalid: Only HTTPS links are allowed",
        ),
        ({"web_app": {}}, "can't parse inline keyboard button: Can't find field \"url\""),
    ],
)
async def test_buttons_that_telegram_refuses(api: Api, kari: Phone, button: dict[str, Any], description: str) -> None:
    markup = {"inline_keyboard": [[{"text": "Go", **button}]]}

    refusal = await api.refusal("sendMessage", chat_id=101, text="x", reply_markup=markup)

    assert refusal == (400, f"Bad Request: {description}")


async def test_a_message_says_who_wrote_it_and_what_it_is_about(kari: Phone, phones: Phones) -> None:
    group = await phones.group("Ridge", kari)
    await phones.person(102, "Ola")
    await phones.post(f"/groups/{group}/members/102")
    await kari.says("welcome, look at /help", chat=group)

    bot_came, ola_came, said = (await screen(phones, group))["messages"]

    assert [message["service"] for message in (bot_came, ola_came, said)] == [
        "new_chat_members",
        "new_chat_members",
        None,
    ]
    assert (ola_came["from"], said["from"]) == ({"id": 102, "first_name": "Ola"}, {"id": 101, "first_name": "Kari"})
    assert said["entities"] == [{"type": "bot_command", "offset": 17, "length": 5}]
    assert (said["topic"], said["album"]) == (None, None)


async def test_a_person_takes_back_what_they_wrote_and_the_bot_hears_nothing(
    api: Api, kari: Phone, phones: Phones
) -> None:
    asked = await api.result("sendMessage", chat_id=101, text="How many?")
    answer = await kari.says("seven", reply_to=asked["message_id"])
    heard = await api.updates()

    left = await seen_to_change(phones, 101, lambda: kari.deletes(answer))

    assert [message["text"] for message in left["messages"]] == ["/start", "How many?"]
    assert await api.updates() == heard
    for message, said in ((answer, "404: .*no message 3"), (asked["message_id"], "409: .*not Kari's own")):
        with pytest.raises(AssertionError, match=said):
            await kari.deletes(message)
