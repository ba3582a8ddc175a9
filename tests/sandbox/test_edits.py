"""Editing captions and media, and taking messages away."""

import json
from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.sandbox.errors import NOT_MODIFIED
from bot.sandbox.phone import Phone, Phones
from bot.sandbox.server import Running
from tests.sandbox.conftest import NOON, Api
from tests.sandbox.pictures import png

GO = {"inline_keyboard": [[{"text": "Go", "callback_data": "g"}]]}


async def upload(api: Api, method: str, files: dict[str, Any], **said: Any) -> dict[str, Any]:
    """The answer to a request that carries files."""
    data = {name: value if isinstance(value, str) else json.dumps(value) for name, value in said.items()}
    answer: dict[str, Any] = (await api.client.post(f"{api.base}/{method}", data=data, files=files)).json()
    return answer


@pytest.fixture
async def chart(api: Api, kari: Phone) -> dict[str, Any]:
    """A picture that the bot has sent to Kari."""
    picture = {"photo": ("chart.png", png(40, 30), "image/png")}
    sent = await upload(api, "sendPhoto", picture, chat_id=101, caption="Week 36", reply_markup=GO)
    result: dict[str, Any] = sent["result"]
    return result


async def test_a_caption_is_changed_and_the_picture_stays(api: Api, kari: Phone, chart: dict[str, Any]) -> None:
    where = {"chat_id": 101, "message_id": chart["message_id"]}

    edited = await api.result("editMessageCaption", caption="<i>Week 37</i>", parse_mode="HTML", **where)

    assert (edited["caption"], edited["photo"]) == ("Week 37", chart["photo"])
    shown = await kari.sees("Week 37")
    assert (shown.html, shown.edited, shown.buttons) == ("<i>Week 37</i>", True, [])
    assert "caption" not in await api.result("editMessageCaption", **where)


async def test_a_picture_is_changed_and_its_place_stays(api: Api, kari: Phone, chart: dict[str, Any]) -> None:
    media = {"type": "photo", "media": "attach://new", "caption": "Week 37"}
    new = {"new": ("new.png", png(60, 50), "image/png")}

    edited = await upload(
        api, "editMessageMedia", new, chat_id=101, message_id=chart["message_id"], media=media, reply_markup=GO
    )

    assert edited["result"]["photo"][1]["width"] == 60
    shown = await kari.sees("Week 37")
    assert (shown.id, shown.content["photo"][1]["width"], shown.buttons) == (chart["message_id"], 60, ["Go"])


async def test_a_text_becomes_a_picture_and_that_a_file(api: Api, kari: Phone, chart: dict[str, Any]) -> None:
    said = await api.result("sendMessage", chat_id=101, text="Here it comes")
    where = {"chat_id": 101, "message_id": said["message_id"]}

    media = {"type": "photo", "media": chart["photo"][1]["file_id"]}
    first = await api.result("editMessageMedia", media=media, **where)
    file = {"f": ("a.csv", b"a,b\n", "text/csv")}
    second = await upload(api, "editMessageMedia", file, media={"type": "document", "media": "attach://f"}, **where)

    assert ("text" in first, first["photo"][1]["width"]) == (False, 40)
    assert "photo" not in second["result"]
    assert second["result"]["document"]["file_name"] == "a.csv"


@pytest.mark.parametrize(
    ("method", "change", "description"),
    [
        ("editMessageCaption", {"caption": "Week 36", "reply_markup": GO}, NOT_MODIFIED),
        ("editMessageCaption", {"caption": "x" * 1025}, "message caption is too long"),
        ("editMessageCaption", {"caption": "x", "message_id": 1}, "message can't be edited"),
        ("editMessageCaption", {"caption": "x", "message_id": 99}, "message to edit not found"),
        ("editMessageCaption", {"caption": "x", "reply_markup": {"keyboard": [["x"]]}}, "inline keyboard expected"),
        ("editMessageText", {"text": "x"}, "there is no text in the message to edit"),
        ("editMessageMedia", {}, "can't parse InputMedia: expected an Object"),
        ("editMessageMedia", {"media": "{"}, "can't parse input media JSON object"),
        ("editMessageMedia", {"media": {"type": "photo"}}, "can't parse InputMedia: media not found"),
    ],
)
async def test_edits_that_telegram_refuses(
    api: Api, chart: dict[str, Any], method: str, change: dict[str, Any], description: str
) -> None:
    refusal = await api.refusal(method, **{"chat_id": 101, "message_id": chart["message_id"]} | change)

    assert refusal == (400, f"Bad Request: {description}")


async def test_the_same_picture_again_is_no_change(api: Api, chart: dict[str, Any]) -> None:
    media = {"type": "photo", "media": chart["photo"][1]["file_id"], "caption": "Week 36"}
    where = {"chat_id": 101, "message_id": chart["message_id"]}

    assert await api.refusal("editMessageMedia", media=media, reply_markup=GO, **where) == (
        400,
        f"Bad Request: {NOT_MODIFIED}",
    )
    assert (await api.result("editMessageMedia", media=media, **where))["photo"] == chart["photo"]


async def test_a_text_has_no_caption(api: Api, kari: Phone) -> None:
    said = await api.result("sendMessage", chat_id=101, text="Hello")

    refusal = await api.refusal("editMessageCaption", chat_id=101, message_id=said["message_id"], caption="x")

    assert refusal == (400, "Bad Request: there is no caption in the message to edit")


async def test_an_album_keeps_to_its_kind(api: Api, chart: dict[str, Any]) -> None:
    picture = {"type": "photo", "media": chart["photo"][1]["file_id"]}
    first, _ = await api.result("sendMediaGroup", chat_id=101, media=[picture, picture])
    file = {"f": ("a.csv", b"a", "text/csv")}
    media = {"type": "document", "media": "attach://f"}

    refused = await upload(api, "editMessageMedia", file, chat_id=101, message_id=first["message_id"], media=media)

    assert refused["description"] == "Bad Request: can't change media type in the album"


async def test_messages_are_deleted_together_and_those_that_are_gone_are_passed_over(api: Api, kari: Phone) -> None:
    numbers = [(await api.result("sendMessage", chat_id=101, text=str(n)))["message_id"] for n in range(3)]

    assert await api.result("deleteMessages", chat_id=101, message_ids=[1, *numbers[:2], 99]) is True

    assert [message.text for message in await kari.messages()] == ["2"]


@pytest.mark.parametrize(
    ("numbers", "description"),
    [
        (None, "message identifiers are not specified"),
        ([], "message identifiers are not specified"),
        (5, "expected an Array of message identifiers"),
        (list(range(1, 102)), "too many message identifiers specified"),
        ([1, 0], "invalid message identifier specified"),
        (["x"], "invalid message identifier specified"),
    ],
)
async def test_deletions_that_telegram_refuses(api: Api, kari: Phone, numbers: Any, description: str) -> None:
    assert await api.refusal("deleteMessages", chat_id=101, message_ids=numbers) == (
        400,
        f"Bad Request: {description}",
    )
    assert len(await kari.messages()) == 1


async def test_one_that_is_too_old_keeps_all(api: Api, kari: Phone, running: Running) -> None:
    old = await api.result("sendMessage", chat_id=101, text="old")

    def later() -> datetime:
        return NOON + timedelta(hours=48, seconds=1)

    running.sandbox.now = later
    new = await api.result("sendMessage", chat_id=101, text="new")

    both = [old["message_id"], new["message_id"]]
    assert (await api.refusal("deleteMessages", chat_id=101, message_ids=both))[0] == 400
    assert len(await kari.messages()) == 3
    assert await api.result("deleteMessages", chat_id=101, message_ids=both[1:])


async def test_in_a_group_the_bot_deletes_its_own_and_an_administrator_all(
    api: Api, kari: Phone, phones: Phones
) -> None:
    group = await phones.group("Ridge", kari)
    own = (await api.result("sendMessage", chat_id=group, text="mine"))["message_id"]
    hers = await kari.says("/help", chat=group)
    assert await api.refusal("deleteMessage", chat_id=group, message_id=hers) == (
        400,
        "Bad Request: message can't be deleted for everyone",
    )
    assert await api.result("deleteMessage", chat_id=group, message_id=own)

    await phones.post(f"/groups/{group}/bot", {"person": 101, "admin": True})

    assert await api.result("deleteMessage", chat_id=group, message_id=hers)


async def test_what_moved_a_group_or_made_a_topic_stays(api: Api, kari: Phone, phones: Phones) -> None:
    forum = await phones.group("Ridge", kari, forum=True, admin=True)
    topic = await phones.topic(forum, kari, "Pain")

    for message in await kari.messages(chat=forum):
        deletable = message.service == "new_chat_members"
        answer = await api("deleteMessage", chat_id=forum, message_id=message.id)
        assert (answer.status_code == 200) is deletable, message.service

    assert topic in [message.id for message in await kari.messages(chat=forum)]
