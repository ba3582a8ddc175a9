"""Albums: several pictures or files that belong together."""

import json
from typing import Any

import pytest

from bot.sandbox.phone import Phone
from tests.sandbox.conftest import Api
from tests.sandbox.pictures import png


async def send(api: Api, media: Any, files: dict[str, Any] | None = None, **more: str) -> dict[str, Any]:
    said = {"chat_id": "101", "media": json.dumps(media), **more}
    answer = await api.client.post(f"{api.base}/sendMediaGroup", data=said, files=files or {})
    result: dict[str, Any] = answer.json()
    return result


def pictures(count: int) -> tuple[list[dict[str, str]], dict[str, Any]]:
    media = [{"type": "photo", "media": f"attach://p{n}"} for n in range(count)]
    return media, {f"p{n}": (f"{n}.png", png(10 + n, 20), "image/png") for n in range(count)}


@pytest.mark.parametrize("count", [2, 10])
async def test_an_album_is_several_messages_with_one_name(api: Api, kari: Phone, count: int) -> None:
    media, files = pictures(count)
    media[0] |= {"caption": "<b>Week 37</b>", "parse_mode": "HTML"}

    said = (await send(api, media, files, disable_notification="true"))["result"]

    assert [message["photo"][1]["width"] for message in said] == list(range(10, 10 + count))
    assert (said[0]["caption"], "caption" in said[1]) == ("Week 37", False)
    shown = (await kari.messages())[1:]
    assert {message.album for message in shown} == {said[0]["media_group_id"]}
    assert (shown[0].html, shown[0].silent) == ("<b>Week 37</b>", True)


async def test_one_thing_goes_by_itself(api: Api, kari: Phone) -> None:
    (said,) = (await send(api, *pictures(1)))["result"]

    assert "media_group_id" not in said


DOCUMENT = {"type": "document", "media": "attach://d"}


@pytest.mark.parametrize(
    ("media", "description"),
    [
        ([], "there are no messages to send"),
        ({}, "there are no messages to send"),
        ({"type": "photo"}, "expected an Array of InputMedia"),
        ([{"type": "photo", "media": "attach://p0"}] * 11, "too many messages to send as an album"),
        ([{"type": "photo", "media": "attach://p0"}, DOCUMENT], "document can't be mixed with other media types"),
        ([DOCUMENT, {"type": "photo", "media": "attach://gone"}], "can't parse InputMedia: media not found"),
        ([DOCUMENT, {"type": "document"}], "can't parse InputMedia: media not found"),
        ([DOCUMENT, {"type": "sticker", "media": "x"}], 'can\'t parse InputMedia: type "sticker" is not supported'),
        ([DOCUMENT, "x"], "can't parse InputMedia: expected an Object"),
        ([DOCUMENT, {"type": "document", "media": "x"}], "wrong file identifier/HTTP URL specified"),
        ([DOCUMENT, DOCUMENT | {"caption": "x" * 1025}], "message caption is too long"),
        ([DOCUMENT, DOCUMENT | {"caption": "x", "parse_mode": "loud"}], "unsupported parse_mode"),
    ],
)
async def test_an_album_that_telegram_refuses_leaves_nothing(
    api: Api, kari: Phone, media: Any, description: str
) -> None:
    files = {"p0": ("0.png", png(2, 2), "image/png"), "d": ("a.csv", b"a", "text/csv")}

    refused = await send(api, media, files)

    assert (refused["error_code"], refused["description"]) == (400, f"Bad Request: {description}")
    assert len(await kari.messages()) == 1


async def test_a_phone_sends_an_album(api: Api, kari: Phone) -> None:
    await kari.sends(album=[{"photo": {"caption": "before"}}, {"photo": {"width": 300, "height": 200}}])

    before, after = (update["message"] for update in (await api.updates())[1:])

    assert before["media_group_id"] == after["media_group_id"]
    assert (before["caption"], after["photo"][1]["width"]) == ("before", 300)
    assert after["message_id"] == before["message_id"] + 1


@pytest.mark.parametrize(
    "album",
    [
        [],
        [{"photo": {}}],
        [{"photo": {}}] * 11,
        [{"photo": {}}, {"document": {}}],
        [{"voice": {}}, {"voice": {}}],
        [{"photo": {}}, {"text": "x"}],
        ["photo", "photo"],
        "photos",
    ],
)
async def test_a_phone_is_told_what_is_no_album(api: Api, kari: Phone, album: Any) -> None:
    with pytest.raises(AssertionError, match=r"400: .*album: "):
        await kari.sends(album=album)

    assert len(await kari.messages()) == 1
