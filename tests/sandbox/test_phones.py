"""The phones themselves, and what stands behind the stage."""

import asyncio
import re
from pathlib import Path

import pytest

from bot.sandbox import backstage, control
from bot.sandbox.phone import NotSeen, Phone, Phones
from tests.sandbox.conftest import Api

README = Path(control.__file__).with_name("README.md").read_text()


async def test_a_phone_hears_what_comes_later(api: Api, kari: Phone) -> None:
    hearing = asyncio.create_task(kari.hears("later"))

    await api.result("sendMessage", chat_id=101, text="sooner")
    await api.result("sendMessage", chat_id=101, text="a little later")

    assert (await hearing).text == "a little later"


async def test_a_phone_hears_only_what_is_new(api: Api, kari: Phone) -> None:
    await api.result("sendMessage", chat_id=101, text="Welcome")
    await kari.says("thanks")

    with pytest.raises(NotSeen, match="Welcome"):
        await kari.hears("Welcome", within=0)
    assert (await kari.sees("Welcome")).id == 2


async def test_the_log_counts_what_the_bot_did(api: Api, kari: Phone, phones: Phones) -> None:
    await api("sendMessage", chat_id=101, text="one")
    await api("sendMessage", chat_id=999, text="two")

    first, second = await phones.log("sendMessage")

    assert (first["params"], first["status"], first["executed"]) == ({"chat_id": 101, "text": "one"}, 200, True)
    assert (second["status"], second["answer"]["description"]) == (400, "Bad Request: chat not found")
    assert (await phones.get("/log", after=first["n"]))["requests"] == [second]
    assert (await phones.get("/log"))["counts"] == {"sendMessage": 2}


async def test_the_log_can_be_waited_for(api: Api, kari: Phone, phones: Phones) -> None:
    waiting = asyncio.create_task(phones.get("/log", method="sendMessage", wait=5))
    while not (await phones.get("/log", method="sendMessage"))["requests"]:
        await api("sendMessage", chat_id=101, text="one")

    assert (await waiting)["requests"]


async def test_chats_are_listed_with_a_version(api: Api, kari: Phone, phones: Phones) -> None:
    listed = await phones.get("/chats")
    waiting = asyncio.create_task(phones.get("/chats", version=listed["version"], wait=5))

    await api.result("sendMessage", chat_id=101, text="one")

    assert [chat["id"] for chat in listed["chats"]] == [101]
    assert (await waiting)["version"] > listed["version"]


async def test_a_chat_is_read_from_a_message_on(api: Api, kari: Phone, phones: Phones) -> None:
    await api.result("sendMessage", chat_id=101, text="one")
    await api.result("sendMessage", chat_id=101, text="two")

    screen = await phones.get("/chats/101", after=2)

    assert [message["text"] for message in screen["messages"]] == ["two"]


async def test_a_press_can_wait_for_its_answer(api: Api, kari: Phone, phones: Phones) -> None:
    keyboard = {"inline_keyboard": [[{"text": "Yes", "callback_data": "y"}]]}
    await api.result("sendMessage", chat_id=101, text="Ready?", reply_markup=keyboard)
    start = (await api.updates())[-1]["update_id"]
    pressing = asyncio.create_task(phones.post("/press", {"person": 101, "button": "Yes", "wait": 5}))

    (update,) = await api.updates(offset=start + 1, timeout=5)
    await api.result("answerCallbackQuery", callback_query_id=update["callback_query"]["id"], text="Noted")

    said = await pressing
    assert (said["answered"], said["text"]) == (True, "Noted")


async def test_a_reset_forgets_people_and_updates_but_counts_on(api: Api, kari: Phone, phones: Phones) -> None:
    last = (await api.updates())[-1]["update_id"]

    await phones.reset()

    assert await phones.get("/people") == []
    assert await phones.unconfirmed() == 0
    assert await phones.log() == []
    ola = await phones.person(102, "Ola")
    await ola.says("/start")
    assert (await api.updates(offset=last + 1))[0]["update_id"] == last + 1


@pytest.mark.parametrize(
    ("path", "body", "said"),
    [
        ("/send", {"person": 999, "text": "x"}, "404: .*no person 999"),
        ("/send", {"text": "x"}, "400: .*person: a whole number"),
        ("/send", {"person": 101, "text": ""}, "400: .*1 to 4096"),
        ("/send", {"person": 101, "text": "x", "reply_to": 9}, "404: .*no message 9"),
        ("/send", {"person": 101, "text": "x", "chat": -5}, "404: .*no chat -5"),
        ("/edit", {"person": 101, "message_id": 9, "text": "x"}, "404: .*no message 9"),
        ("/people", {"id": 5}, "400: .*first_name"),
        ("/groups", {"title": "Empty"}, "400: .*needs a member"),
        ("/people/101/unblock", {}, "409: .*not blocked"),
    ],
)
async def test_a_phone_is_told_what_it_cannot_do(
    kari: Phone, phones: Phones, path: str, body: dict[str, object], said: str
) -> None:
    with pytest.raises(AssertionError, match=said):
        await phones.post(path, body)


async def test_people_are_listed_with_how_they_stand(kari: Phone, phones: Phones) -> None:
    await phones.person(102, "Ola")
    await kari.blocks()

    people = await phones.get("/people")

    assert [(person["id"], person["contact"]) for person in people] == [(101, "blocked"), (102, "unknown")]
    assert (await phones.get("/bot"))["username"] == "mellom_bot"


@pytest.mark.parametrize("route", [*control.ROUTES, *backstage.ROUTES], ids=lambda route: route.path)
def test_every_route_is_in_the_readme(route: object) -> None:
    path: str = route.path  # type: ignore[attr-defined]
    methods = route.methods - {"HEAD"}  # type: ignore[attr-defined]

    assert all(re.search(rf"`{method} {re.escape(path)}[`?]", README) for method in methods)
