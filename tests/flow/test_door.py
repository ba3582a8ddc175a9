"""What an update loses before anything is written: identity numbers and join codes, wherever they stand."""

import json

import pytest

from bot.flow.door import chat_of, clean, hash_of, hashed_code

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


@pytest.mark.parametrize(
    "update",
    [
        {"message": {"text": "{}"}},
        {"message": {"caption": "{}"}},
        {"edited_message": {"text": "{}"}},
        {"message": {"reply_to_message": {"text": "{}"}}},
        {"message": {"contact": {"first_name": "{}"}}},
        {"message": {"document": {"file_name": "{}.pdf"}}},
        {"message": {"entities": [{"url": "https://example.org/{}"}]}},
        {"callback_query": {"message": {"text": "{}"}, "data": "a1:1:0:4"}},
    ],
)
def test_an_identity_number_is_masked_wherever_it_stands(update: dict[str, object]) -> None:
    number = "0101" + "80" + "12345"

    kept, found = clean(json.loads(json.dumps(update).replace("{}", number)))

    assert found
    assert number not in str(kept)


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
