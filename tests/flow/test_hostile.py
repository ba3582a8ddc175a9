"""Every hostile text gets a kind answer, harms nothing, and leaves nothing behind that it should not."""

import logging
from itertools import count

import pytest
from sqlalchemy import select

from bot.storage.tables import answers
from tests.flow.hostile import EDITED, JUNK, JUNK_HERE, ODD, OLD, THINGS, WORD, no_texts, texts
from tests.flow.hostile_chat import NEXT, Chat, chat, failed, left_behind, with_word, words

QUESTIONS = ["yes-no", "number", "text"]


@pytest.fixture(autouse=True)
def everything_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    caplog.set_level(logging.DEBUG, "bot")


@pytest.mark.parametrize("what_is_open", ["nothing", "yes-no", "number"])
async def test_whatever_is_sent_is_answered_kindly_and_leaves_nothing_behind(
    what_is_open: str, database_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    given: dict[str, str] = {}
    async with chat(database_url, what_is_open) as it:
        for number, (thing, word) in enumerate(zip(THINGS, words(), strict=False)):
            given[thing.name] = word
            it.check(thing.name, await it.sends(**with_word(thing.sent, word)), thing.says(what_is_open))
            # What breaks a chat breaks it on either engine and whatever is open, so once after each thing is enough.
            if (it.w.db.is_sqlite and what_is_open == "yes-no") or number % 10 == 0:
                await it.check_it_goes_on(thing.name)
        await it.check_it_goes_on("all of it")

        assert it.wrong == []
        assert await left_behind(it.w, caplog.records, given) == []
        assert await failed(it.w) == []


async def test_a_question_that_asks_for_a_text_takes_it_harmlessly(
    database_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    given: dict[str, str] = {}
    async with chat(database_url, "text") as it:
        for thing, word in zip(texts(), words(), strict=False):
            if thing.says("text") != NEXT:
                given[thing.name] = word
            sent = with_word(thing.sent, word)
            said = await it.sends(**{**sent, "text": sent["text"][:50]})
            it.check(thing.name, said, thing.says("text"))
            taken = any(NEXT in it for it in said)
            await it.after(it.phone.presses("Back" if taken else "No, try again"))
        for thing, word in zip(no_texts(), (f"{it}x" for it in words()), strict=False):
            given[thing.name] = word
            it.check(thing.name, await it.sends(**with_word(thing.sent, word)), thing.says("text"))
        it.check("too long a text", await it.sends(text="x" * 5000), "Can you say it in 100 characters?")
        await it.check_it_goes_on("all of it")

        assert it.wrong == []
        assert await left_behind(it.w, caplog.records, given) == []
        assert await failed(it.w) == []


async def test_a_text_is_kept_and_shown_as_it_was_written(database_url: str) -> None:
    written = "<b>{{ 7 * 7 }}</b> & =SUM(A1) \u202etxet\u202c 👩‍⚕️"
    async with chat(database_url, "text") as it:
        await it.sends(text=written)
        said = await it.after(it.phone.presses("Yes"))
        async with it.w.db.read() as tx:
            kept = (await tx.execute(select(answers.c.value).where(answers.c.question == "text"))).scalars().all()

    harmless = "<b>{{ 7 * 7 }}</b> & =SUM(A1) txet 👩‍⚕️"
    assert kept == [harmless]
    assert any(f"In a sentence? {harmless}" in it for it in said)


@pytest.mark.parametrize("what_is_open", ["nothing", *QUESTIONS])
async def test_a_button_that_nobody_was_given_is_old(
    what_is_open: str, database_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    async with chat(database_url, what_is_open) as it:
        here = await here_of(it)
        word = next(words())
        for data in (*JUNK, *(junk.replace("HERE", here) for junk in JUNK_HERE if here)):
            toast = await it.presses(with_word(data, word))
            if toast != OLD:
                it.wrong.append(f"{data!a}: instead of the old button there came {toast!r}")
        await it.check_it_goes_on("all of it")
        before = {"nothing": [], "yes-no": ["yes"]}.get(what_is_open, [])
        async with it.w.db.read() as tx:
            kept = (await tx.execute(select(answers.c.value))).scalars().all()

        assert it.wrong == []
        assert kept == before
        assert await left_behind(it.w, caplog.records, {"a button": word}) == []
        assert await failed(it.w) == []


async def here_of(it: Chat) -> str:
    """How the buttons of the open question begin; empty where none is open."""
    if it.open == "nothing":
        return ""
    return (await it.phone.screen()).data("Skip").rpartition(":")[0].rpartition(":")[0]


@pytest.mark.parametrize("what_is_open", ["nothing", "yes-no", "number"])
async def test_a_message_that_is_changed_is_not_read_and_that_is_said_once(
    what_is_open: str, database_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    word = next(words())
    changes: list[dict[str, object]] = [
        {"text": word},
        {"text": f"7 {word}"},
        {"text": f"/help {word}", "entities": [{"type": "bot_command", "offset": 0, "length": 5}]},
        {"photo": [{"file_id": "f", "file_unique_id": "u", "width": 9, "height": 9}], "caption": f"{word}\x00\ud800"},
        {"location": {"latitude": 59.9, "longitude": 10.7, "live_period": 60}, "caption": word},
    ]
    async with chat(database_url, what_is_open) as it:
        for message_id, change in enumerate(changes, start=70_000):
            it.check(f"{change}", await it.edits(message_id, **change), EDITED)
            if again := [*await it.edits(message_id, **change), *await it.edits(message_id, text=f"again {word}")]:
                it.wrong.append(f"{change}: it was said again: {again}")
        await it.check_it_goes_on("all of it")

        assert it.wrong == []
        assert await left_behind(it.w, caplog.records, {"a change": word}) == []
        assert await failed(it.w) == []


async def test_an_update_of_no_use_is_passed_over_and_holds_nothing_up(
    database_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    word, numbers = next(words()), count(1)
    async with chat(database_url, "yes-no") as it:

        async def come() -> None:
            await it.w.bot.keep([{"update_id": next(numbers), **with_word(odd, word)} for odd in ODD])

        said = await it.after(come())
        it.check("a text after all of it", await it.sends(text="Hello"), "Please press one of the buttons")
        await it.check_it_goes_on("all of it")

        assert said == []
        assert it.wrong == []
        assert await left_behind(it.w, caplog.records, {"an update": word}) == []
        assert set(await failed(it.w)) <= set(range(1000)), "something waits"


async def test_a_group_in_which_nobody_asked_the_bot_is_left_in_peace(
    database_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    given: dict[str, str] = {}
    async with chat(database_url, "yes-no") as it:
        group = {"chat": {"id": -1001, "type": "supergroup", "title": WORD}}
        for thing, word in zip([*texts(), *no_texts()], words(), strict=False):
            given[thing.name] = word
            if said := await it.sends(**with_word({**thing.sent, **group}, word)):
                it.wrong.append(f"{thing.name}: {said}")
        await it.edits(70_000, **group, text="changed")
        await it.check_it_goes_on("all of it")
        sent = [call["params"]["chat_id"] for call in await it.w.phones.log("sendMessage")]

        assert it.wrong == []
        assert {f"{chat_id}" for chat_id in sent} == {f"{it.phone.id}"}
        assert await left_behind(it.w, caplog.records, given) == []
        assert await failed(it.w) == []


NAMES = {
    "<b>Kari</b> & {{ 7 * 7 }}": "<b>Kari</b> & {{ 7 * 7 }}",
    "=SUM(A1)": "=SUM(A1)",
    "\u202eiraK\u202c": "iraK",
    "Ka\x00ri": "Ka\ufffdri",
    "Kari \ud83d": "Kari \ufffd",
    "K" + "\u0336" * 60: "K" + "\u0336" * 6,
    "  Kari \n\n Lund ": "Kari Lund",
    "Kari\u3164\u200b\u2060": "Kari",
    "👩‍⚕️": "👩‍⚕️",
    "x" * 500: "x" * 64,
    "\u3164\u200b": "newcomer-",
}


async def test_a_newcomer_is_called_what_can_be_kept_and_seen(database_url: str) -> None:
    async with chat(database_url, "nothing") as it:
        team = next(made for made in await it.w.invite() if made.person is None)
        for account, (called, name) in enumerate(NAMES.items(), start=500):
            newcomer = await it.w.phones.person(account, "Somebody", language="en")
            await newcomer.says(f"/start {team.code}")
            who = await newcomer.hears("Are you …?")
            me = {"id": account, "is_bot": False, "first_name": called, "language_code": "en"}
            message = {"message_id": who.id, "date": 1, "chat": {"id": account, "type": "private"}, "text": who.text}
            press = {"from": me, "message": message, "chat_instance": "1", "data": who.data("Someone new")}
            it.w.stand_in.sandbox.updates.add("callback_query", {"id": f"{account}", **press})
            await it.w.quiet()
            if f"Welcome to Mellom, {name}" not in (said := (await newcomer.screen()).text):
                it.wrong.append(f"{called!a}: {said[:100]!a}")

        assert it.wrong == []
        assert await failed(it.w) == []
