"""Pictures and files with real bytes, on their way from a phone and to one."""

import base64
from typing import Any

import httpx
import pytest

from bot.sandbox.phone import Phone
from bot.sandbox.server import Running
from tests.sandbox.conftest import Api
from tests.sandbox.pictures import gif, jpeg, png, webp


def data(content: bytes) -> str:
    return base64.b64encode(content).decode()


async def newest(api: Api) -> dict[str, Any]:
    message: dict[str, Any] = (await api.updates())[-1]["message"]
    return message


async def fetched(api: Api, running: Running, file_id: str) -> httpx.Response:
    return await api.client.get(f"{running.url}/phones/files/{file_id}")


async def upload(api: Api, content: bytes, kind: str = "image/png", method: str = "sendPhoto") -> httpx.Response:
    files = {method.removeprefix("send").lower(): ("board", content, kind)}
    return await api.client.post(f"{api.base}/{method}", data={"chat_id": "101"}, files=files)


@pytest.mark.parametrize(
    ("picture", "kind"),
    [
        (png(40, 30), "image/png"),
        (jpeg(40, 30), "image/jpeg"),
        (gif(40, 30), "image/gif"),
        (webp(40, 30), "image/webp"),
    ],
    ids=["png", "jpeg", "gif", "webp"],
)
async def test_a_picture_from_a_phone_has_its_own_size_and_bytes(
    api: Api, running: Running, kari: Phone, picture: bytes, kind: str
) -> None:
    await kari.sends(photo={"data": data(picture), "caption": "our board"})

    message = await newest(api)

    small, large = message["photo"]
    assert message["caption"] == "our board"
    assert (large["width"], large["height"], large["file_size"]) == (40, 30, len(picture))
    assert (small["width"], small["height"]) == (40, 30)
    shown = await fetched(api, running, large["file_id"])
    assert (shown.content, shown.headers["content-type"]) == (picture, kind)
    file = await api.result("getFile", file_id=large["file_id"])
    by_bot = await api.client.get(f"{api.base.replace('/bot', '/file/bot', 1)}/{file['file_path']}")
    assert (by_bot.content, by_bot.headers["content-type"]) == (picture, kind)


async def test_a_large_picture_has_a_small_size_too(api: Api, kari: Phone) -> None:
    await kari.sends(photo={"data": data(png(1800, 900))})

    small, large = (await newest(api))["photo"]

    assert (small["width"], small["height"]) == (90, 45)
    assert (large["width"], large["height"]) == (1800, 900)


async def test_a_phone_may_say_the_size_itself(api: Api, kari: Phone) -> None:
    await kari.sends(photo={"width": 1200, "height": 700})

    assert ((await newest(api))["photo"][1]["width"], (await newest(api))["photo"][1]["height"]) == (1200, 700)


@pytest.mark.parametrize(
    ("kind", "thing", "type_"),
    [
        ("document", {"file_name": "plan.txt", "mime_type": "text/plain"}, "text/plain; charset=utf-8"),
        ("voice", {"duration": 3}, "audio/ogg"),
        ("sticker", {"emoji": "🌲"}, "application/octet-stream"),
    ],
)
async def test_other_things_have_bytes_too(
    api: Api, running: Running, kari: Phone, kind: str, thing: dict[str, object], type_: str
) -> None:
    await kari.sends(**{kind: thing | {"data": data(b"one two three")}})

    sent = (await newest(api))[kind]

    assert sent["file_size"] == 13
    shown = await fetched(api, running, sent["file_id"])
    assert (shown.content, shown.headers["content-type"]) == (b"one two three", type_)


@pytest.mark.parametrize(
    "kind", ["text/html", "image/svg+xml", "application/xhtml+xml", "text/xml", "application/pdf", "TEXT/HTML; x", "§"]
)
async def test_what_could_run_on_the_page_is_only_for_saving(
    api: Api, running: Running, kari: Phone, kind: str
) -> None:
    page = data(b"<script>alert(1)</script>")
    await kari.sends(document={"data": page, "mime_type": kind, "file_name": 'a"\r\nX: y\r\n<b>.html'})

    shown = await fetched(api, running, (await newest(api))["document"]["file_id"])

    assert shown.headers["content-type"] == "application/octet-stream"
    assert shown.headers["content-disposition"] == "attachment; filename*=UTF-8''a%22%0D%0AX%3A%20y%0D%0A%3Cb%3E.html"
    assert shown.headers["x-content-type-options"] == "nosniff"
    assert shown.headers["content-security-policy"] == "default-src 'none'; sandbox"


async def test_a_page_sent_as_a_picture_is_no_picture(api: Api, running: Running, kari: Phone) -> None:
    await kari.sends(photo={"data": data(b"<svg onload='alert(1)'/>"), "mime_type": "image/svg+xml"})

    shown = await fetched(api, running, (await newest(api))["photo"][1]["file_id"])

    assert shown.headers["content-disposition"].startswith("attachment")


async def test_a_file_that_nobody_sent_is_not_there(api: Api, running: Running) -> None:
    assert (await fetched(api, running, "nothing")).status_code == 404


@pytest.mark.parametrize(
    ("thing", "said"),
    [
        ({"photo": {"data": "not base64!"}}, "400: .*data: the bytes"),
        ({"photo": {"data": ""}}, "400: .*1 byte to 20 MB"),
        ({"photo": {"width": "wide"}}, "400: .*width: a whole number"),
        ({"photo": {"caption": "x" * 1025}}, "400: .*1024 characters"),
        ({"photo": "board.png"}, "400: .*photo: an object"),
        ({"voice": {"duration": -1}}, "400: .*duration"),
    ],
)
async def test_a_phone_is_told_what_is_wrong_with_a_file(kari: Phone, thing: dict[str, Any], said: str) -> None:
    with pytest.raises(AssertionError, match=said):
        await kari.sends(**thing)


async def test_a_picture_of_the_bot_has_its_own_size(api: Api, running: Running, kari: Phone) -> None:
    answer = await upload(api, png(640, 200), "application/octet-stream")

    large = answer.json()["result"]["photo"][1]
    assert (large["width"], large["height"]) == (640, 200)
    shown = (await kari.screen()).content["photo"][1]
    assert (await fetched(api, running, shown["file_id"])).headers["content-type"] == "image/png"


@pytest.mark.parametrize(
    ("picture", "description"),
    [
        (b"no picture at all", "IMAGE_PROCESS_FAILED"),
        (b"\xff\xd8\xff", "IMAGE_PROCESS_FAILED"),
        (png(2, 41), "PHOTO_INVALID_DIMENSIONS"),
        (gif(9000, 1001), "PHOTO_INVALID_DIMENSIONS"),
        (b"", "file must be non-empty"),
        (
            png(2, 2).ljust(10 * 1024 * 1024 + 1, b"\0"),
            "file of size 10485761 bytes is too big for a photo; the maximum size is 10485760 bytes",
        ),
    ],
    ids=["words", "cut off", "too narrow", "too large", "empty", "too heavy"],
)
async def test_what_is_no_good_picture_is_refused(api: Api, kari: Phone, picture: bytes, description: str) -> None:
    answer = await upload(api, picture)

    assert (answer.status_code, answer.json()["description"]) == (400, f"Bad Request: {description}")


async def test_a_file_is_sent_again_by_its_id(api: Api, kari: Phone) -> None:
    sent = (await upload(api, b"a,b\n", "text/csv", "sendDocument")).json()["result"]["document"]

    again = await api.result("sendDocument", chat_id=101, document=sent["file_id"])

    assert again["document"]["file_size"] == 4
    assert await api.refusal("sendDocument", chat_id=101, document="nothing") == (
        400,
        "Bad Request: wrong file identifier/HTTP URL specified",
    )
