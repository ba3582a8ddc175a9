"""What an update loses before anything is written: identity numbers, join codes, and what no database keeps."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.identity_number import MASK
from bot.flow.door import DEEPEST, chat_of, clean, hash_of, hashed_code

CODE = "uD3_kQ-9sWm2xZb7"
KEPT = f"sha256-{hash_of(CODE)}"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (f"/start {CODE}", f"/start {KEPT}"),
        (f"/start@mellom_bot {CODE}", f"/start@mellom_bot {KEPT}"),
        (f"/START   {CODE} ", f"/START   {KEPT} "),
        (f"/start\n{CODE}", f"/start\n{KEPT}"),
        (f"/start {CODE} thanks", f"/start {KEPT} thanks"),
        (f"is it t.me/mellom_bot?start={CODE}", f"is it t.me/mellom_bot?start={KEPT}"),
        (f"https://t.me/mellom_bot?start={CODE}&x=1", f"https://t.me/mellom_bot?start={KEPT}&x=1"),
        (f"https://t.me/mellom_bot?startgroup={CODE}", f"https://t.me/mellom_bot?startgroup={KEPT}"),
        ("/start", "/start"),
        ("/starting now", "/starting now"),
        ("we start at 9", "we start at 9"),
    ],
)  # fmt: skip
def test_a_join_code_is_kept_as_a_hash_only(text: str, kept: str) -> None:
    assert clean({"update_id": 1, "message": {"text": text}}) == ({"update_id": 1, "message": {"text": kept}}, False)


def test_the_hash_is_the_same_as_of_the_invite_and_holds_no_digit_run() -> None:
    kept, _ = clean({"text": f"/start {CODE}"})

    assert hashed_code(kept["text"].split()[1]) == hash_of(CODE)
    assert not any(sign.isdigit() for sign in hash_of(CODE))
    assert hashed_code(CODE) is None


PLACES = [
    {"message": {"text": "{}"}},
    {"message": {"caption": "{}"}},
    {"message": {"from": {"first_name": "{}"}, "chat": {"first_name": "{}", "username": "u{}"}}},
    {"edited_message": {"text": "{}"}},
    {"edited_message": {"caption": "{}"}},
    {"message": {"reply_to_message": {"text": "{}"}}},
    {"message": {"reply_to_message": {"caption": "{}", "document": {"file_name": "{}.pdf"}}}},
    {"message": {"quote": {"text": "{}", "position": 0}}},
    {"message": {"external_reply": {"contact": {"first_name": "{}"}}}},
    {"message": {"forward_origin": {"type": "hidden_user", "sender_user_name": "{}"}}},
    {"message": {"contact": {"first_name": "{}"}}},
    {"message": {"contact": {"phone_number": "{}"}}},
    {"message": {"contact": {"vcard": "BEGIN:VCARD\nNOTE:{}\nEND:VCARD"}}},
    {"message": {"document": {"file_name": "{}.pdf"}}},
    {"message": {"audio": {"title": "{}", "performer": "{}", "file_name": "{}.mp3"}}},
    {"message": {"venue": {"title": "{}", "address": "{}"}}},
    {"message": {"poll": {"question": "{}", "options": [{"text": "{}"}], "explanation": "{}"}}},
    {"message": {"entities": [{"url": "https://example.org/{}"}]}},
    {"message": {"link_preview_options": {"url": "https://example.org/?id={}"}}},
    {"message": {"new_chat_title": "{}", "pinned_message": {"text": "{}"}}},
    {"message": {"not_known_yet": {"{}": ["{}"]}}},
    {"callback_query": {"message": {"text": "{}"}, "data": "a1:1:0:4"}},
    {"callback_query": {"data": "x:{}"}},
    {"channel_post": {"text": "{}"}},
    {"inline_query": {"query": "{}"}},
]
NUMBER = "0101" + "80" + "12345"
WAYS = {
    "as it is": NUMBER,
    "in two": f"{NUMBER[:6]} {NUMBER[6:]}",
    "with a sign that is not seen": f"{NUMBER[:6]}\u200b{NUMBER[6:]}",
    "with a sign that turns the direction": f"{NUMBER[:6]}\u202e{NUMBER[6:]}",
    "with NUL": f"{NUMBER[:6]}\x00{NUMBER[6:]}",
    "with half a character": f"{NUMBER[:6]}\ud800{NUMBER[6:]}",
    "in full width": "".join(chr(0xFF10 + int(digit)) for digit in NUMBER),
    "in Arabic digits": "".join(chr(0x0660 + int(digit)) for digit in NUMBER),
    "raised": "".join("⁰¹²³⁴⁵⁶⁷⁸⁹"[int(digit)] for digit in NUMBER),
    "in mathematical digits": "".join(chr(0x1D7CE + int(digit)) for digit in NUMBER),
    "as keys": "".join(f"{digit}\ufe0f\u20e3" for digit in NUMBER),
    "with the century": f"{NUMBER[:4]}19{NUMBER[4:6]} {NUMBER[6:]}",
    "with a century that is cut in two": f"{NUMBER[:2]}.{NUMBER[2:4]}.19\u202e{NUMBER[4:6]} {NUMBER[6:]}",
    "like an account": f"{NUMBER[:4]}.{NUMBER[4:6]}.{NUMBER[6:]}",
}


@pytest.mark.parametrize("update", PLACES, ids=lambda it: json.dumps(it)[:60])
def test_an_identity_number_is_masked_wherever_it_stands(update: dict[str, object]) -> None:
    kept, found = clean(json.loads(json.dumps(update).replace("{}", NUMBER)))

    assert found
    assert NUMBER not in str(kept)


@pytest.mark.parametrize("written", WAYS.values(), ids=WAYS)
def test_an_identity_number_is_masked_however_it_is_written(written: str) -> None:
    kept, found = clean({"message": {"text": f"Ring {written}, takk"}})

    assert found
    assert MASK in kept["message"]["text"]
    assert not any(sign.isnumeric() for sign in kept["message"]["text"])


# What no database keeps


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        ("Ka\x00ri", "Ka\ufffdri"),
        ("half \ud800", "half \ufffd"),
        ({"\x00": {"\udfff": "\x00"}}, {"\ufffd": {"\ufffd": "\ufffd"}}),
        ("\u202eirak", "irak"),
        ([float("nan"), float("inf"), 1.5], [None, None, 1.5]),
        ([10**30, -(10**30), 2**63 - 1, True], [0, 0, 2**63 - 1, True]),
        ([None, False, -1001234567890], [None, False, -1001234567890]),
    ],
)
def test_what_no_database_keeps_is_left_out(value: object, kept: object) -> None:
    assert clean({"message": {"text": value}}) == ({"message": {"text": kept}}, False)


def test_what_lies_too_deep_is_left_out() -> None:
    deep: object = "x"
    for _ in range(900):
        deep = [{"inner": deep}]

    kept, _ = clean({"message": {"text": "hello", "unknown": deep}})

    assert kept["message"]["text"] == "hello"
    assert json.dumps(kept).count("inner") == DEEPEST // 2 - 1


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(codec=None, categories=None)),
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
        max_leaves=12,
    )
)
def test_whatever_comes_is_kept_as_json_and_the_same_the_next_time(value: object) -> None:
    kept, _ = clean({"message": value})

    assert "\\u0000" not in json.dumps(kept, allow_nan=False)
    assert json.loads(json.dumps(kept, ensure_ascii=False).encode()) == kept
    assert clean(kept)[0] == kept


@pytest.mark.parametrize(
    ("update", "chat"),
    [
        ({"message": {"chat": {"id": 7}}}, 7),
        ({"edited_message": {"chat": {"id": 8}}}, 8),
        ({"my_chat_member": {"chat": {"id": -9}}}, -9),
        ({"callback_query": {"from": {"id": 3}, "message": {"chat": {"id": -5}}}}, -5),
        ({"callback_query": {"from": {"id": 3}}}, 3),
        ({"poll": {"id": 1}}, 0),
    ],
)
def test_updates_of_one_chat_keep_their_order(update: dict[str, object], chat: int) -> None:
    assert chat_of(update) == chat
