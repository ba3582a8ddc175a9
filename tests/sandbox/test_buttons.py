"""Pressing buttons and answering presses."""

import pytest

from bot.sandbox.errors import QUERY_TOO_OLD
from bot.sandbox.phone import Phone, Phones, Toast
from tests.sandbox.conftest import Api

ROWS = [[{"text": "Yes", "callback_data": "a1:7:y"}, {"text": "No", "callback_data": "a1:7:n"}]]
KEYBOARD = {"inline_keyboard": ROWS}


async def test_a_press_reaches_the_bot_with_its_message(api: Api, kari: Phone) -> None:
    said = await api.result("sendMessage", chat_id=101, text="Ready?", reply_markup=KEYBOARD)

    press = await kari.presses("Yes")

    query = (await api.updates())[-1]["callback_query"]
    assert (query["id"], query["data"], query["from"]["id"]) == (press.id, "a1:7:y", 101)
    assert query["message"] == said
    assert query["chat_instance"].lstrip("-").isdecimal()


@pytest.mark.parametrize(
    ("answer", "toast"),
    [
        ({}, Toast(None, alert=False)),
        ({"text": "Noted"}, Toast("Noted", alert=False)),
        ({"text": "Not you", "show_alert": True}, Toast("Not you", alert=True)),
    ],
)
async def test_the_answer_is_shown_once(api: Api, kari: Phone, answer: dict[str, object], toast: Toast) -> None:
    await api.result("sendMessage", chat_id=101, text="Ready?", reply_markup=KEYBOARD)
    press = await kari.presses("Yes")
    assert not await press.answered()

    assert await api.result("answerCallbackQuery", callback_query_id=press.id, **answer) is True

    assert await press.toast() == toast
    assert await api.refusal("answerCallbackQuery", callback_query_id=press.id) == (400, QUERY_TOO_OLD)


@pytest.mark.parametrize(
    ("params", "description"),
    [({"callback_query_id": "1"}, QUERY_TOO_OLD), ({}, QUERY_TOO_OLD)],
)
async def test_an_unknown_query_is_too_old(api: Api, params: dict[str, str], description: str) -> None:
    assert await api.refusal("answerCallbackQuery", **params) == (400, description)


async def test_a_toast_has_two_hundred_characters_at_most(api: Api, kari: Phone) -> None:
    await api.result("sendMessage", chat_id=101, text="Ready?", reply_markup=KEYBOARD)
    press = await kari.presses("No")

    answer = {"callback_query_id": press.id, "text": "x" * 201}

    assert await api.refusal("answerCallbackQuery", **answer) == (400, "Bad Request: MESSAGE_TOO_LONG")
    assert await api.result("answerCallbackQuery", **answer | {"text": "x" * 200})


async def test_the_newest_message_with_the_button_is_meant(api: Api, kari: Phone) -> None:
    first = await api.result("sendMessage", chat_id=101, text="One", reply_markup=KEYBOARD)
    second = await api.result("sendMessage", chat_id=101, text="Two", reply_markup=KEYBOARD)

    await kari.presses("Yes")
    await kari.presses("Yes", message=first["message_id"])

    pressed = [update["callback_query"]["message"]["message_id"] for update in (await api.updates())[1:]]
    assert pressed == [second["message_id"], first["message_id"]]


async def test_an_old_button_is_pressed_by_its_data(api: Api, kari: Phone) -> None:
    said = await api.result("sendMessage", chat_id=101, text="Ready?", reply_markup=KEYBOARD)
    where = {"chat_id": 101, "message_id": said["message_id"]}
    await api.result("editMessageReplyMarkup", **where)
    await kari.presses(message=said["message_id"], data="a1:7:y")
    await api.result("deleteMessage", **where)
    await kari.presses(message=said["message_id"], data="a1:7:n")

    on_message, on_nothing = (update["callback_query"] for update in (await api.updates())[1:])

    assert (on_message["data"], on_message["message"]["text"]) == ("a1:7:y", "Ready?")
    assert on_nothing["data"] == "a1:7:n"
    assert on_nothing["message"]["date"] == 0


@pytest.mark.parametrize(
    ("wish", "status"),
    [
        ({"button": "Maybe"}, 404),
        ({"button": "Board"}, 409),
        ({"button": "Yes", "message_id": 77}, 404),
        ({"data": "gone"}, 404),
    ],
)
async def test_a_button_that_is_not_there_cannot_be_pressed(
    api: Api, kari: Phone, phones: Phones, wish: dict[str, object], status: int
) -> None:
    link = [{"text": "Board", "url": "https://example.org"}]
    await api.result("sendMessage", chat_id=101, text="Ready?", reply_markup={"inline_keyboard": [*ROWS, link]})

    with pytest.raises(AssertionError, match=str(status)):
        await phones.post("/press", {"person": 101, **wish})
