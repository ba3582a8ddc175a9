"""The ways in which a request may carry its parameters."""

import json
from typing import Any

import pytest

from bot.sandbox.phone import Phone
from tests.sandbox.conftest import Api
from tests.sandbox.pictures import png

MARKUP = json.dumps({"inline_keyboard": [[{"text": "Ja", "callback_data": "a1:1:y"}]]})
FIELDS = {"chat_id": "101", "text": "Hei på deg\n🙂 & <3", "reply_markup": MARKUP, "disable_notification": "true"}
WAYS: dict[str, dict[str, Any]] = {
    "query": {"method": "GET", "params": FIELDS},
    "urlencoded": {"method": "POST", "data": FIELDS},
    "json": {"method": "POST", "json": FIELDS | {"chat_id": 101, "reply_markup": json.loads(MARKUP)}},
    "multipart": {"method": "POST", "files": {name: (None, value) for name, value in FIELDS.items()}},
}


@pytest.mark.parametrize("way", WAYS)
async def test_every_way_says_the_same(api: Api, kari: Phone, way: str) -> None:
    answer = await api.client.request(url=f"{api.base}/sendMessage", **WAYS[way])

    assert answer.status_code == 200, answer.text
    said = answer.json()["result"]
    assert said["text"] == "Hei på deg\n🙂 & <3"
    assert said["reply_markup"] == json.loads(MARKUP)
    assert (await kari.screen()).silent


async def test_a_method_is_found_whatever_its_case(api: Api) -> None:
    assert (await api("GETME")).json() == (await api("getMe")).json()


async def test_an_unknown_method_is_not_found(api: Api) -> None:
    assert (await api("sendLove")).json() == {
        "ok": False,
        "error_code": 404,
        "description": "Not Found: method not found",
    }


async def test_a_body_that_is_no_json_is_refused(api: Api) -> None:
    answer = await api.client.post(f"{api.base}/getMe", content=b"{", headers={"content-type": "application/json"})

    assert (answer.status_code, answer.json()["description"]) == (400, "Bad Request: can't parse JSON object")


async def test_a_picture_comes_through_unharmed(api: Api, kari: Phone) -> None:
    picture = png(40, 30) + bytes(range(256)) * 40 + b"\r\n--\r\n"

    answer = await api.client.post(
        f"{api.base}/sendPhoto",
        data={"chat_id": "101", "caption": "<b>Chart</b> å", "parse_mode": "HTML"},
        files={"photo": ("chart.png", picture, "image/png")},
    )

    said = answer.json()["result"]
    assert (said["caption"], said["caption_entities"]) == ("Chart å", [{"type": "bold", "offset": 0, "length": 5}])
    assert said["photo"][-1]["file_size"] == len(picture)
    file = await api.result("getFile", file_id=said["photo"][-1]["file_id"])
    fetched = await api.client.get(f"{api.base.replace('/bot', '/file/bot', 1)}/{file['file_path']}")
    assert fetched.content == picture


async def test_a_document_keeps_its_name(api: Api, kari: Phone) -> None:
    files: dict[str, Any] = {"document": ("møte.csv", b"date,value\n", "text/csv")}

    answer = await api.client.post(f"{api.base}/sendDocument", data={"chat_id": "101"}, files=files)

    assert answer.json()["result"]["document"]["file_name"] == "møte.csv"
    assert (await api.refusal("sendDocument", chat_id=101))[0] == 400
