"""The checker itself sees what is wrong."""

from typing import Any

import pytest

from tests.sandbox.shape import Wrong, check_answer, check_request, check_update

CHAT = {"id": 101, "type": "private", "first_name": "Kari"}
MESSAGE = {"message_id": 1, "date": 1788782400, "chat": CHAT, "text": "hi"}


def test_a_right_message_passes() -> None:
    check_answer("sendMessage", MESSAGE)
    check_update({"update_id": 1, "message": MESSAGE})


@pytest.mark.parametrize(
    "change",
    [
        {"txt": "hi"},
        {"chat": CHAT | {"firstname": "Kari"}},
        {"message_id": "1"},
        {"date": "1788782400"},
        {"entities": [{"type": "bold", "offset": 0, "length": 1, "len": 1}]},
        {"reply_markup": {"inline_keyboard": [[{"text": "Yes", "calback_data": "y"}]]}},
        {"reply_to_message": MESSAGE | {"form": 1}},
    ],
)
def test_a_misspelt_or_mistyped_field_fails(change: dict[str, Any]) -> None:
    with pytest.raises(Wrong):
        check_answer("sendMessage", MESSAGE | change)
    with pytest.raises(Wrong):
        check_update({"update_id": 1, "message": MESSAGE | change})


@pytest.mark.parametrize(
    "params",
    [
        {"chat_id": 1, "text": "hi", "parsemode": "HTML"},
        {"chat_id": 1, "text": "x" * 4097},
        {"chat_id": 1, "text": f"<b>{'🙂' * 2049}</b>", "parse_mode": "HTML"},
        {"chat_id": 1, "text": ""},
    ],
)
def test_a_request_with_a_wrong_name_or_length_fails(params: dict[str, Any]) -> None:
    with pytest.raises(Wrong):
        check_request("sendMessage", params)
