"""An identity number goes no further than the door, is taken out of the chat, and the sender is told."""

import logging
from collections.abc import Mapping
from typing import Any

import pytest

from bot.domain.identity_number import MASK
from tests.flow.hostile_chat import Chat, chat, failed, left_behind, rows_as_text

# Put together here, so that no number stands in a file.
NUMBER = "0101" + "80" + "12345"
FILE = {"file_id": "f", "file_unique_id": "u"}
PHOTO = {"photo": [{**FILE, "width": 9, "height": 9}]}
QUOTED = {"message_id": 1, "date": 1, "chat": {"id": 9, "type": "private"}, "text": NUMBER}
DELETED = "That looks like an identity number. I did not save it, and I deleted your message here."
PLEASE_DELETE = "That looks like an identity number. I did not save it, but I cannot delete your message here."

SENT: Mapping[str, Mapping[str, Any]] = {
    "a text": {"text": f"Ring {NUMBER}, ok?"},
    "in two": {"text": f"Ring {NUMBER[:6]} {NUMBER[6:]}, ok?"},
    "in full width": {"text": "".join(chr(0xFF10 + int(digit)) for digit in NUMBER)},
    "with a sign that is not seen": {"text": f"{NUMBER[:6]}\u200b{NUMBER[6:]}"},
    "a command": {"text": f"/help {NUMBER}", "entities": [{"type": "bot_command", "offset": 0, "length": 5}]},
    "a number": {"text": NUMBER},
    "a photo": {**PHOTO, "caption": NUMBER},
    "a file": {"document": {**FILE, "file_name": f"{NUMBER}.pdf"}},
    "a contact": {"contact": {"phone_number": "1", "first_name": f"Kari {NUMBER}"}},
    "a phone number": {"contact": {"phone_number": NUMBER, "first_name": "Kari"}},
    "a reply": {"text": "this one", "reply_to_message": QUOTED},
    "a quote": {"text": "this one", "quote": {"text": NUMBER, "position": 0}},
    "a place": {"venue": {"location": {"latitude": 1, "longitude": 1}, "title": NUMBER, "address": "x"}},
}


@pytest.fixture(autouse=True)
def everything_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    caplog.set_level(logging.DEBUG, "bot")


async def taken_away(it: Chat) -> list[int]:
    """The messages that the bot asked Telegram to delete."""
    return [int(call["params"]["message_id"]) for call in await it.w.phones.log("deleteMessage")]


@pytest.mark.parametrize("what_is_open", ["nothing", "yes-no", "number", "text"])
async def test_a_number_is_masked_and_its_message_taken_away(
    what_is_open: str, database_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    async with chat(database_url, what_is_open) as it:
        for place, (what, sent) in enumerate(SENT.items(), start=70_000):
            it.check(what, await it.sends(message_id=place, **sent), DELETED)
            it.check(f"{what}, changed", await it.edits(80_000 + place, date=1788854399, **sent), DELETED)
        await it.check_it_goes_on("all of it")

        assert it.wrong == []
        assert sorted(await taken_away(it)) == sorted(
            [70_000 + n for n in range(len(SENT))] + [150_000 + n for n in range(len(SENT))]
        )
        assert await left_behind(it.w, caplog.records, {"the number": NUMBER, "its end": NUMBER[6:]}) == []
        assert await failed(it.w) == []


async def test_where_the_message_cannot_be_taken_away_its_sender_is_asked_to(
    database_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    async with chat(database_url, "yes-no") as it:
        group = await it.w.phones.group("Ridge", it.phone, admin=True)
        await it.w.quiet()
        await it.phone.says(f"Ring {NUMBER}", chat=group)
        await it.w.quiet()
        in_group = [shown.text for shown in await it.phone.messages(chat=group) if shown.from_bot]
        # Two days and a minute after it was sent, Telegram deletes a message for nobody.
        late = await it.edits(70_000, date=1788854400 - 48 * 3600 - 60, text=NUMBER)
        await it.check_it_goes_on("all of it")

        assert in_group[-1].startswith(PLEASE_DELETE)
        assert late[0].startswith(PLEASE_DELETE)
        assert await taken_away(it) == []
        assert it.wrong == []
        assert await left_behind(it.w, caplog.records, {"the number": NUMBER}) == []


async def test_a_press_with_a_number_in_it_is_an_old_button(
    database_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    async with chat(database_url, "yes-no") as it:
        for data in (NUMBER, f"a1:1:0:{NUMBER}", f"a1:1:0:={NUMBER}", f"l1:{NUMBER}"):
            it.check(data, [await it.presses(data)], "This button is old.")
        await it.check_it_goes_on("all of it")

        assert it.wrong == []
        assert await taken_away(it) == []
        assert await left_behind(it.w, caplog.records, {"the number": NUMBER}) == []


async def test_somebody_who_is_called_by_a_number_can_still_write(database_url: str) -> None:
    async with chat(database_url, "yes-no") as it:
        me = {"id": it.phone.id, "is_bot": False, "first_name": NUMBER, "language_code": "en"}
        said = await it.sends(**{"from": me, "text": "Yes"})

        assert any("Agreed?" in text for text in said)
        assert await taken_away(it) == []
        assert NUMBER not in await rows_as_text(it.w)


async def test_the_sign_that_stands_for_a_number_is_no_trap(database_url: str) -> None:
    async with chat(database_url, "yes-no") as it:
        said = await it.sends(text=f"what is {MASK}?")

        assert len(said) == 1
        await it.check_it_goes_on("the sign")
        assert it.wrong == []
