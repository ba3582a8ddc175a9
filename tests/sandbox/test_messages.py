"""Sending, editing and deleting."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.sandbox.errors import NOT_MODIFIED
from bot.sandbox.phone import Phone, Phones
from bot.sandbox.server import Running
from tests.sandbox.conftest import NOON, Api

YES = {"inline_keyboard": [[{"text": "Yes", "callback_data": "y"}]]}
NO = {"inline_keyboard": [[{"text": "No", "callback_data": "n"}]]}


def button(**fields: Any) -> dict[str, Any]:
    return {"reply_markup": {"inline_keyboard": [[fields]]}}


REFUSED = [
    ({"chat_id": None}, "chat_id is empty"),
    ({"chat_id": 999}, "chat not found"),
    ({"chat_id": -999}, "chat not found"),
    ({"chat_id": "@nobody"}, "chat not found"),
    ({"text": ""}, "message text is empty"),
    ({"text": None}, "message text is empty"),
    ({"text": "  \n "}, "text must be non-empty"),
    ({"text": "<b></b>", "parse_mode": "HTML"}, "text must be non-empty"),
    ({"text": "x" * 4097}, "message is too long"),
    ({"text": "🙂" * 2049}, "message is too long"),
    (
        {"text": "<b>x", "parse_mode": "html"},
        "can't parse entities: Can't find end tag corresponding to start tag \"b\"",
    ),
    ({"parse_mode": "Shouting"}, "unsupported parse_mode"),
    ({"reply_markup": "{"}, "can't parse reply keyboard markup JSON object"),
    ({"reply_markup": []}, "object expected as reply markup"),
    (button(text="Go"), "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"),
    (button(callback_data="x"), "can't parse inline keyboard button: Can't find field \"text\""),
    (button(text="Go", callback_data=""), "BUTTON_DATA_INVALID"),
    (button(text="Go", callback_data="x" * 65), "BUTTON_DATA_INVALID"),
    (button(text="Go", callback_data="å" * 33), "BUTTON_DATA_INVALID"),
    (button(text="Go", url="no link"), "inline keyboard button URL 'no link' is invalid: Wrong HTTP URL"),
    ({"reply_parameters": {"message_id": 77}}, "message to be replied not found"),
]


@pytest.mark.parametrize(("change", "description"), REFUSED)
async def test_what_telegram_refuses_is_refused(
    api: Api, kari: Phone, change: dict[str, Any], description: str
) -> None:
    refusal = await api.refusal("sendMessage", **{"chat_id": 101, "text": "hello"} | change)

    assert refusal == (400, f"Bad Request: {description}")
    assert len(await kari.messages()) == 1


@pytest.mark.parametrize(
    "change",
    [
        {"text": "x" * 4096},
        {"text": "🙂" * 2048},
        {"text": f"<b>{'x' * 4096}</b>", "parse_mode": "HTML"},
        {"text": "&amp;" * 4096, "parse_mode": "HTML"},
        button(text="Go", callback_data="x" * 64),
        button(text="Go", url="https://example.org/board"),
        {"reply_parameters": {"message_id": 77, "allow_sending_without_reply": True}},
        {"chat_id": "101"},
        {"reply_markup": {"keyboard": [["Yes", "No"]], "resize_keyboard": True}},
        {"reply_markup": {"remove_keyboard": True}},
        {"protect_content": True},
        {"link_preview_options": {"is_disabled": True}},
    ],
)
async def test_what_just_fits_is_taken(api: Api, kari: Phone, change: dict[str, Any]) -> None:
    await api.result("sendMessage", **{"chat_id": 101, "text": "hello"} | change)

    assert (await kari.screen()).id == 2


async def test_a_message_stands_on_the_phone_as_it_was_sent(api: Api, kari: Phone) -> None:
    said = await api.result(
        "sendMessage",
        chat_id=101,
        text="<b>Ready?</b>",
        parse_mode="HTML",
        reply_markup=YES,
        reply_parameters={"message_id": 1},
    )

    assert said["reply_to_message"]["text"] == "/start"
    assert said["date"] == int(NOON.timestamp())
    shown = await kari.hears("Ready?")
    assert (shown.html, shown.buttons, shown.reply_to, shown.edited) == ("<b>Ready?</b>", ["Yes"], 1, False)


async def test_an_edit_changes_the_text_and_takes_the_keyboard(api: Api, kari: Phone) -> None:
    said = await api.result("sendMessage", chat_id=101, text="Ready?", reply_markup=YES)

    edited = await api.result("editMessageText", chat_id=101, message_id=said["message_id"], text="Thanks")

    assert edited["edit_date"] == int(NOON.timestamp())
    shown = await kari.hears("Thanks")
    assert (shown.id, shown.buttons, shown.edited) == (said["message_id"], [], True)


async def test_a_keyboard_is_changed_by_itself(api: Api, kari: Phone) -> None:
    said = await api.result("sendMessage", chat_id=101, text="Ready?", reply_markup=YES)
    where = {"chat_id": 101, "message_id": said["message_id"]}

    await api.result("editMessageReplyMarkup", **where, reply_markup=NO)
    assert (await kari.screen()).buttons == ["No"]
    await api.result("editMessageReplyMarkup", **where)
    assert (await kari.screen()).buttons == []


@pytest.mark.parametrize(
    ("method", "change", "description"),
    [
        ("editMessageText", {"text": "Ready?", "reply_markup": YES}, NOT_MODIFIED),
        ("editMessageReplyMarkup", {"reply_markup": YES}, NOT_MODIFIED),
        ("editMessageText", {"text": "x", "message_id": 99}, "message to edit not found"),
        ("editMessageText", {"text": "x", "message_id": None}, "message identifier is not specified"),
        ("editMessageText", {"text": "x", "message_id": 1}, "message can't be edited"),
        ("editMessageText", {"text": ""}, "message text is empty"),
        ("editMessageText", {"text": "x", "reply_markup": {"keyboard": [["No"]]}}, "inline keyboard expected"),
        ("deleteMessage", {"message_id": 99}, "message to delete not found"),
    ],
)
async def test_edits_and_deletions_that_telegram_refuses(
    api: Api, kari: Phone, method: str, change: dict[str, Any], description: str
) -> None:
    said = await api.result("sendMessage", chat_id=101, text="Ready?", reply_markup=YES)

    refusal = await api.refusal(method, **{"chat_id": 101, "message_id": said["message_id"]} | change)

    assert refusal == (400, f"Bad Request: {description}")


async def test_a_deleted_message_is_gone_from_the_phone(api: Api, kari: Phone) -> None:
    said = await api.result("sendMessage", chat_id=101, text="Oops")

    assert await api.result("deleteMessage", chat_id=101, message_id=said["message_id"]) is True

    await kari.loses("Oops")
    assert await api.refusal("editMessageText", chat_id=101, message_id=said["message_id"], text="x") == (
        400,
        "Bad Request: message to edit not found",
    )


async def test_a_message_can_be_deleted_for_two_days(api: Api, kari: Phone, running: Running) -> None:
    said = await api.result("sendMessage", chat_id=101, text="Old")

    def later() -> datetime:
        return NOON + timedelta(hours=48, seconds=1)

    running.sandbox.now = later

    assert await api.refusal("deleteMessage", chat_id=101, message_id=said["message_id"]) == (
        400,
        "Bad Request: message can't be deleted for everyone",
    )


async def test_typing_is_shown_until_the_message_comes(api: Api, kari: Phone, phones: Phones) -> None:
    await api.result("sendChatAction", chat_id=101, action="typing")
    assert (await phones.get("/chats/101"))["action"] == "typing"

    await api.result("sendMessage", chat_id=101, text="Done")

    assert (await phones.get("/chats/101"))["action"] is None
    assert (await api.refusal("sendChatAction", chat_id=101, action="dancing"))[0] == 400


async def test_a_reply_keyboard_stays_below_the_chat_until_removed(api: Api, kari: Phone, phones: Phones) -> None:
    await api.result("sendMessage", chat_id=101, text="Choose", reply_markup={"keyboard": [["Yes", "No"]]})
    assert (await phones.get("/chats/101"))["keyboard"] == [[{"text": "Yes"}, {"text": "No"}]]

    await api.result("sendMessage", chat_id=101, text="Thanks", reply_markup={"remove_keyboard": True})

    assert (await phones.get("/chats/101"))["keyboard"] == []


async def test_the_bot_knows_its_chats_and_commands(api: Api, kari: Phone) -> None:
    commands = [{"command": "help", "description": "What I can do"}]

    assert (await api.result("getChat", chat_id=101))["first_name"] == "Kari"
    assert (await api.result("getMe"))["username"] == "mellom_bot"
    assert await api.result("setMyCommands", commands=commands, language_code="en")
    assert await api.result("getMyCommands", language_code="en") == commands
    assert await api.result("getMyCommands") == []
    assert await api.result("deleteMyCommands", language_code="en")
    assert await api.result("getMyCommands", language_code="en") == []
    assert await api.refusal("setMyCommands", commands=[{"command": "Help!", "description": "x"}]) == (
        400,
        "Bad Request: BOT_COMMAND_INVALID",
    )
