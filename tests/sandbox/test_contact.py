"""Whom the bot may write to."""

import pytest

from bot.sandbox.phone import Phone, Phones
from tests.sandbox.conftest import Api


async def test_the_bot_cannot_write_before_start(api: Api, phones: Phones) -> None:
    ola = await phones.person(102, "Ola")

    assert await api.refusal("sendMessage", chat_id=102, text="hi") == (
        403,
        "Forbidden: bot can't initiate conversation with a user",
    )
    with pytest.raises(AssertionError, match="has not pressed Start"):
        await ola.says("hi")

    await ola.says("/start")

    assert await api.result("sendMessage", chat_id=102, text="hi")


@pytest.mark.parametrize(
    ("method", "params"),
    [
        ("sendMessage", {"text": "hi"}),
        ("sendChatAction", {"action": "typing"}),
        ("editMessageText", {"message_id": 2, "text": "hi"}),
    ],
)
async def test_the_bot_cannot_write_to_who_has_blocked_it(
    api: Api, kari: Phone, method: str, params: dict[str, object]
) -> None:
    await kari.blocks()

    assert await api.refusal(method, chat_id=101, **params) == (403, "Forbidden: bot was blocked by the user")


async def test_a_block_and_its_end_are_told(api: Api, kari: Phone) -> None:
    await kari.blocks()
    await kari.unblocks()

    blocked, unblocked = (update["my_chat_member"] for update in (await api.updates())[1:])

    assert (blocked["old_chat_member"]["status"], blocked["new_chat_member"]["status"]) == ("member", "kicked")
    assert (unblocked["old_chat_member"]["status"], unblocked["new_chat_member"]["status"]) == ("kicked", "member")
    assert blocked["new_chat_member"]["user"]["is_bot"]
    assert blocked["from"]["id"] == blocked["chat"]["id"] == 101
    assert await api.result("sendMessage", chat_id=101, text="welcome back")


async def test_pressing_start_again_ends_a_block(api: Api, kari: Phone) -> None:
    await kari.blocks()
    with pytest.raises(AssertionError, match="has blocked the bot"):
        await kari.says("hello?")

    await kari.says("/start again")

    assert [min(update) for update in await api.updates()] == [
        "message",
        "my_chat_member",
        "my_chat_member",
        "message",
    ]


async def test_a_deleted_account_is_deactivated(api: Api, kari: Phone) -> None:
    await kari.deactivates()

    assert await api.refusal("sendMessage", chat_id=101, text="hi") == (403, "Forbidden: user is deactivated")
    with pytest.raises(AssertionError, match="has deleted the account"):
        await kari.says("/start")


async def test_a_link_is_start_with_its_code(api: Api, phones: Phones) -> None:
    ola = await phones.person(102, "Ola")

    await ola.opens("https://t.me/mellom_bot?start=abc_-9")

    assert (await api.updates())[-1]["message"]["text"] == "/start abc_-9"


@pytest.mark.parametrize(
    ("url", "text"),
    [
        ("https://t.me/mellom_bot", "/start"),
        ("https://t.me/Mellom_Bot?start=x", "/start x"),
        ("tg://resolve?domain=mellom_bot&start=x", "/start x"),
    ],
)
async def test_links_take_several_forms(api: Api, kari: Phone, url: str, text: str) -> None:
    await kari.opens(url)

    assert (await api.updates())[-1]["message"]["text"] == text


@pytest.mark.parametrize(
    ("url", "status"),
    [
        ("https://t.me/other_bot?start=x", 404),
        ("https://example.org/mellom_bot?start=x", 404),
        (f"https://t.me/mellom_bot?start={'x' * 65}", 400),
        ("https://t.me/mellom_bot?start=x%20y", 400),
    ],
)
async def test_links_that_lead_nowhere_say_so(kari: Phone, url: str, status: int) -> None:
    with pytest.raises(AssertionError, match=str(status)):
        await kari.opens(url)


@pytest.mark.parametrize(
    ("kind", "caption"),
    [("photo", "look"), ("document", "look"), ("voice", "look"), ("sticker", None), ("contact", None)],
)
async def test_a_phone_sends_more_than_text(api: Api, kari: Phone, kind: str, caption: str | None) -> None:
    await kari.sends(**{kind: {"caption": "look", "file_name": "plan.pdf"}})

    message = (await api.updates())[-1]["message"]

    assert kind in message
    assert message.get("caption") == caption


async def test_an_edit_and_a_reply_are_told(api: Api, kari: Phone) -> None:
    said = await api.result("sendMessage", chat_id=101, text="How much?")
    answer = await kari.says("sixty", reply_to=said["message_id"])
    await kari.edits(answer, "seventy")

    reply, edit = (await api.updates())[1:]

    assert reply["message"]["reply_to_message"] == said
    assert edit["edited_message"]["text"] == "seventy"
    assert edit["edited_message"]["message_id"] == answer
    assert edit["edited_message"]["edit_date"] == edit["edited_message"]["date"]


async def test_an_edited_caption_is_told(api: Api, kari: Phone) -> None:
    photo = await kari.sends(photo={"caption": "bord"})
    await kari.edits(photo, "board")

    edited = (await api.updates())[-1]["edited_message"]

    assert (edited["caption"], "photo" in edited) == ("board", True)
    with pytest.raises(AssertionError, match=r"400: .*1024 characters"):
        await kari.edits(photo, "x" * 1025)
